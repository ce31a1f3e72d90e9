import { describe, expect, it } from 'vitest';
import type { SlipOutEvent } from '../../../lib/events/event';
import { detectSlipOut, slipOutFrom } from '../../../lib/events/slip-out';
import { THRESHOLD_VALUES } from '../../../lib/events/thresholds';
import { SlotRing } from '../../../lib/events/slot-ring';
import { bodyWeightN } from '../../../lib/units';
import { seeded } from '../../support/synthetic-trace';

interface Scene {
  /** How fast the lead falls slack, slots. */
  easeSlots?: number;
  /** Which way is up in the tag's axes afterwards. */
  up?: readonly [number, number, number];
  fallSlots?: number;
  /** Motion afterwards, g on each axis. */
  restG?: number;
  hole?: boolean;
}

/** 4 s of walking under tension, slack from slot 100 on, then 10 s of what the scene says. */
function slipOuts({
  easeSlots = 0,
  up = [1, 0, 0],
  fallSlots = 4,
  restG = 0.005,
  hole = false,
}: Scene): SlipOutEvent[] {
  const random = seeded(5);
  const noise = (g: number): number => g * (random() + random() + random() - 1.5) * 2;
  const ring = new SlotRing();
  const state = slipOutFrom(bodyWeightN(4.5), ring);
  const found: SlipOutEvent[] = [];
  for (let slot = 0; slot < 350; slot++) {
    if (hole && slot >= 110 && slot < 130) continue;
    const share = slot < 100 ? 0.3 : Math.max(0, 0.3 * (1 - (slot - 99) / (easeSlots + 1)));
    const falls = slot >= 100 && slot < 100 + fallSlots;
    const [x, y, z] = falls ? [0, 0, 0.05] : slot < 100 ? [0, 0, 1] : up;
    const g = slot < 100 ? 0.2 : restG;
    ring.add({ slot, x: x + noise(g), y: y + noise(g), z: z + noise(g), share });
    for (const { phase, event } of detectSlipOut(state, THRESHOLD_VALUES).events)
      if (phase === 'settled' && event.kind === 'slip-out') found.push(event);
  }
  return found;
}

describe('a possible slip-out', () => {
  it('is a lead that falls slack at once and a tag that falls, turns and lies', () => {
    const [event, ...more] = slipOuts({});
    expect(more).toEqual([]);
    expect(event).toMatchObject({ startMs: 4_000, confidence: expect.closeTo(0.97, 1) });
    expect(event!.detectedMs - event!.startMs).toBeLessThan(3_000);
    expect(event!.tensionBeforeN).toBeCloseTo(0.3 * bodyWeightN(4.5));
    expect(event!.evidence.find(({ measure }) => measure === 'turnedDeg')!.value).toBeCloseTo(90, -1);
  });

  it.each([
    ['falls and lies as it sat', { up: [0, 0, 1] as const }],
    ['turns over without a fall', { fallSlots: 0 }],
  ])('is told where the tag %s', (_, scene) => {
    expect(slipOuts(scene)).toHaveLength(1);
  });

  it.each([
    ['a hand that gives slack', { easeSlots: 60 }],
    ['a cat that lies down and breathes', { fallSlots: 0, restG: 0.06 }],
    ['a cat that stands beside a slack lead', { fallSlots: 0, up: [0, 0, 1] as const }],
    ['a hole in the data', { hole: true }],
  ])('is not %s', (_, scene) => {
    expect(slipOuts(scene)).toEqual([]);
  });
});
