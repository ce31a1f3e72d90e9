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

describe('DeviceClock', () => {
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
