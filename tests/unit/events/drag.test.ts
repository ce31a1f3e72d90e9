import { describe, expect, it } from 'vitest';
import { detectDrag, dragFrom, endDrag } from '../../../lib/events/drag';
import type { EventChange } from '../../../lib/events/event';
import { GLANCE_SLOTS, standOdds, Standing } from '../../../lib/events/standing';
import { THRESHOLD_VALUES } from '../../../lib/events/thresholds';
import { SLOT_MS, SlotRing } from '../../../lib/events/slot-ring';
import { SLOT_MS as TRACK_SLOT_MS } from '../../../lib/signal/slot-track';
import { seeded } from '../../support/synthetic-trace';

/** What is said of a pull whose slots have these chances that the cat stands; −1: nothing is known of the body. */
function saidOf(chances: readonly number[]): EventChange[] {
  const state = dragFrom();
  const said = chances.flatMap((chance, slot) => [
    ...detectDrag(
      state,
      {
        tMs: slot * SLOT_MS,
        knownMs: (slot + GLANCE_SLOTS + 1) * SLOT_MS,
        standChance: chance < 0 ? NaN : chance,
        pullN: 10 + slot,
      },
      SLOT_MS,
      THRESHOLD_VALUES,
    ).events,
  ]);
  return [...said, ...endDrag(state, THRESHOLD_VALUES).events];
}

const repeated = (chance: number, slots: number): number[] => Array.from({ length: slots }, () => chance);

describe('a drag', () => {
  it('is a pull on a cat that stands for a second, dated from when it stood', () => {
    const said = saidOf([...repeated(0.1, 20), ...repeated(0.95, 50), ...repeated(0.05, 20)]);
    expect(said.map(({ phase }) => phase)).toEqual(['begun', 'settled']);
    const { event } = said[1]!;
    expect(event).toMatchObject({
      kind: 'drag',
      startMs: 800,
      endMs: 2_800,
      confidence: expect.closeTo(0.95),
    });
    expect(event.detectedMs).toBe(800 + 960 + GLANCE_SLOTS * SLOT_MS);
    expect(event.kind === 'drag' && [event.meanN, event.peakN]).toEqual([10 + 44.5, 79]);
    expect(event.evidence.map(({ measure }) => measure)).toEqual(['standChance', 'lastedMs']);
  });

  it('goes on over one step and a doubtful glance', () => {
    const said = saidOf([
      ...repeated(0.9, 30),
      ...repeated(0.1, 10),
      ...repeated(0.5, 10),
      ...repeated(0.9, 30),
    ]);
    expect(said.at(-1)!.event).toMatchObject({ startMs: 0, endMs: 80 * SLOT_MS });
  });

  it.each([
    ['too short', repeated(0.95, 23)],
    ['of a cat that may as well step', repeated(0.6, 200)],
    ['without a body', repeated(-1, 200)],
    ['of which a part is unknown', [...repeated(0.95, 20), ...repeated(-1, 1), ...repeated(0.95, 20)]],
  ])('is none when it is %s', (_, chances) => {
    expect(saidOf(chances)).toEqual([]);
  });
});

/** A body under a steady pull of 0.2 of its weight, with gravity along this axis of the tag, slot by slot. */
function chanceAfter(
  up: readonly [number, number, number],
  body: (tS: number) => { bounceG: number; trembleG: number },
): number {
  const random = seeded(3);
  const noise = (): number => (random() + random() + random() - 1.5) * 2;
  const ring = new SlotRing();
  const standing = new Standing(ring);
  let isKnown = false;
  for (let slot = 0; slot < 150; slot++) {
    const { bounceG, trembleG } = body(slot / 25);
    const [x, y, z] = up.map((part) => part * (1 + bounceG) + trembleG * noise()) as [number, number, number];
    ring.add({ slot, x, y, z, share: 0.2 });
    standing.see();
    isKnown = standing.judge(slot);
  }
  expect(isKnown).toBe(true);
  return standing.chance;
}

it('looks at slots as long as those that body and lead are laid out in', () => {
  expect(SLOT_MS).toBe(TRACK_SLOT_MS);
});

describe('whether a cat stands', () => {
  const mountings: readonly (readonly [number, number, number])[] = [
    [0, 0, 1],
    [0, -1, 0],
    [0.6, 0, 0.8],
  ];

  it.each(mountings)('is seen in any mounting: %j, %j, %j', (...up) => {
    const trembles = chanceAfter(up, () => ({ bounceG: 0, trembleG: 0.015 }));
    const steps = chanceAfter(up, (tS) => ({
      bounceG: 0.1 * Math.sin(2 * Math.PI * 4 * tS),
      trembleG: 0.015,
    }));
    expect(trembles).toBeGreaterThan(0.9);
    expect(steps).toBeLessThan(0.1);
  });

  it('is not told by size alone: feet that rub over the floor shake the body more than a light step does', () => {
    const rubs = chanceAfter([0, 0, 1], () => ({ bounceG: 0, trembleG: 0.08 }));
    const treads = chanceAfter([0, 0, 1], (tS) => ({
      bounceG: 0.07 * Math.sin(2 * Math.PI * 2.5 * tS),
      trembleG: 0.01,
    }));
    expect(rubs).toBeGreaterThan(0.5);
    expect(treads).toBeLessThan(0.2);
  });

  it('says nothing right after a hole', () => {
    const ring = new SlotRing();
    const standing = new Standing(ring);
    const isKnown = [...Array(60).keys(), ...Array.from({ length: 20 }, (_, k) => 100 + k)].map((slot) => {
      ring.add({ slot, x: 0, y: 0, z: 1, share: 0.2 });
      standing.see();
      return standing.judge(slot);
    });
    expect(isKnown.slice(0, 24)).not.toContain(true);
    expect(isKnown.slice(40, 60)).not.toContain(false);
    expect(isKnown.slice(60)).not.toContain(true);
  });

  it('stays a number for a tag that lies as still as a stone', () => {
    expect(
      Number.isFinite(
        standOdds({
          bounceG: 0,
          swayG: 0,
          bounceChangeG: 0,
          swayChangeG: 0,
          meanShare: 0,
          usualBounceG: 0,
        }),
      ),
    ).toBe(true);
  });
});
