import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge, JUDGED_STEPS, WINDOW_UNITS } from '../../../lib/training/judge';
import { DEFAULT_PLAN } from '../../../lib/training/plan';
import type { Decision, TrainingUnit } from '../../../lib/training/verdict';
import { anyUnit, trainingUnit } from '../../support/training-units';

const G = { good: true, green: true };
/** Good, but stress 2–3 or food refused. */
const Y = { good: true, green: false };
/** Not good. */
const B = { good: false, green: false };
/** Not good, though calm. */
const C = { good: false, green: true };
const R = { good: false, green: false, red: 'The tag saw a bolt at 12 s.' };

const units = (...list: Partial<TrainingUnit>[]) => list.map((unit, i) => trainingUnit({ ...unit, atMs: i }));
const step = fc.constantFrom(...JUDGED_STEPS);
const unitList = fc.array(anyUnit, { maxLength: 12 });

describe('judge', () => {
  it.each<[string, TrainingUnit[], Decision, number, string]>([
    ['nothing yet', [], 'not-enough-data', 8, 'Five more sessions.'],
    ['three', units(G, G, G), 'not-enough-data', 8, 'Two more sessions.'],
    ['four', units(G, G, G, G), 'not-enough-data', 8, 'One more session.'],
    ['all good', units(G, G, G, G, G), 'advance', 9, 'You may always stay longer.'],
    ['four good, bad one first', units(B, G, G, G, G), 'advance', 9, 'You may always stay longer.'],
    [
      'bad one last',
      units(G, G, G, G, B),
      'hold',
      8,
      'Two more good sessions with stress 0 or 1 and food taken.',
    ],
    [
      'yellow last',
      units(G, G, G, G, Y),
      'hold',
      8,
      'Two more good sessions with stress 0 or 1 and food taken.',
    ],
    [
      'yellow before last',
      units(G, G, G, Y, G),
      'hold',
      8,
      'One more good session with stress 0 or 1 and food taken.',
    ],
    ['yellow long ago', units(Y, Y, Y, G, G), 'advance', 9, 'You may always stay longer.'],
    [
      'three good',
      units(G, B, G, B, G),
      'hold',
      8,
      'Two more good sessions with stress 0 or 1 and food taken.',
    ],
    [
      'calm but not good',
      units(C, C, G, G, G),
      'hold',
      8,
      'One more good session with stress 0 or 1 and food taken.',
    ],
    [
      'two good',
      units(G, B, B, B, G),
      'step-back',
      7,
      'A while on step 7. When you come back, the count begins anew.',
    ],
    [
      'red, and only one',
      units(R),
      'step-back',
      7,
      'A while on step 7. When you come back, the count begins anew.',
    ],
    [
      'red, then four green',
      units(R, G, G, G, G),
      'step-back',
      7,
      'A while on step 7. When you come back, the count begins anew.',
    ],
    ['red six ago', units(R, G, G, G, G, G), 'advance', 9, 'You may always stay longer.'],
    [
      'only the last five count',
      units(G, G, G, B, B, B, G, G),
      'step-back',
      7,
      'A while on step 7. When you come back, the count begins anew.',
    ],
  ])('%s', (_name, list, decision, nextStepNumber, toChange) => {
    const verdict = judge(8, list);
    expect(verdict).toMatchObject({ decision, stepNumber: 8, nextStepNumber, toChange });
    expect(verdict.rule).not.toBe('');
    expect(verdict.source.ours).toBe(true);
    expect(verdict.units).toEqual(list.slice(-WINDOW_UNITS));
  });

  it('speaks of trials in step 6', () => {
    expect(judge(6, units(G, G, G)).toChange).toBe('Two more trials.');
    expect(judge(6, units(G, G, G, G, G)).nextStepNumber).toBe(7);
  });

  it('says plainly that other steps have no rule yet', () => {
    for (const { number } of DEFAULT_PLAN.steps) {
      if (JUDGED_STEPS.includes(number)) continue;
      const verdict = judge(number, units(G, G, G, G, G));
      expect(verdict).toMatchObject({ decision: 'not-enough-data', nextStepNumber: number });
      expect(verdict.rule).toBe(
        `So far Catpace judges steps 6 and 8. How step ${number} goes is for you to say.`,
      );
    }
  });

  it('never advances over a red unit among the last five', () => {
    fc.assert(
      fc.property(step, unitList, (n, list) => {
        const verdict = judge(n, list);
        if (verdict.units.some(({ red }) => red !== null)) expect(verdict.decision).toBe('step-back');
        if (verdict.decision === 'advance')
          expect(verdict.units.slice(-2).every(({ green }) => green)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('is monotone: a better unit never makes the verdict worse', () => {
    const rank: Decision[] = ['step-back', 'not-enough-data', 'hold', 'advance'];
    fc.assert(
      fc.property(
        step,
        fc.array(anyUnit, { minLength: 1, maxLength: 9 }),
        fc.nat(),
        fc.nat(2),
        (n, list, at, how) => {
          // Distinct times: which of two units of one moment is the later one is a matter of order, not of quality.
          const timed = list.map((unit, i) => ({ ...unit, atMs: i }));
          const i = at % timed.length;
          const unit = timed[i]!;
          const better = [
            { ...unit, red: null },
            { ...unit, red: null, good: true },
            { ...unit, red: null, green: true },
          ][how]!;
          const before = rank.indexOf(judge(n, timed).decision);
          const after = rank.indexOf(judge(n, timed.with(i, better)).decision);
          expect(after).toBeGreaterThanOrEqual(before);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('does not depend on the order in which units arrive, and changes none of them', () => {
    const shuffled = unitList.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
      ),
    );
    fc.assert(
      fc.property(step, shuffled, (n, [list, other]) => {
        const frozen = structuredClone(other);
        expect(judge(n, other)).toEqual(judge(n, list));
        expect(other).toEqual(frozen);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps its promise: as many good and green units as it names lead on', () => {
    const words = ['no', 'one', 'two', 'three', 'four', 'five'];
    fc.assert(
      fc.property(step, unitList, (n, list) => {
        const verdict = judge(n, list);
        if (verdict.decision !== 'hold') return;
        const promised = words.indexOf(verdict.toChange.split(' ')[0]!.toLowerCase());
        const with_ = (k: number) =>
          judge(n, [...list, ...Array.from({ length: k }, (_, i) => trainingUnit({ atMs: 100 + i }))])
            .decision;
        expect(with_(promised)).toBe('advance');
        expect(with_(promised - 1)).not.toBe('advance');
      }),
      { numRuns: 2000 },
    );
  });
});
