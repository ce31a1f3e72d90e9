import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DelayLine } from '../../../lib/signal/delay-line';
import { RecentLow } from '../../../lib/signal/recent-low';
import { SlidingMoments } from '../../../lib/signal/sliding-moments';

describe('SlidingMoments', () => {
  it('agrees with a plain computation at any rate, with jitter and holes', () => {
    const sample = fc.tuple(
      fc.double({ min: 0, max: 400, noNaN: true }),
      fc.double({ min: -20, max: 20, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(sample, { minLength: 1, maxLength: 300 }), (samples) => {
        const window = new SlidingMoments(1_000);
        const recent = new RecentLow(1_000);
        const seen: { t: number; v: number }[] = [];
        let t = 0;
        for (const [dt, v] of samples) {
          t += dt;
          seen.push({ t, v });
          window.push({ tMs: t, value: v });
          recent.push({ tMs: t, value: v });
          const inside = seen.filter((one) => one.t > t - 1_000).map((one) => one.v);
          const mean = inside.reduce((a, b) => a + b, 0) / inside.length;
          const variance = inside.reduce((a, b) => a + (b - mean) ** 2, 0) / inside.length;
          expect(window.count).toBe(inside.length);
          expect(window.mean).toBeCloseTo(mean, 8);
          expect(window.sd ** 2).toBeCloseTo(variance, 8);
          // Plus 0: which of 0 and −0 is the smaller is nothing to a sensor.
          recent.seek();
          expect(recent.low + 0).toBe(Math.min(...inside) + 0);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('does not drift over an hour: quiet after loud is quiet', () => {
    const window = new SlidingMoments(1_000);
    for (let i = 0; i < 180_000; i++) window.push({ tMs: i * 20, value: i % 2 === 0 ? 16.3 : -15.9 });
    for (let i = 180_000; i < 180_060; i++) window.push({ tMs: i * 20, value: 1 + (i % 2) * 0.002 });
    expect(window.sd).toBeCloseTo(0.001, 5);
  });

  it('and RecentLow grow for high rates', () => {
    const window = new SlidingMoments(3_000);
    for (let i = 0; i < 10_000; i++) window.push({ tMs: i * 0.5, value: i % 7 });
    expect(window.count).toBe(6_000);
    expect(window.mean).toBeCloseTo(3, 2);
    const recent = new RecentLow(3_000);
    for (let i = 0; i < 10_000; i++) recent.push({ tMs: i * 0.5, value: i });
    recent.seek();
    expect(recent.low).toBe(4_000);
    recent.clear();
    recent.seek();
    expect(recent.low).toBe(Infinity);
  });
});

describe('DelayLine', () => {
  it('gives back what was said half a second ago', () => {
    const line = new DelayLine(500);
    const out: number[] = [];
    for (let t = 0; t <= 2_000; t += 10) {
      line.push({ tMs: t, value: t });
      out.push(line.before);
    }
    expect(out[20]).toBeNaN();
    const late = out.slice(60).map((before, i) => (i + 60) * 10 - before);
    expect(Math.min(...late)).toBeGreaterThanOrEqual(480);
    expect(Math.max(...late)).toBeLessThanOrEqual(520);
  });

  it('holds the last value over a jump', () => {
    const line = new DelayLine(500);
    line.push({ tMs: 0, value: 1 });
    line.push({ tMs: 400, value: 2 });
    line.push({ tMs: 700, value: 3 });
    expect(line.before).toBe(1);
    line.push({ tMs: 1_100, value: 4 });
    expect(line.before).toBe(2);
  });
});
