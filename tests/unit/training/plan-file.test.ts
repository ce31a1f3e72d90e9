import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planPlaceWords, planProblemWords } from '../../../lib/app/plan-file-words';
import { DEFAULT_PLAN } from '../../../lib/training/plan';
import { planFileText, readPlan, readPlanFile } from '../../../lib/training/plan-file';
import type { Plan } from '../../../lib/training/plan-schema';

/** The shipped plan with one thing changed. */
function changed(change: (plan: Plan) => unknown): unknown {
  const plan = structuredClone(DEFAULT_PLAN);
  change(plan);
  return plan;
}
const stepOf = (plan: Plan, number: number) => plan.steps.find((step) => step.number === number)!;

describe('a plan as a file', () => {
  it('comes back as it went', () => {
    expect(readPlanFile(planFileText(DEFAULT_PLAN))).toEqual({ plan: DEFAULT_PLAN, problems: null });
  });

  it.each<[string, unknown]>([
    ['another title', changed((plan) => (stepOf(plan, 3).title = 'Dress up'))],
    ['another range', changed((plan) => (stepOf(plan, 8).time!.toMinutes = 12.5))],
    ['stricter rules', changed((plan) => (plan.rules.advanceGood.value = 5))],
    [
      'a source of one’s own',
      changed((plan) => {
        plan.sources['vet'] = { name: 'My vet', ours: false };
        plan.rules.windowUnits.source = 'vet';
      }),
    ],
    [
      'a half step',
      changed((plan) => plan.steps.splice(7, 0, { ...structuredClone(stepOf(plan, 8)), number: 7.5 })),
    ],
  ])('may have %s', (_what, data) => {
    expect(readPlan(data).problems).toBeNull();
  });

  it.each<[string, unknown, string, RegExp]>([
    ['no plan', { walks: [] }, 'format', /is missing/],
    ['another file', changed((plan) => Object.assign(plan, { format: 'x' })), 'format', /another file/],
    ['a newer version', changed((plan) => Object.assign(plan, { version: 2 })), 'version', /newer Catpace/],
    ['something unknown', changed((plan) => Object.assign(plan, { extra: 1 })), 'extra', /take it out/],
    [
      'a time as text',
      changed((plan) => Object.assign(stepOf(plan, 4).time!, { fromMinutes: '15' })),
      'step 4 › time › fromMinutes',
      /must be a number/,
    ],
    [
      'a range upside down',
      changed((plan) => (stepOf(plan, 8).time!.toMinutes = 5)),
      'step 8 › time',
      /fromMinutes below toMinutes/,
    ],
    [
      'an empty line',
      changed((plan) => (stepOf(plan, 2).how[1] = '  ')),
      'step 2 › how 2',
      /must not be empty/,
    ],
    [
      'a missing step',
      changed((plan) => plan.steps.splice(4, 1, { ...stepOf(plan, 4), number: 4.5 })),
      'steps',
      /must have a step 5/,
    ],
    ['too few steps', changed((plan) => plan.steps.pop()), 'steps', /at least 10/],
    [
      'steps out of order',
      changed((plan) => plan.steps.push(structuredClone(stepOf(plan, 2)))),
      'step 2',
      /in order/,
    ],
    [
      'an unknown source',
      changed((plan) => (stepOf(plan, 7).criteria[0]!.source = 'nobody')),
      'step 7 › criteria 1',
      /"nobody", which is not in sources/,
    ],
    [
      'a tag that sees stress',
      changed((plan) => (stepOf(plan, 8).criteria[3]!.measuredBy = 'tag')),
      'step 8 › criteria 4',
      /measured by: owner/,
    ],
    [
      'more good ones than are looked at',
      changed((plan) => (plan.rules.advanceGood.value = 6)),
      'rules › advanceGood',
      /not be more than windowUnits/,
    ],
    [
      'stress 5 as red',
      changed((plan) => (plan.rules.redStress.value = 5)),
      'rules › redStress › value',
      /4 or less/,
    ],
    [
      'stress 2 as green',
      changed((plan) => (plan.rules.greenStress.value = 2)),
      'rules › greenStress › value',
      /1 or less/,
    ],
    [
      'no green one asked for',
      changed((plan) => (plan.rules.advanceGreen.value = 0)),
      'rules › advanceGreen › value',
      /1 or more/,
    ],
    [
      'a habit in the middle',
      changed((plan) => (stepOf(plan, 6).unit = 'habit')),
      'step 6 › unit',
      /only there/,
    ],
  ])('must not have %s, and says where', (_what, data, place, what) => {
    const { problems } = readPlan(data);
    const said = problems!.find((problem) => planPlaceWords(problem.place) === place);
    expect(said, `among ${problems!.map(planProblemWords).join(' ')}`).toBeDefined();
    expect(planProblemWords(said!)).toMatch(what);
  });

  it.each([
    ['', /not JSON/],
    ['{"format": "catpace-plan",', /not JSON/],
    ['x'.repeat(300_001), /too large/],
  ])('is not every text', (text, what) => {
    const { plan, problems } = readPlanFile(text);
    expect(plan).toBeNull();
    expect(problems).toHaveLength(1);
    expect(planProblemWords(problems![0]!)).toMatch(what);
  });

  it('never throws, whatever the file holds, and takes nothing that it would not read again', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        expect(readPlanFile(text).plan).toBeNull();
      }),
      { numRuns: 500 },
    );
    // One value anywhere in a good plan replaced by another.
    const paths = leavesOf(DEFAULT_PLAN);
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
        const data = structuredClone(DEFAULT_PLAN) as unknown as Record<string, unknown>;
        let here = data;
        for (const key of path.slice(0, -1)) here = here[key] as Record<string, unknown>;
        here[path.at(-1)!] = value;
        const { plan, problems } = readPlan(data);
        if (plan) expect(readPlanFile(planFileText(plan)).plan).toEqual(plan);
        else for (const problem of problems!) expect(planProblemWords(problem)).toMatch(/^.+: .+[.?]$/);
      }),
      { numRuns: 2000 },
    );
  });
});

function leavesOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}
