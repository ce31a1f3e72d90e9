import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stretchWithin, zoomedAround } from '../../../lib/charts/stretch';

const WALK = { minSpanMs: 1500, durationMs: 600_000 };

describe('the stretch shown', () => {
  it('keeps its length at the rims of the walk', () => {
    expect(stretchWithin(-500, 1000, 10_000)).toEqual({ fromMs: 0, toMs: 1000 });
    expect(stretchWithin(9500, 1000, 10_000)).toEqual({ fromMs: 9000, toMs: 10_000 });
    expect(stretchWithin(5, 20_000, 10_000)).toEqual({ fromMs: 0, toMs: 10_000 });
  });

  it('zooms around a moment that stays in its place, unless a rim is in the way', () => {
    expect(zoomedAround({ fromMs: 100_000, toMs: 200_000 }, 125_000, 40_000, WALK)).toEqual({
      fromMs: 115_000,
      toMs: 155_000,
    });
  });

  it('always lies within the walk, and is never shorter than the shortest', () => {
    const ms = fc.double({ min: 0, max: WALK.durationMs, noNaN: true });
    fc.assert(
      fc.property(ms, ms, ms, fc.double({ min: 1, max: 1e7, noNaN: true }), (a, b, aroundMs, spanMs) => {
        fc.pre(Math.abs(a - b) > 1);
        const from = { fromMs: Math.min(a, b), toMs: Math.max(a, b) };
        const { fromMs, toMs } = zoomedAround(from, aroundMs, spanMs, WALK);
        expect(fromMs).toBeGreaterThanOrEqual(0);
        expect(toMs).toBeLessThanOrEqual(WALK.durationMs + 1e-6);
        expect(toMs - fromMs).toBeGreaterThanOrEqual(WALK.minSpanMs - 1e-6);
      }),
    );
  });
});
