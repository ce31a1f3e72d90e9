import { describe, expect, it } from 'vitest';
import { analyse } from '../../../lib/app/pipeline';
import { limitsOf, type MotionQuality } from '../../../lib/events/limits';
import type { SampleBlock } from '../../../lib/signal/sample-block';
import { motionOf, STILL, tensionOf, WALK } from '../../support/synthetic-trace';

const BODY = { bodyKg: 4.5 };
const full: MotionQuality = { count: 500, measuredMs: 10_000, coarseMs: 0, atCeiling: 0, ceilingG: 1.4 };

function clippedAt(limitG: number, block: SampleBlock): SampleBlock {
  return { ...block, values: block.values.map((g) => Math.max(-limitG, Math.min(limitG, 3 * g))) };
}

describe('limitsOf', () => {
  it('says nothing where all can be told, and nothing before enough was measured', () => {
    expect(limitsOf({ accel: full, tension: full })).toEqual([]);
    const none = { ...full, count: 0, measuredMs: 0 };
    const brief = { ...full, count: 3, measuredMs: 4_999, coarseMs: 4_999 };
    expect(limitsOf({ accel: brief, tension: none })).toEqual([]);
  });

  it('tells a hiccup of the radio from a slow sensor', () => {
    const hiccup = { ...full, coarseMs: 900 };
    const slow = { ...full, coarseMs: 1_000 };
    expect(limitsOf({ accel: hiccup, tension: slow })).toEqual([{ kind: 'coarse-tension', share: 0.1 }]);
  });
});

describe('the limits of a walk', () => {
  it.each([25, 26, 50, 52, 104, 208])('are none at %i Hz', (rateHz) => {
    const blocks = [motionOf([{ ms: 20_000, ...WALK }], rateHz), tensionOf(20_000, () => 1)];
    expect(analyse(blocks, BODY).limits).toEqual([]);
  });

  it('name what a slow sensor cannot tell, also when its rate falls in the middle', () => {
    const slow = motionOf([{ ms: 10_000, ...WALK }], 12.5);
    expect(analyse([slow, tensionOf(10_000, () => 1)], BODY).limits).toEqual([
      { kind: 'coarse-motion', share: 1 },
    ]);
    const quick = motionOf([{ ms: 10_000, ...WALK }], 50);
    const later = { ...slow, tMs: slow.tMs.map((t) => t + 10_000) };
    const [limit] = analyse([quick, later, tensionOf(20_000, () => 1)], BODY).limits;
    expect(limit).toMatchObject({ kind: 'coarse-motion', share: expect.closeTo(0.5, 2) as number });
  });

  it('name the stream that never came', () => {
    expect(analyse([motionOf([{ ms: 10_000, ...STILL }])], BODY).limits).toEqual([{ kind: 'no-tension' }]);
    expect(analyse([tensionOf(10_000, () => 1)], BODY).limits).toEqual([{ kind: 'no-motion' }]);
  });

  it('name the end of the range once the motion has reached it, and not where it lies higher', () => {
    const walk = motionOf([{ ms: 20_000, ...WALK }]);
    const tension = tensionOf(20_000, () => 1);
    const [clipped] = analyse([clippedAt(2, walk), tension], BODY).limits;
    expect(clipped).toMatchObject({ kind: 'clipped-motion', ceilingG: 2 });
    expect(analyse([clippedAt(16, walk), tension], BODY).limits).toEqual([]);
    // A body at rest on a coarse sensor has the same greatest value often: that is no end of a range.
    const coarse = motionOf([{ ms: 20_000, ...STILL }]);
    const rounded = { ...coarse, values: coarse.values.map((g) => Math.round(g * 32) / 32) };
    expect(analyse([rounded, tension], BODY).limits).toEqual([]);
  });
});
