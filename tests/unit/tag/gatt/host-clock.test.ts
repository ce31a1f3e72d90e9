import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { HostClock } from '../../../../lib/tag/gatt/host-clock';

const DAY_MS = 86_400_000;
const T0 = 1_700_000_000_000;

let wallMs: number;
let steadyMs: number;
let clock: HostClock;

beforeEach(() => {
  wallMs = T0;
  steadyMs = 5_000;
  clock = new HostClock({ wallMs: () => wallMs, steadyMs: () => steadyMs });
  expect(clock.nowMs()).toBe(T0);
});

function pass(ms: number): void {
  wallMs += ms;
  steadyMs += ms;
}

/** Asleep on a system whose steady clock stands still then. */
function sleep(ms: number): void {
  wallMs += ms;
}

describe('a clock that is set', () => {
  it.each([-DAY_MS, DAY_MS, -3_600_000, 400])('by %i ms while data flow leaves no trace', (byMs) => {
    pass(20);
    wallMs += byMs;
    expect(clock.nowMs()).toBe(T0 + 20);
    pass(60_000);
    expect(clock.nowMs()).toBe(T0 + 60_020);
  });

  it('back while a link is lost: nothing has slept backwards', () => {
    clock.linkLost();
    wallMs -= DAY_MS;
    pass(2_000);
    expect(clock.nowMs()).toBe(T0 + 2_000);
  });

  it('follows what a time server puts right little by little', () => {
    for (let i = 0; i < 100; i++) {
      pass(50);
      wallMs += 1;
      clock.nowMs();
    }
    expect(clock.nowMs()).toBe(T0 + 5_100);
  });

  it('again and again, whenever, leaves what has passed', () => {
    const step = fc.record({
      passMs: fc.integer({ min: 0, max: 60_000 }),
      byMs: fc.constantFrom(0, DAY_MS, -DAY_MS, 3_600_000, -7_200_000),
    });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        wallMs = T0;
        steadyMs = 0;
        const watched = new HostClock({ wallMs: () => wallMs, steadyMs: () => steadyMs });
        watched.nowMs();
        let passedMs = 0;
        for (const { passMs, byMs } of steps) {
          pass(passMs);
          wallMs += byMs;
          passedMs += passMs;
          expect(watched.nowMs()).toBe(T0 + passedMs);
        }
      }),
    );
  });
});

describe('a machine that sleeps', () => {
  it('has slept when it lost its link', () => {
    clock.linkLost();
    sleep(600_000);
    pass(1_000);
    expect(clock.nowMs()).toBe(T0 + 601_000);
  });

  it('has slept when what the radio still held comes first, and then the loss', () => {
    sleep(600_000);
    pass(10);
    clock.nowMs();
    pass(4_000);
    clock.linkLost();
    pass(3_000);
    expect(clock.nowMs()).toBe(T0 + 607_010);
  });

  it('has not slept when a link is lost long after the clock was set', () => {
    wallMs += DAY_MS;
    clock.nowMs();
    for (let i = 0; i < 20; i++) {
      pass(1_000);
      clock.nowMs();
    }
    clock.linkLost();
    pass(1_000);
    expect(clock.nowMs()).toBe(T0 + 21_000);
  });

  it('has not slept when another tag went on', () => {
    clock.linkLost();
    pass(50);
    clock.nowMs();
    wallMs += DAY_MS;
    pass(50);
    expect(clock.nowMs()).toBe(T0 + 100);
  });
});

describe('without a link', () => {
  it('takes a step forward for sleep up to the length that was named, and no other', () => {
    const alone = new HostClock({ wallMs: () => wallMs, steadyMs: () => steadyMs }, 7_200_000);
    alone.nowMs();
    sleep(600_000);
    expect(alone.nowMs()).toBe(T0 + 600_000);
    wallMs += DAY_MS;
    expect(alone.nowMs()).toBe(T0 + 600_000);
    wallMs -= 2 * DAY_MS;
    pass(500);
    expect(alone.nowMs()).toBe(T0 + 600_500);
  });
});
