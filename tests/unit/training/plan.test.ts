import { describe, expect, it } from 'vitest';
import type { StepTarget } from '../../../lib/app/live-view';
import {
  DEFAULT_PLAN,
  LAST_STEP,
  planSource,
  planStep,
  stepAt,
  stepBeside,
  stepTarget,
} from '../../../lib/training/plan';
import type { Plan } from '../../../lib/training/plan-schema';
import { REFERENCE_CASES } from '../../../lib/training/reference-cases';

/** The plan with a half step before step 8. */
const withHalf: Plan = {
  ...DEFAULT_PLAN,
  steps: DEFAULT_PLAN.steps.flatMap((step) =>
    step.number === 8 ? [{ ...step, number: 7.5 }, step] : [step],
  ),
};

describe('the plan', () => {
  it('has ten steps', () => {
    expect(DEFAULT_PLAN.steps.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(LAST_STEP).toBe(9);
  });

  it('counts trials in steps 2–6, sessions in 7–9, a habit in 10', () => {
    const units = DEFAULT_PLAN.steps.map(({ unit }) => unit);
    expect(units).toEqual([
      'once',
      ...Array<string>(5).fill('trial'),
      ...Array<string>(3).fill('session'),
      'habit',
    ]);
  });

  it('names a source for every figure and every criterion, and says "ours" where there is none', () => {
    const cited = [
      ...Object.values(DEFAULT_PLAN.rules).map(({ source }) => source),
      ...DEFAULT_PLAN.steps.flatMap(({ time, unitSource, criteria }) => [
        unitSource,
        ...(time ? [time.source] : []),
        ...criteria.map(({ source }) => source),
      ]),
    ];
    for (const key of cited) expect(planSource(key)).toBe(DEFAULT_PLAN.sources[key]);
    expect(planSource('ours').ours).toBe(true);
    expect(planSource('article').ours).toBe(false);
  });

  it('says of every step what a tag measures and what the owner scores', () => {
    for (const { number, criteria } of DEFAULT_PLAN.steps) {
      const byOwner = criteria.some(({ measuredBy }) => measuredBy === 'owner');
      expect(byOwner, `step ${number}`).toBe(true);
    }
    const withTag = DEFAULT_PLAN.steps.filter(({ criteria }) =>
      criteria.some(({ measuredBy }) => measuredBy === 'tag'),
    );
    expect(withTag.map(({ number }) => number)).toEqual([5, 6, 8, 9]);
  });

  it('gives the target of a session', () => {
    const target: StepTarget = stepTarget(8);
    expect(target).toMatchObject({
      number: 8,
      title: 'A quiet place outside',
      minMs: 300_000,
      maxMs: 600_000,
    });
    expect(stepTarget(3)).toMatchObject({ minMs: null, maxMs: 120_000 });
    expect(stepTarget(6)).toMatchObject({ minMs: null, maxMs: null });
  });

  it.each([0, 11, 1.5, NaN])('has no step %s', (number) => {
    expect(() => planStep(number)).toThrow(RangeError);
  });

  it('finds the step of a walk on a half step that was taken out', () => {
    expect(stepAt(7.5, withHalf).number).toBe(7.5);
    expect(stepAt(7.5).number).toBe(7);
    expect(stepAt(0).number).toBe(1);
  });

  it('knows what lies beside a step, half steps too, and never goes on to the habit', () => {
    expect(stepBeside(7, 1)).toBe(8);
    expect(stepBeside(7, 1, withHalf)).toBe(7.5);
    expect(stepBeside(8, -1, withHalf)).toBe(7.5);
    expect(stepBeside(7.5, 1)).toBe(8);
    expect(stepBeside(9, 1)).toBe(9);
    expect(stepBeside(1, -1)).toBe(1);
  });
});

describe('the reference cases', () => {
  it('go forward in time and stay in the plan', () => {
    expect(REFERENCE_CASES.map(({ name }) => name)).toEqual(['Milo', 'Juniper']);
    for (const { points } of REFERENCE_CASES) {
      expect(points[0]?.day).toBe(0);
      for (let i = 1; i < points.length; i++) expect(points[i]!.day).toBeGreaterThan(points[i - 1]!.day);
      for (const { stepNumber } of points) expect(planStep(stepNumber).number).toBeLessThan(10);
    }
  });
});
