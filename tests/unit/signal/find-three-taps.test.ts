import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findThreeTaps } from '../../../lib/signal/find-three-taps';

/** Ten seconds of a cat that is held, with taps of 30 ms at these moments. */
function motion(taps: readonly number[], { hz = 100, tapG = 3, swingG = 0.1, fromMs = 0 } = {}) {
  const n = 10 * hz;
  const tMs = Float64Array.from({ length: n }, (_, i) => fromMs + (i * 1000) / hz);
  const swing = Float32Array.from(tMs, (ms) => swingG * Math.sin(ms / 70));
  const z = Float32Array.from(tMs, (ms, i) => {
    const tap = taps.some((at) => ms >= at && ms < at + 30) ? tapG : 0;
    return 1 + swing[i]! + tap;
  });
  return { tMs, axes: [swing, new Float32Array(n), z] as const };
}

const found = ({ tMs, axes }: ReturnType<typeof motion>): number[][] =>
  findThreeTaps(tMs, axes).map((taps) => [...taps.tMs]);

describe('three taps on the tag', () => {
  it('are found where they are', () => {
    expect(found(motion([4000, 4500, 5000]))).toEqual([[4000, 4500, 5000]]);
  });

  it('are three: not two, not four, not a shake', () => {
    expect(found(motion([4000, 4500]))).toEqual([]);
    expect(found(motion([4000, 4500, 5000, 5500]))).toEqual([]);
    expect(found(motion(Array.from({ length: 40 }, (_, i) => 4000 + 30 * i)))).toEqual([]);
    const bursts = [4000, 4500, 5000].flatMap((at) => Array.from({ length: 8 }, (_, i) => at + 30 * i));
    expect(found(motion(bursts))).toEqual([]);
  });

  it('are not found in steps: the cat is held, or stands', () => {
    expect(found(motion([4000, 4500, 5000], { swingG: 0.6 }))).toEqual([]);
  });

  it('come in a beat of 0.2 to 1 s', () => {
    expect(found(motion([4000, 4150, 4300]))).toEqual([]);
    expect(found(motion([3000, 4200, 5400]))).toEqual([]);
    expect(found(motion([4000, 4300, 5200]))).toEqual([]);
  });

  it('are not made of samples that are missing, or of none', () => {
    const { tMs, axes } = motion([4000, 4500, 5000]);
    axes[2].fill(NaN, 430, 460);
    expect(findThreeTaps(tMs, axes)).toEqual([]);
    expect(
      findThreeTaps(new Float64Array(), [new Float32Array(), new Float32Array(), new Float32Array()]),
    ).toEqual([]);
  });

  it('are found at any moment, beat, strength and rate from 50 Hz', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: 7000 }),
        fc.integer({ min: 250, max: 950 }),
        fc.double({ min: 1.5, max: 8, noNaN: true }),
        fc.constantFrom(50, 52, 100, 208),
        (at, beat, tapG, hz) => {
          const taps = found(motion([at, at + beat, at + 2 * beat], { hz, tapG }));
          expect(taps).toHaveLength(1);
          // Not before the tap, and at most one sample after it.
          expect(taps[0]![0]! - at).toBeGreaterThanOrEqual(0);
          expect(taps[0]![0]! - at).toBeLessThanOrEqual(1000 / hz);
        },
      ),
    );
  });
});
