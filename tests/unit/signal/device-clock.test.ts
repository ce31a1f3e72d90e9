import { describe, expect, it } from 'vitest';
import { DeviceClock } from '../../../lib/signal/device-clock';
import { seeded } from '../../support/synthetic-trace';

const WALL = 1_760_000_000_000;

/** Feeds an hour of frames: device clock with a drift, radio delay from 20 ms up with a long tail. */
function clockAfter(minutes: number, ppm: number, seed: number): DeviceClock {
  const clock = new DeviceClock();
  const random = seeded(seed);
  for (let t = 0; t < minutes * 60_000; t += 200) {
    const delay = 20 - 60 * Math.log(1 - random());
    clock.observe(t, WALL + t * (1 + ppm / 1e6) + delay);
  }
  return clock;
}

/**
 * What an arrival is late by, ms, as quantiles: how much longer than their recording's shortest usual (1 %) the intervals
 * between consecutive time stamps are. Measured over 549,931 intervals of 380 recordings of MobiAct falls and gestures (a
 * phone's accelerometer at about 95 Hz, real time stamps with real jitter and stalls; github.com/yehowlong/MobiAct…).
 */
const JITTER_MS: readonly (readonly [share: number, ms: number])[] = [
  [0, 0],
  [0.05, 0.3],
  [0.1, 0.43],
  [0.25, 0.8],
  [0.5, 1.3],
  [0.75, 2.3],
  [0.9, 3.5],
  [0.95, 4.4],
  [0.99, 7],
  [0.995, 11.7],
  [0.998, 190.1],
  [0.9999, 194.4],
  [1, 1106.9],
];

function jitterMs(share: number): number {
  const right = JITTER_MS.findIndex(([s]) => s >= share);
  const [s1, ms1] = JITTER_MS[right]!;
  const [s0, ms0] = JITTER_MS[Math.max(0, right - 1)]!;
  return s1 === s0 ? ms1 : ms0 + ((ms1 - ms0) * (share - s0)) / (s1 - s0);
}

interface Way {
  minutes: number;
  ppm: number;
  /** Times as much jitter as was measured. */
  jitter?: number;
  /** The link is down: frames come when it is back, out of the log. Device ms. */
  outages?: readonly (readonly [fromMs: number, toMs: number])[];
}

/** Largest error over all that has gone by, ms, asked every second from `fromMs` on. The truth is `WALL + t × (1 + ppm)`. */
function worstErrorMs({ minutes, ppm, jitter = 1, outages = [] }: Way, fromMs: number): number {
  const clock = new DeviceClock();
  const random = seeded(7);
  const wall = (t: number): number => WALL + t * (1 + ppm / 1e6);
  let arrivalMs = 0;
  let worst = 0;
  for (let t = 0; t < minutes * 60_000; t += 200) {
    const outage = outages.find(([from, to]) => t >= from && t < to);
    // What was logged comes at 30 ms a notification once the link is back, and nothing overtakes.
    const sentMs = outage ? wall(outage[1]) + ((t - outage[0]) / 200) * 30 : wall(t);
    const late = sentMs + jitter * jitterMs(random());
    arrivalMs = outage ? late : Math.max(arrivalMs, late);
    // The host’s clock shows whole milliseconds.
    clock.observe(t, Math.floor(arrivalMs));
    if (t < fromMs || t % 1_000 !== 0) continue;
    for (const asked of [0, t / 2, t]) worst = Math.max(worst, Math.abs(clock.wallMs(asked) - wall(asked)));
  }
  return worst;
}

describe('DeviceClock', () => {
  it.each([
    ['as measured', {}],
    ['ten times as measured', { jitter: 10 }],
    [
      'as measured, with the link down for 2 and for 10 minutes',
      {
        outages: [
          [600_000, 720_000],
          [2_000_000, 2_600_000],
        ] as const,
      },
    ],
  ])('stays within 20 ms after 60 s and 50 ms over 60 min at ±100 ppm, jitter %s', (name, way) => {
    const said: string[] = [];
    for (const ppm of [-100, 100]) {
      const afterAMinute = worstErrorMs({ minutes: 2, ppm, ...way }, 60_000);
      const overAnHour = worstErrorMs({ minutes: 60, ppm, ...way }, 60_000);
      said.push(
        `${ppm} ppm: ${afterAMinute.toFixed(1)} ms in the second minute, ${overAnHour.toFixed(1)} ms over 60 min`,
      );
      expect(afterAMinute).toBeLessThan(20);
      expect(overAnHour).toBeLessThan(50);
    }
    console.log(`Clock, worst error, jitter ${name}: ${said.join('; ')}`);
  });

  it('is not moved by frames that came out of the log', () => {
    const outages = [[300_000, 900_000]] as const;
    const clock = new DeviceClock();
    for (let t = 0; t < 1_800_000; t += 200) {
      const [from, to] = outages[0];
      clock.observe(t, WALL + (t >= from && t < to ? to + (t - from) * 0.15 : t) + 5);
    }
    expect(Math.abs(clock.driftPpm)).toBeLessThan(1);
    expect(clock.wallMs(600_000)).toBeCloseTo(WALL + 600_005, 0);
  });

  it.each([-120, -20, 0, 35, 400])('finds a drift of %i ppm under radio delay', (ppm) => {
    const clock = clockAfter(60, ppm, 3);
    expect(Math.abs(clock.driftPpm - ppm)).toBeLessThan(5);
    for (const t of [0, 1_800_000, 3_600_000]) {
      const error = clock.wallMs(t) - (WALL + t * (1 + ppm / 1e6));
      expect(error).toBeGreaterThan(10);
      expect(error).toBeLessThan(35);
      expect(clock.deviceMs(clock.wallMs(t))).toBeCloseTo(t, 2);
    }
  });

  it('takes the smallest delay alone while there is too little to fit', () => {
    const clock = new DeviceClock();
    clock.observe(0, WALL + 300);
    clock.observe(1_000, WALL + 1_040);
    clock.observe(2_000, WALL + 2_500);
    expect(clock.driftPpm).toBe(0);
    expect(clock.wallMs(2_000)).toBe(WALL + 2_040);
  });

  it('refuses a slope that no crystal has', () => {
    const clock = new DeviceClock();
    for (let t = 0; t < 1_200_000; t += 200) clock.observe(t, WALL + t / 20);
    expect(clock.driftPpm).toBe(0);
  });

  it('knows nothing before the first frame', () => {
    expect(new DeviceClock().wallMs(0)).toBeNaN();
  });

  it('ignores numbers that are none', () => {
    const clock = new DeviceClock();
    clock.observe(NaN, WALL);
    clock.observe(0, Infinity);
    expect(clock.wallMs(0)).toBeNaN();
  });
});
