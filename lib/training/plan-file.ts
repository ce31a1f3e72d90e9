import * as v from 'valibot';
import { PLAN_SCHEMA, type Criterion, type Plan } from './plan-schema';

/** Largest file that is read as a plan, letters. Ours: the shipped one has some 12,000. */
const LONGEST_FILE = 300_000;
/** Problems named at once; mending these first is enough to do. */
const MOST_PROBLEMS = 12;

/** Something in a file that keeps it from being a plan. */
export interface PlanProblem {
  /** Where: "step 3, time, fromMinutes". Empty: the file as a whole. */
  place: string;
  /** What must be otherwise, to be read after the place: "must be 0.25 or more". */
  what: string;
}

/** A plan that was read, or everything that is wrong with it. */
export type ReadPlan = { plan: Plan; problems: null } | { plan: null; problems: readonly PlanProblem[] };

/** Read a plan from the text of a file. Never throws: bad files are expected. */
export function readPlanFile(text: string): ReadPlan {
  if (text.length > LONGEST_FILE)
    return failed([{ place: '', what: 'is too large for a plan: is this another file?' }]);
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    const where = error instanceof Error ? ` (${error.message})` : '';
    return failed([{ place: '', what: `is not JSON${where}. Save it again as plain text` }]);
  }
  return readPlan(data);
}

/** Check what should be a plan, e.g. one from the database. */
export function readPlan(data: unknown): ReadPlan {
  const parsed = v.safeParse(PLAN_SCHEMA, data);
  if (!parsed.success)
    return failed(parsed.issues.map((issue) => ({ place: placeOf(issue, data), what: issue.message })));
  const problems = contradictions(parsed.output);
  return problems.length > 0 ? failed(problems) : { plan: parsed.output, problems: null };
}

/** A plan as the text of a file that a person can read and change. */
export function planFileText(plan: Plan): string {
  return `${JSON.stringify(plan, null, 2)}\n`;
}

function failed(problems: readonly PlanProblem[]): ReadPlan {
  return { plan: null, problems: problems.slice(0, MOST_PROBLEMS) };
}

function placeOf({ path }: v.BaseIssue<unknown>, data: unknown): string {
  const keys = (path ?? []).map(({ key }) => key);
  const words: string[] = [];
  let here: unknown = data;
  for (const [i, key] of keys.entries()) {
    here = typeof here === 'object' && here !== null ? (here as Record<string, unknown>)[String(key)] : null;
    if (typeof key === 'number') {
      const list = words.pop() ?? '';
      words.push(i === 1 && list === 'steps' ? stepWords(here, key) : `${list} ${key + 1}`);
    } else words.push(String(key));
  }
  return words.join(', ');
}

function stepWords(step: unknown, index: number): string {
  const number = typeof step === 'object' && step !== null && 'number' in step ? step.number : null;
  return typeof number === 'number' ? `step ${number}` : `the ${index + 1}. of the steps`;
}

/** What each check can be measured by. */
const MEASURED_BY: Readonly<Record<Criterion['check'], readonly Criterion['measuredBy'][]>> = {
  'owner-says': ['owner'],
  'food-taken': ['owner'],
  'stress-green': ['owner'],
  'long-enough': ['clock'],
  'no-bolt-or-slip-out': ['tag'],
  moves: ['tag'],
  'lead-light': ['tag'],
  'slack-follows': ['tag'],
  'no-freeze-or-drag': ['tag'],
};
const GREEN_CHECKS: readonly Criterion['check'][] = ['food-taken', 'stress-green'];
const GUIDED_CHECKS: readonly Criterion['check'][] = ['lead-light', 'slack-follows', 'no-freeze-or-drag'];

/** What each part allows by itself but the parts together do not. */
function contradictions({ sources, rules, steps }: Plan): PlanProblem[] {
  const problems: PlanProblem[] = [];
  const say = (place: string, what: string) => problems.push({ place, what });
  const cite = (place: string, source: string) => {
    if (!Object.hasOwn(sources, source)) say(place, `names the source "${source}", which is not in sources`);
  };

  for (const [key, { source }] of Object.entries(rules)) cite(`rules, ${key}`, source);
  const { windowUnits, advanceGood, holdGood, advanceGreen } = rules;
  if (advanceGood.value > windowUnits.value) say('rules, advanceGood', 'must not be more than windowUnits');
  if (holdGood.value > advanceGood.value) say('rules, holdGood', 'must not be more than advanceGood');
  if (advanceGreen.value > windowUnits.value) say('rules, advanceGreen', 'must not be more than windowUnits');

  for (const [i, step] of steps.entries()) {
    const place = `step ${step.number}`;
    if (i > 0 && step.number <= steps[i - 1]!.number) say(place, 'must come in order, and once only');
    if ((step.number === 10) !== (step.unit === 'habit'))
      say(`${place}, unit`, 'must be "habit" in step 10, and only there');
    if (step.number > 9 && step.number < 10) say(place, 'cannot stand after step 9: step 10 is a habit');
    cite(`${place}, unitSource`, step.unitSource);
    if (step.time) {
      const { fromMinutes, toMinutes, source } = step.time;
      cite(`${place}, time`, source);
      if (fromMinutes === null && toMinutes === null)
        say(`${place}, time`, 'must have a bound, or be null as a whole');
      if (fromMinutes !== null && toMinutes !== null && fromMinutes >= toMinutes)
        say(`${place}, time`, 'must have fromMinutes below toMinutes');
    }
    for (const [j, { check, measuredBy, decides, source }] of step.criteria.entries()) {
      const at = `${place}, criteria ${j + 1}`;
      cite(at, source);
      if (!MEASURED_BY[check].includes(measuredBy))
        say(at, `has a check that is measured by the ${MEASURED_BY[check].join(' or the ')}`);
      if (decides === 'green' && !GREEN_CHECKS.includes(check))
        say(at, 'can decide "green" only by food-taken or stress-green');
      if (check === 'long-enough' && (step.time?.fromMinutes ?? null) === null)
        say(at, 'asks for a length, but the step names no fromMinutes');
      if (GUIDED_CHECKS.includes(check) && step.unit !== 'trial')
        say(at, 'looks at single trials, so the unit must be "trial"');
    }
  }
  for (let number = 1; number <= 10; number++)
    if (!steps.some((step) => step.number === number)) say('steps', `must have a step ${number}`);
  return problems;
}
