import { describe, expect, it } from 'vitest';
import { nextTime } from '../../../lib/training/next-time';
import { BODY_SIGNS, NOTHING_SEEN, type BodySign } from '../../../lib/walk/body-sign';
import { bolt, freeze, slipOut } from '../../support/example-detections';

const seen = (...signs: BodySign[]) => ({ signs: signs.map((sign, tMs) => ({ sign, tMs })), stress: [] });
const codes = (...given: Parameters<typeof nextTime>) => nextTime(...given).map(({ code }) => code);

describe('what a struggle asks of the next session', () => {
  it('is nothing where there was none: a freeze and a bolt are answered at once and by the rule', () => {
    expect(codes([freeze(0, 30_000), bolt(40_000, 41_000)], NOTHING_SEEN)).toEqual([]);
    expect(codes([], seen('sniffs', 'meows', 'treat-taken'))).toEqual([]);
  });

  it('is another harness and every buckle after a possible slip-out, and that stands first', () => {
    expect(codes([slipOut(5_000, 8_000)], seen('chews-harness'))).toEqual(['slip-out', 'chews-harness']);
  });

  it('is said once, however often it was seen, with the article as its source', () => {
    const notes = nextTime([], seen('hisses', 'growls', 'hisses', 'refuses-to-move'));
    expect(notes.map(({ code }) => code)).toEqual(['too-much', 'refuses-to-move']);
    expect(notes.every(({ source }) => !source.ours && source.name !== '')).toBe(true);
  });

  it('knows every sign', () => {
    for (const sign of BODY_SIGNS) expect(nextTime([], seen(sign)).length).toBeLessThanOrEqual(1);
  });
});
