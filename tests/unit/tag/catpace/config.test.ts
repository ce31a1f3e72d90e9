import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CONFIG_BYTES,
  decodeConfig,
  DEFAULT_CONFIG,
  encodeConfig,
  streamsOf,
} from '../../../../lib/tag/catpace/config';
import { viewInside } from '../../../support/arbitrary-frames';

describe('Config', () => {
  it('lies on the wire as the profile says', () => {
    expect([...encodeConfig(DEFAULT_CONFIG)]).toEqual([0b011, 8, 50, 0, 80, 0, 0xd0, 0x07, 50, 0, 20, 0]);
  });

  it('reads back what was written, wherever the view begins', () => {
    const u16 = fc.integer({ min: 0, max: 65535 });
    const config = fc.record({
      streams: fc.record({ accel: fc.boolean(), tension: fc.boolean(), gyro: fc.boolean() }),
      accelRangeG: fc.constantFrom(2, 4, 8, 16),
      accelHz: u16,
      tensionHz: u16,
      gyroRangeDps: u16,
      gyroHz: u16,
      flushMs: fc.nat({ max: 255 }).map((steps) => steps * 10),
    });
    fc.assert(
      fc.property(config, fc.nat({ max: 5 }), (original, before) => {
        expect(decodeConfig(viewInside(encodeConfig(original), before, 1))).toEqual(original);
      }),
    );
  });

  it('is null when it is too short', () => {
    expect(decodeConfig(new DataView(new ArrayBuffer(CONFIG_BYTES - 1)))).toBeNull();
  });
});

describe('streamsOf', () => {
  it('gives counts their unit', () => {
    expect(streamsOf(DEFAULT_CONFIG)).toEqual([
      { kind: 'accel', unitPerCount: 8 / 32768, rateHz: 50 },
      { kind: 'tension', unitPerCount: 0.02, rateHz: 80 },
    ]);
  });

  it('leaves out what does not run: no samples can be placed in time at 0 Hz', () => {
    const streams = { accel: true, tension: false, gyro: true };
    expect(streamsOf({ ...DEFAULT_CONFIG, streams, gyroHz: 0 }).map(({ kind }) => kind)).toEqual(['accel']);
  });
});
