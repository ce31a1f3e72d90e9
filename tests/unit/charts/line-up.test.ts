import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  LEAST_WALKS,
  lineUp,
  medianOfPeaks,
  secondPeaks,
  type Lane,
  type PeakedWalk,
} from '../../../lib/charts/line-up';
import { buildPyramid, valueAt } from '../../../lib/charts/min-max-pyramid';
import { bolt, series } from '../../component/samples';

/** A lane of one pull of 7 N at a moment. */
function lane(durationMs: number, pullAtMs: number, pullN = 7): Lane {
  const tMs = Float64Array.from({ length: Math.floor(durationMs / 100) }, (_, i) => i * 100);
  const values = Float32Array.from(tMs, (ms) => (Math.abs(ms - pullAtMs) < 50 ? pullN : 1));
  return {
    series: { ...series(), durationMs, tension: buildPyramid(tMs, values, 500), motion: null },
    events: [bolt(pullAtMs)],
    marks: [],
    gaps: [{ startMs: pullAtMs, endMs: pullAtMs + 10, streams: ['accel'] }],
  };
}

describe('walks on one axis', () => {
  it('are as they are when both begin at their start', () => {
    const both = [lane(60_000, 10_000), lane(90_000, 20_000)];
    const { lanes, zeroMs, durationMs } = lineUp(both, [0, 0]);
    expect([zeroMs, durationMs]).toEqual([0, 90_000]);
    expect(lanes.map(({ events }) => events[0]!.startMs)).toEqual([10_000, 20_000]);
    // No sample is copied for it.
    expect(lanes[0]!.series.tension!.tMs).toBe(both[0]!.series.tension!.tMs);
  });

  it('meet at an event of each, with all that belongs to them', () => {
    const { lanes, zeroMs, durationMs } = lineUp(
      [lane(60_000, 10_000), lane(90_000, 25_000)],
      [10_000, 25_000],
    );
    expect([zeroMs, durationMs]).toEqual([25_000, 90_000]);
    for (const { series, events, gaps } of lanes) {
      expect(events[0]!.startMs).toBe(25_000);
      expect(gaps[0]!.startMs).toBe(25_000);
      expect(valueAt(series.tension!, 25_000)).toBe(7);
    }
  });

  it('share one scale', () => {
    const { lanes } = lineUp([lane(60_000, 10_000, 4), lane(60_000, 10_000, 11)], [0, 0]);
    expect(lanes.map(({ series }) => series.tension!.max)).toEqual([11, 11]);
  });

  it('lie within the axis wherever they meet', () => {
    const duration = fc.integer({ min: 1000, max: 100_000 });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(duration, share), { minLength: 1, maxLength: 3 }), (walks) => {
        const zeros = walks.map(([ms, at]) => ms * at);
        const { lanes, zeroMs, durationMs } = lineUp(
          walks.map(([ms], i) => lane(ms, zeros[i]!)),
          zeros,
        );
        for (const { series, events } of lanes) {
          expect(events[0]!.startMs).toBeCloseTo(zeroMs, 6);
          expect(series.tension!.tMs[0]!).toBeGreaterThanOrEqual(-1e-6);
          expect(series.tension!.tMs.at(-1)!).toBeLessThanOrEqual(durationMs + 1e-6);
        }
      }),
    );
  });
});

describe('the median of walks over time', () => {
  it('takes the highest of each second', () => {
    expect([...secondPeaks(lane(3000, 1500).series.tension!, 3000)]).toEqual([1, 7, 1]);
  });

  const pulls = (values: number[], zeroMs = 0): PeakedWalk => ({
    tension: Float32Array.from(values),
    motion: null,
    zeroMs,
  });

  it('is known where enough walks are, second by second', () => {
    const { tension, motion, zeroMs } = medianOfPeaks([
      pulls([1, 2, 3, 4]),
      pulls([3, 4, NaN]),
      pulls([2, 6, 5]),
    ]);
    expect(zeroMs).toBe(0);
    expect(motion).toBeNull();
    expect([...tension!.tMs]).toEqual([500, 1500, 2500, 3500]);
    expect([...tension!.values]).toEqual([2, 4, NaN, NaN]);
  });

  it('meets at an event of each', () => {
    const { tension, zeroMs } = medianOfPeaks([
      pulls([0, 9, 0], 1000),
      pulls([0, 0, 8], 2000),
      pulls([7, 0, 0], 0),
    ]);
    expect(zeroMs).toBe(2000);
    expect(valueAt(tension!, zeroMs + 500)).toBe(8);
  });

  it('lies between the lowest and the highest of the walks', () => {
    const peaks = fc.array(fc.float({ min: 0, max: 50, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(peaks, { minLength: LEAST_WALKS, maxLength: 8 }), (walks) => {
        const { tension } = medianOfPeaks(walks.map((each) => pulls(each)));
        for (const [second, value] of tension!.values.entries()) {
          const there = walks.flatMap((each) => each[second] ?? []);
          expect(Number.isNaN(value)).toBe(there.length < LEAST_WALKS);
          if (Number.isNaN(value)) continue;
          expect(value).toBeGreaterThanOrEqual(Math.min(...there));
          expect(value).toBeLessThanOrEqual(Math.max(...there));
        }
      }),
    );
  });
});
