import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodePeriod,
  decodeSample,
  encodePeriod,
  encodeSample,
  MICROBIT_G_PER_COUNT,
} from '../../../../lib/tag/microbit/protocol';
import { viewInside } from '../../../support/arbitrary-frames';

const view = (...bytes: number[]) => viewInside(Uint8Array.from(bytes));

describe('micro:bit samples', () => {
  it('reads i16 x, y, z: 1024 is one g', () => {
    const counts = decodeSample(view(0x00, 0x04, 0x00, 0xfe, 0x10, 0x00))!;
    expect([...counts].map((count) => count * MICROBIT_G_PER_COUNT)).toEqual([1, -0.5, 16 / 1024]);
  });

  it('marks the end of the range as clipped on both sides, never as missing', () => {
    // 2032 and −2048 are what the coarser sensor gives at its ends, 2046 the finer one's.
    expect(decodeSample(view(0xf0, 0x07, 0x00, 0xf8, 0xfe, 0x07))).toEqual(
      Int16Array.of(32767, -32767, 32767),
    );
    expect(decodeSample(view(0xef, 0x07, 0, 0, 0, 0))![0]).toBe(2031 * 16);
    expect(32767 * MICROBIT_G_PER_COUNT).toBeCloseTo(2, 3);
  });

  it('takes no value of another length for a sample', () => {
    for (const length of [0, 1, 5, 7, 12])
      expect(decodeSample(viewInside(new Uint8Array(length)))).toBeNull();
  });

  it('brings back what a board encodes', () => {
    const g = fc.double({ min: -1.98, max: 1.98, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(g, g, g), (accelG) => {
        const counts = decodeSample(viewInside(encodeSample(accelG)))!;
        accelG.forEach((value, axis) =>
          expect(Math.abs(counts[axis]! * MICROBIT_G_PER_COUNT - value)).toBeLessThanOrEqual(
            0.5 / 1024 + 1e-9,
          ),
        );
      }),
    );
  });

  it('never lets three arbitrary values become a missing sample', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 6, maxLength: 6 }), (bytes) => {
        expect([...decodeSample(viewInside(bytes))!]).not.toContain(-32768);
      }),
    );
  });
});

describe('micro:bit period', () => {
  it('is refused where it would crash the board', () => {
    for (const periodMs of [0, 1, 2, 9, -20, 12.5, NaN, 65_536])
      expect(() => encodePeriod(periodMs)).toThrow(RangeError);
    expect([...encodePeriod(20)]).toEqual([20, 0]);
    expect([...encodePeriod(640)]).toEqual([0x80, 0x02]);
  });

  it('is read back as what is in force', () => {
    expect(decodePeriod(view(0xe8, 0x03))).toBe(1000);
    expect(decodePeriod(view(0, 0))).toBeNull();
    expect(decodePeriod(view(20))).toBeNull();
  });
});
