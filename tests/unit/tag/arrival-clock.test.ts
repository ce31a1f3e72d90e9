import { describe, expect, it } from 'vitest';
import { ArrivalClock } from '../../../lib/tag/arrival-clock';
import { createRandom } from '../../../lib/tag/demo/seeded-random';

interface Air {
  truePeriodMs: number;
  /** Share of samples that never arrive. */
  lost?: number;
  /** Connection interval: what was made since the last comes together, ms. */
  intervalMs?: number;
  /** Now and then an interval fails and all comes one later. */
  retried?: number;
  samples?: number;
}

/** True time and time that the clock gives, for each sample that arrives. */
function play({ truePeriodMs, lost = 0, intervalMs = 45, retried = 0.05, samples = 10_000 }: Air) {
  const random = createRandom(7);
  const clock = new ArrivalClock(20);
  const times: { trueMs: number; tMs: number; arrivalMs: number }[] = [];
  let freeMs = 0;
  for (let i = 0; i < samples; i++) {
    const trueMs = 1e6 + i * truePeriodMs;
    let sentMs = Math.ceil(trueMs / intervalMs) * intervalMs;
    while (random.between(0, 1) < retried) sentMs += intervalMs;
    // The radio keeps the order, and the host takes a moment for each.
    const arrivalMs = (freeMs = Math.max(freeMs + 0.5, sentMs + random.between(1, 4)));
    if (random.between(0, 1) < lost) continue;
    times.push({ trueMs, tMs: clock.next(arrivalMs), arrivalMs });
  }
  return { times, clock };
}

const errorsAfter = (times: ReturnType<typeof play>['times'], fromMs: number) =>
  times.filter(({ trueMs }) => trueMs >= 1e6 + fromMs).map(({ trueMs, tMs }) => tMs - trueMs);
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('ArrivalClock', () => {
  it.each([{ truePeriodMs: 20 }, { truePeriodMs: 18.2 }, { truePeriodMs: 21.7 }, { truePeriodMs: 25 }])(
    'finds a period of $truePeriodMs ms where 20 was named, and keeps within a connection interval of the truth',
    ({ truePeriodMs }) => {
      const { times, clock } = play({ truePeriodMs });
      expect(Math.abs(clock.periodMs / truePeriodMs - 1)).toBeLessThan(0.02);
      const errors = errorsAfter(times, 10_000);
      expect(Math.max(...errors.map(Math.abs))).toBeLessThan(60);
      // No drift: the end is as good as the beginning.
      const [early, late] = [errors.slice(0, 1000), errors.slice(-1000)].map(meanOf);
      expect(Math.abs(late! - early!)).toBeLessThan(15);
    },
  );

  it('takes most of the jitter off the arrivals', () => {
    const { times } = play({ truePeriodMs: 20 });
    const spread = (values: number[]) => {
      const mean = meanOf(values);
      return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
    };
    const settled = times.slice(500);
    const arrivals = spread(settled.map(({ trueMs, arrivalMs }) => arrivalMs - trueMs));
    expect(spread(settled.map(({ trueMs, tMs }) => tMs - trueMs))).toBeLessThan(arrivals / 2);
  });

  it('keeps its time through lost samples: each costs its period until the next correction', () => {
    const { times } = play({ truePeriodMs: 20, lost: 0.03 });
    const errors = errorsAfter(times, 10_000)
      .map(Math.abs)
      .sort((a, b) => a - b);
    expect(errors[Math.floor(errors.length * 0.95)]).toBeLessThan(60);
    expect(errors.at(-1)).toBeLessThan(6 * 20);
    expect(meanOf(errorsAfter(times, 160_000))).toBeLessThan(60);
  });

  it('begins anew after a pause, at once', () => {
    const clock = new ArrivalClock(20);
    for (let i = 0; i < 200; i++) clock.next(i * 20);
    expect(clock.next(20_000)).toBe(20_000);
    expect(clock.next(20_020)).toBeCloseTo(20_020, 6);
  });

  it('rises always, also when a backlog comes at once', () => {
    const clock = new ArrivalClock(20);
    let last = -Infinity;
    for (const arrivalMs of [0, 20, 40, 900, 900, 900, 901, 901, 901, 901, 3_000, 3_000, 3_000, 3_001]) {
      const tMs = clock.next(arrivalMs);
      expect(tMs).toBeGreaterThan(last);
      last = tMs;
    }
  });
});
