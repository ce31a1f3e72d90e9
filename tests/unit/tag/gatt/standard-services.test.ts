import { describe, expect, it } from 'vitest';
import { decodeBatteryLevel, decodeText, encodeText } from '../../../../lib/tag/gatt/standard-services';
import { viewInside } from '../../../support/arbitrary-frames';

describe('decodeText', () => {
  it('reads UTF-8 inside a longer buffer', () => {
    expect(decodeText(viewInside(encodeText('Müller & Katze'), 3, 4))).toBe('Müller & Katze');
  });

  it('drops padding; nothing left is null', () => {
    expect(decodeText(viewInside(encodeText(' 1.0\0\0'), 0, 0))).toBe('1.0');
    expect(decodeText(viewInside(encodeText('\0 \0'), 0, 0))).toBeNull();
    expect(decodeText(viewInside(Uint8Array.of(0xff, 0x41), 0, 0))).toBe('\ufffdA');
  });
});

describe('decodeBatteryLevel', () => {
  it('is percent, or null where there is no such thing', () => {
    expect(decodeBatteryLevel(viewInside(Uint8Array.of(100), 1, 0))).toBe(100);
    expect(decodeBatteryLevel(viewInside(Uint8Array.of(255), 1, 0))).toBeNull();
    expect(decodeBatteryLevel(viewInside(new Uint8Array(0), 1, 0))).toBeNull();
  });
});
