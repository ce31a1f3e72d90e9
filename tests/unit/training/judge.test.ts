import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verdictWords } from '../../../lib/charts/verdict-words';
import { halfStepBefore, judge } from '../../../lib/training/judge';
import { DEFAULT_PLAN } from '../../../lib/training/plan';
import { readPlan } from '../../../lib/training/plan-file';
import type { Plan } from '../../../lib/training/plan-schema';
import type { Decision, TrainingUnit } from '../../../lib/training/verdict';
import { anyUnit, trainingUnit } from '../../support/training-units';

const G = { good: true, green: true };
/** Good, but stress 2–3 or food refused. */
const Y = { good: true, green: false };
/** Not good. */
const B = { good: false, green: false };
/** Not good, though calm. */
const C = { good: false, green: true };
const R = { good: false, green: false, red: { code: 'bolt', tMs: 12_000, isMeasured: true } as const };

/** One unit a walk. */
const units = (...list: Partial<TrainingUnit>[]) =>
  list.map((unit, i) => trainingUnit({ ...unit, walkId: `w${i}`, atMs: i }));
/** Steps that count in trials or sessions. */
const COUNTED = DEFAULT_PLAN.steps.filter(({ unit }) => unit === 'trial' || unit === 'session');
const step = fc.constantFrom(...COUNTED.map(({ number }) => number));
const drops = fc.integer({ min: 0, max: 3 });
const rank: Decision[] = ['step-back', 'split', 'not-enough-data', 'hold', 'advance'];
/** Plans whose rules are other ones, within what a plan may say. */
const anyPlan: fc.Arbitrary<Plan> = fc
  .record({
    windowUnits: fc.integer({ min: 1, max: 8 }),
    advanceShare: fc.double({ min: 0, max: 1, noNaN: true }),
    holdShare: fc.double({ min: 0, max: 1, noNaN: true }),
    greenShare: fc.double({ min: 0, max: 1, noNaN: true }),
    dropsToSplit: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ windowUnits, advanceShare, holdShare, greenShare, dropsToSplit }) => {
    const upTo = (share: number, most: number) => 1 + Math.round(share * (most - 1));
    const plan = structuredClone(DEFAULT_PLAN);
    plan.rules.windowUnits.value = windowUnits;
    plan.rules.advanceGood.value = upTo(advanceShare, windowUnits);
    plan.rules.holdGood.value = upTo(holdShare, plan.rules.advanceGood.value);
    plan.rules.advanceGreen.value = upTo(greenShare, windowUnits);
    plan.rules.dropsToSplit.value = dropsToSplit;
    expect(readPlan(plan).problems).toBeNull();
    return plan;
  });
const unitList = fc.array(anyUnit, { maxLength: 12 });

describe('judge', () => {
  it.each<[string, TrainingUnit[], Decision, number, string]>([
    ['nothing yet', [], 'not-enough-data', 8, '5 more sessions.'],
    ['three', units(G, G, G), 'not-enough-data', 8, '2 more sessions.'],
    ['four', units(G, G, G, G), 'not-enough-data', 8, 'One more session.'],
    ['all good', units(G, G, G, G, G), 'advance', 9, 'You may always stay longer.'],
    ['four good, bad one first', units(B, G, G, G, G), 'advance', 9, 'You may always stay longer.'],
    [
      'bad one last',
      units(G, G, G, G, B),
      'hold',
      8,
      '2 more good sessions, each with stress of at most 1 and food taken.',
    ],
    [
      'yellow last',
      units(G, G, G, G, Y),
      'hold',
      8,
      '2 more good sessions, each with stress of at most 1 and food taken.',
    ],
    [
      'yellow before last',
      units(G, G, G, Y, G),
      'hold',
      8,
      'One more good session, with stress of at most 1 and food taken.',
    ],
    ['yellow long ago', units(Y, Y, Y, G, G), 'advance', 9, 'You may always stay longer.'],
    [
      'three good',
      units(G, B, G, B, G),
      'hold',
      8,
      '2 more good sessions, each with stress of at most 1 and food taken.',
    ],
    [
      'calm but not good',
      units(C, C, G, G, G),
      'hold',
      8,
      'One more good session, with stress of at most 1 and food taken.',
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
    expect(verdictWords(verdict)).toMatchObject({ decision, stepNumber: 8, nextStepNumber, toChange });
    expect(verdict.source.ours).toBe(true);
    expect(verdict.units).toEqual(list.slice(-DEFAULT_PLAN.rules.windowUnits.value));
  });

  it('speaks of trials in step 6', () => {
    expect(verdictWords(judge(6, units(G, G, G))).toChange).toBe('2 more trials.');
    expect(judge(6, units(G, G, G, G, G)).nextStepNumber).toBe(7);
  });

  it('is done with step 1 once, and never judges the habit', () => {
    expect(judge(1, [])).toMatchObject({ decision: 'not-enough-data', nextStepNumber: 1 });
    expect(judge(1, units(B))).toMatchObject({ decision: 'hold', nextStepNumber: 1 });
    expect(judge(1, units(Y))).toMatchObject({ decision: 'advance', nextStepNumber: 2 });
    expect(judge(1, units(Y, B)).decision).toBe('hold');
    expect(judge(10, units(G, G, G, G, G))).toMatchObject({
      decision: 'not-enough-data',
      nextStepNumber: 10,
    });
  });

  it('has a rule for every step that counts, in its own unit', () => {
    for (const { number, unit } of COUNTED) {
      expect(judge(number, units(G, G, G, G, G)).decision).toBe('advance');
      expect(verdictWords(judge(number, units(G, G))).rule).toContain(`${unit}s`);
    }
  });

  it('goes back within the plan, never below step 1 nor beyond step 9', () => {
    expect(judge(2, units(R))).toMatchObject({ decision: 'step-back', nextStepNumber: 1 });
    expect(judge(9, units(G, G, G, G, G))).toMatchObject({ decision: 'advance', nextStepNumber: 9 });
  });

  it('offers a half step when a step was too much before, but goes a whole one back from red', () => {
    const failed = units(G, B, B, B, G);
    expect(judge(8, failed, { drops: 0 })).toMatchObject({ decision: 'step-back', halfStepNumber: null });
    expect(verdictWords(judge(8, failed, { drops: 1 }))).toMatchObject({
      decision: 'split',
      nextStepNumber: 7.5,
      halfStepNumber: 7.5,
      toChange: 'Step 7½, with one thing made easier. Then step 8 anew.',
    });
    expect(judge(8, units(G, G, G, G, R), { drops: 1 })).toMatchObject({
      decision: 'step-back',
      nextStepNumber: 7,
      halfStepNumber: 7.5,
    });
    expect(judge(8, units(G, G, G), { drops: 5 }).halfStepNumber).toBeNull();
    expect(judge(2, failed, { drops: 1 })).toMatchObject({ decision: 'split', nextStepNumber: 1.5 });
  });

  it('finds room for a half step, down to quarters', () => {
    const withSteps = (...numbers: number[]): Plan => ({
      ...DEFAULT_PLAN,
      steps: [
        ...DEFAULT_PLAN.steps,
        ...numbers.map((number) => ({ ...DEFAULT_PLAN.steps[6]!, number })),
      ].sort((a, b) => a.number - b.number),
    });
    expect(halfStepBefore(8)).toBe(7.5);
    expect(halfStepBefore(1)).toBeNull();
    expect(halfStepBefore(8, withSteps(7.5))).toBe(7.75);
    expect(halfStepBefore(8, withSteps(7.5, 7.75))).toBeNull();
    expect(halfStepBefore(7.5, withSteps(7.5))).toBe(7.25);
  });

  it('does not let good trials wash a red session clean', () => {
    const session = (n: number, list: Partial<TrainingUnit>[]) =>
      list.map((unit, i) => trainingUnit({ ...unit, walkId: `s${n}`, atMs: 100 * n + i }));
    const red = session(1, [R, G, G, G, G, G, G]);
    expect(judge(6, red).decision).toBe('step-back');
    expect(judge(6, red).units[0]!.red).not.toBeNull();
    // Still in sight while one trial of that session is; then the next sessions stand for themselves.
    expect(judge(6, [...red, ...session(2, [G, G, G, G])]).decision).toBe('step-back');
    expect(judge(6, [...red, ...session(2, [G, G, G, G, G])]).decision).toBe('advance');
  });

  it('never advances over a red session, whatever the plan', () => {
    fc.assert(
      fc.property(anyPlan, step, unitList, drops, (plan, n, list, before) => {
        const verdict = judge(n, list, { drops: before, plan });
        const sessions = new Set(verdict.units.map(({ walkId }) => walkId));
        const red = list.some((unit) => unit.red !== null && sessions.has(unit.walkId));
        expect(verdict.units.some((unit) => unit.red !== null)).toBe(red);
        if (red) expect(verdict.decision).toBe('step-back');
        if (verdict.decision === 'advance') {
          const green = plan.rules.advanceGreen.value;
          expect(verdict.units.slice(-green).every((unit) => unit.green)).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('is monotone: a better unit never makes the verdict worse, whatever the plan', () => {
    fc.assert(
      fc.property(
        anyPlan,
        step,
        fc.array(anyUnit, { minLength: 1, maxLength: 9 }),
        fc.nat(),
        fc.nat(2),
        drops,
        (plan, n, list, at, how, before) => {
          // Distinct times: which of two units of one moment is the later one is a matter of order, not of quality.
          const timed = list.map((unit, i) => ({ ...unit, atMs: i }));
          const i = at % timed.length;
          const unit = timed[i]!;
          const better = [
            { ...unit, red: null },
            { ...unit, red: null, good: true },
            { ...unit, red: null, green: true },
          ][how]!;
          const options = { drops: before, plan };
          const worse = rank.indexOf(judge(n, timed, options).decision);
          expect(rank.indexOf(judge(n, timed.with(i, better), options).decision)).toBeGreaterThanOrEqual(
            worse,
          );
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
    fc.assert(
      fc.property(step, unitList, (n, list) => {
        const verdict = judge(n, list);
        if (verdict.toChange.code !== 'more-good') return;
        const promised = verdict.toChange.units;
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
