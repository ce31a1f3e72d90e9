import { describe, expect, it } from 'vitest';
import { Heading } from '../../../lib/events/heading';
import { SlotRing } from '../../../lib/events/slot-ring';
import { catPulledChance, judgePuller, type PullFigures, PullerJudge } from '../../../lib/events/puller';

const FIGURES: PullFigures = {
  beforeG: 0.1,
  atOnceG: 0.1,
  afterG: 0.1,
  laterG: 0.1,
  usualG: 0.1,
  meanShare: 0.2,
  forwardPerPull: 0,
};

describe('who pulled', () => {
  it('is the hand where a quiet body is drawn, the cat where a moving one is held back', () => {
    const drawn = judgePuller(
      { ...FIGURES, beforeG: 0.02, atOnceG: 0.02, afterG: 0.05, forwardPerPull: 0.6 },
      5,
    );
    expect(drawn).toMatchObject({ who: 'hand', knownMs: 5 });
    expect(drawn.confidence).toBeGreaterThan(0.9);
    const held = judgePuller(
      { ...FIGURES, beforeG: 0.2, atOnceG: 0.4, afterG: 0.4, forwardPerPull: -0.6 },
      5,
    );
    expect(held.who).toBe('cat');
    expect(held.confidence).toBeGreaterThan(0.9);
    expect(held.evidence.map(({ measure }) => measure)).toEqual([
      'catPulledChance',
      'swingBeforeG',
      'swingAtOnceG',
      'swingUnderPullG',
      'forwardPerPull',
    ]);
  });

  it('cannot be told where the signs are even, nor without data', () => {
    const even = [0.1, 0.15, 0.2, 0.25, 0.3, 0.4].map((atOnceG) => catPulledChance({ ...FIGURES, atOnceG }));
    expect(even).toEqual([...even].sort((a, b) => a - b));
    const between = even.findIndex((chance) => chance > 0.3 && chance < 0.7);
    expect(between).toBeGreaterThanOrEqual(0);
    expect(judgePuller({ ...FIGURES, atOnceG: [0.1, 0.15, 0.2, 0.25, 0.3, 0.4][between]! }, 0).who).toBe(
      'cannot-tell',
    );
    expect(judgePuller(null, 7)).toEqual({ who: 'cannot-tell', confidence: 0, knownMs: 7, evidence: [] });
  });
});

/** A body that starts and stops along one axis of its tag, with a swing while it walks. */
function walkAlong(
  axis: readonly [number, number, number],
  seconds: number,
  onSlot: (slot: number, a: number[]) => void,
) {
  let before = 0;
  for (let slot = 0; slot < seconds * 25; slot++) {
    const inTurn = (slot / 25) % 8;
    const speed = inTurn < 4 ? 0 : Math.min(0.7, (inTurn - 4) * 1.4, (8 - inTurn) * 1.4);
    const push = ((speed - before) * 25) / 9.81;
    before = speed;
    const swing = speed * 0.4 * Math.sin(2 * Math.PI * 3.1 * (slot / 25));
    onSlot(slot, [push * axis[0], push * axis[1], 1 + swing + push * axis[2]]);
  }
}

/** What a minute of walking says of the front, with a lead that pulls by this share of body weight all the while. */
function headingOf(axis: Parameters<typeof walkAlong>[0], share: number): Heading {
  const ring = new SlotRing();
  const heading = new Heading(ring);
  walkAlong(axis, 60, (slot, [x, y, z]) => {
    ring.add({ slot, x: x!, y: y!, z: z!, share });
    heading.see();
  });
  return heading;
}

describe('the front of the cat', () => {
  it.each([
    [1, 0, 0],
    [0, -1, 0],
    [-0.6, 0.8, 0],
  ] as const)('is found by itself: %j, %j, %j', (...axis) => {
    const heading = headingOf(axis, 0);
    const { sum } = heading;
    const along = axis.reduce<number>((dot, of, i) => dot + of * sum[i]!, 0) / Math.hypot(...sum);
    expect(along).toBeGreaterThan(0.9);
    expect(heading.clearness).toBeGreaterThan(3);
  });

  it('is not learned from a lead that pulls', () => {
    const heading = headingOf([1, 0, 0], 0.2);
    expect(heading.clearness).toBe(0);
  });
});

describe('PullerJudge', () => {
  const judgeOf = (skipSlot = -1) => {
    const ring = new SlotRing();
    const judge = new PullerJudge(ring);
    let figures: PullFigures | null = null;
    // The lead takes up 0.3 of body weight within 0.2 s, and the body follows it to its front.
    walkAlong([1, 0, 0], 60, (slot, [x, y, z]) => {
      const pull = Math.max(0, Math.min(0.3, (slot - 1_462) * 0.06));
      if (slot !== skipSlot) {
        ring.add({ slot, x: x! + pull, y: y!, z: z!, share: pull });
        judge.see();
      }
      if (slot === PullerJudge.judgedWith(1_463)) figures = judge.figures(1_463);
    });
    return figures as PullFigures | null;
  };

  it('sees that a pull draws the body to its front', () => {
    const figures = judgeOf()!;
    expect(figures.forwardPerPull).toBeGreaterThan(0.5);
    expect(figures.meanShare).toBeGreaterThan(0.2);
    expect(figures.beforeG).toBeLessThan(figures.atOnceG);
  });

  it('says nothing over a hole', () => {
    expect(judgeOf(1_457)).toBeNull();
  });
});
