import { describe, expect, it } from 'vitest';
import { edited, freshCat, unweighed, weighed } from '../../../lib/app/cat-edits';
import { dayOf } from '../../../lib/app/day-of';
import type { Cat } from '../../../lib/walk/walk';
import { exampleCat } from '../../support/example-walk';

const DAY_MS = 86_400_000;
const T0 = Date.UTC(2026, 2, 14, 12);
const day = (n: number): string => dayOf(T0 + n * DAY_MS);
const weigh = (cat: Cat, kg: number | null, n: number): Cat => ({
  ...cat,
  ...weighed(cat, kg, T0 + n * DAY_MS),
});

describe('the weight of a cat over time', () => {
  it('grows by a weighing when the weight changes, and by none when it does not', () => {
    const first = weigh(freshCat('c', T0), 4, 0);
    const again = weigh(first, 4, 5);
    const more = weigh(again, 4.4, 9);
    expect(more.bodyKg).toBe(4.4);
    expect(more.profile!.weighings).toEqual([
      { day: day(0), kg: 4 },
      { day: day(9), kg: 4.4 },
    ]);
  });

  it('keeps one weighing a day: a slip that is corrected leaves nothing behind', () => {
    const corrected = weigh(weigh(freshCat('c', T0), 14, 0), 4.1, 0);
    expect(corrected.profile!.weighings).toEqual([{ day: day(0), kg: 4.1 }]);
  });

  it('opens with the weight from before there was a history', () => {
    const old = exampleCat({ bodyKg: 3.8, updatedAtMs: T0 - 30 * DAY_MS });
    expect(weigh(old, 4, 0).profile!.weighings).toEqual([
      { day: day(-30), kg: 3.8 },
      { day: day(0), kg: 4 },
    ]);
  });

  it('falls back to the one before when the newest is taken out, and to none in the end', () => {
    const cat = weigh(weigh(freshCat('c', T0), 4, 0), 5, 3);
    const back = { ...cat, ...unweighed(cat, day(3)) };
    expect(back.bodyKg).toBe(4);
    expect(unweighed(back, day(0))).toMatchObject({ bodyKg: null, profile: { weighings: [] } });
  });

  it('keeps the history when the weight is emptied', () => {
    const emptied = weigh(weigh(freshCat('c', T0), 4, 0), null, 2);
    expect(emptied.bodyKg).toBeNull();
    expect(emptied.profile!.weighings).toHaveLength(1);
  });
});

describe('a form on top of a cat', () => {
  it('changes what the form holds, and leaves readiness as it is by now', () => {
    const kept = {
      ...freshCat('c', T0),
      profile: { ...freshCat('c', T0).profile!, readiness: { healthy: true } },
    };
    const after = edited(
      kept,
      { name: 'Mina', bodyKg: 4, profile: { leash: 'light-nylon', notes: 'shy' } },
      T0,
    );
    expect(after).toMatchObject({
      name: 'Mina',
      bodyKg: 4,
      profile: { leash: 'light-nylon', notes: 'shy', readiness: { healthy: true }, weighings: [{ kg: 4 }] },
    });
  });
});
