import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../lib/training/plan-schema';
import { HALF_STEP_WORDS } from '../../../lib/app/plan-words';
import { easierFor, withHalfSteps as withWords } from '../../../lib/training/half-steps';
import { DEFAULT_PLAN, planStep, stepBeside, stepTarget } from '../../../lib/training/plan';
import { planFileText, readPlan, readPlanFile } from '../../../lib/training/plan-file';
import { EASIER, type HalfStep } from '../../../lib/walk/half-step';

const withHalfSteps = (plan: Plan, halfSteps: readonly HalfStep[]) =>
  withWords(plan, halfSteps, HALF_STEP_WORDS);

const half = (over: Partial<HalfStep> = {}): HalfStep => ({
  number: 7.5,
  easier: 'length',
  note: '',
  ...over,
});

describe('a half step', () => {
  it('is the step above it with half the time', () => {
    const plan = withHalfSteps(DEFAULT_PLAN, [half()]);
    expect(plan.steps.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 7.5, 8, 9, 10]);
    expect(planStep(7.5, plan)).toMatchObject({
      title: 'Towards: A quiet place outside',
      unit: 'session',
      good: planStep(8).good,
    });
    expect(stepTarget(7.5, plan)).toMatchObject({ minMs: 150_000, maxMs: 300_000 });
    expect(planStep(7.5, plan).criteria[0]!.text).toBe('It lasts 2 min 30 s or more.');
    expect(stepBeside(8, -1, plan)).toBe(7.5);
    expect(plan.sources[planStep(7.5, plan).time!.source]!.ours).toBe(true);
  });

  it('makes one thing easier, in the owner’s words where there are some', () => {
    const plan = withHalfSteps(DEFAULT_PLAN, [
      half({ easier: 'distraction', note: ' Sunday, before seven. ' }),
    ]);
    expect(planStep(7.5, plan).how).toEqual(['Sunday, before seven.', ...planStep(8).how]);
    expect(planStep(7.5, plan).time).toEqual(planStep(8).time);
    const quiet = withHalfSteps(DEFAULT_PLAN, [half({ easier: 'distraction' })]);
    expect(planStep(7.5, quiet).how[0]).toMatch(/quieter/);
  });

  it.each([1, 8, 9.5, 0.5, 7.3, NaN])('cannot stand at %d', (number) => {
    expect(withHalfSteps(DEFAULT_PLAN, [half({ number })])).toBe(DEFAULT_PLAN);
  });

  it('stands once', () => {
    const plan = withHalfSteps(DEFAULT_PLAN, [half(), half({ easier: 'distance' })]);
    expect(plan.steps).toHaveLength(11);
    expect(planStep(7.5, plan).time!.fromMinutes).toBe(2.5);
  });

  it('offers a slacker lead only where the step is about the lead', () => {
    expect(easierFor(6)).toContain('tension');
    expect(easierFor(8)).toEqual(['length', 'distance', 'distraction']);
    expect(easierFor(7.5)).toEqual([]);
  });

  it('leaves a plan that can be shared, whatever half steps there are', () => {
    const anyHalf = fc.record({
      number: fc.integer({ min: 0, max: 44 }).map((quarters) => quarters / 4),
      easier: fc.constantFrom(...EASIER),
      note: fc.string({ maxLength: 600 }),
    });
    fc.assert(
      fc.property(fc.array(anyHalf, { maxLength: 40 }), (halfSteps) => {
        const plan = withHalfSteps(DEFAULT_PLAN, halfSteps);
        expect(readPlan(plan).problems).toBeNull();
        // Blanks around a note may go, nothing else.
        const again = readPlanFile(planFileText(plan)).plan!;
        expect(again.steps.map(({ number }) => number)).toEqual(plan.steps.map(({ number }) => number));
      }),
      { numRuns: 300 },
    );
  });
});
