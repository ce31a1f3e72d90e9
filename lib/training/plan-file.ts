import * as v from 'valibot';
import {
  faultOf,
  PLAN_SCHEMA,
  type Criterion,
  type Plan,
  type RuleKey,
  type PlanValueFault,
} from './plan-schema';

/** Largest file that is read as a plan, letters. Ours: the shipped one has some 12,000. */
const LONGEST_FILE = 300_000;
/** Problems named at once; mending these first is enough to do. */
const MOST_PROBLEMS = 12;

/**
 * A place in a plan: names as the file has them, steps by their number (where they have none by their place, from 1), parts
 * of other lists by their place. Empty: the file as a whole.
 */
export type PlanPlace = readonly (
  string | { step: number } | { nthStep: number } | { list: string; nth: number }
)[];

/** What is wrong in a file that should be a plan: with the file, a value by itself, or parts that do not go together. */
export type PlanFault =
  | PlanValueFault
  | {
      code:
        | 'too-large'
        | 'out-of-order'
        | 'habit-elsewhere'
        | 'after-nine'
        | 'no-bound'
        | 'bounds-crossed'
        | 'no-green-check'
        | 'no-length'
        | 'not-in-trials';
    }
  | { code: 'no-json'; message: string }
  | { code: 'unknown-source'; source: string }
  | { code: 'more-than'; other: string }
  | { code: 'measured-otherwise'; by: readonly Criterion['measuredBy'][] }
  | { code: 'no-step'; number: number };

/** Something in a file that keeps it from being a plan. */
export interface PlanProblem {
  place: PlanPlace;
  fault: PlanFault;
}

/** A plan that was read, or everything that is wrong with it. */
export type ReadPlan = { plan: Plan; problems: null } | { plan: null; problems: readonly PlanProblem[] };

/** Read a plan from the text of a file. Never throws: bad files are expected. */
export function readPlanFile(text: string): ReadPlan {
  if (text.length > LONGEST_FILE) return failed([{ place: [], fault: { code: 'too-large' } }]);
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return failed([{ place: [], fault: { code: 'no-json', message } }]);
  }
  return readPlan(data);
}

/** Check what should be a plan, e.g. one from the database. */
export function readPlan(data: unknown): ReadPlan {
  const parsed = v.safeParse(PLAN_SCHEMA, data);
  if (!parsed.success)
    return failed(
      parsed.issues.map((issue) => ({ place: placeOf(issue, data), fault: faultOf(issue.message) })),
    );
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

function placeOf({ path }: v.BaseIssue<unknown>, data: unknown): PlanPlace {
  const keys = (path ?? []).map(({ key }) => key);
  const parts: PlanPlace[number][] = [];
  let here: unknown = data;
  for (const [i, key] of keys.entries()) {
    here = typeof here === 'object' && here !== null ? (here as Record<string, unknown>)[String(key)] : null;
    if (typeof key === 'number') {
      const list = String(keys[i - 1] ?? '');
      parts.pop();
      parts.push(i === 1 && list === 'steps' ? stepPart(here, key) : { list, nth: key + 1 });
    } else parts.push(String(key));
  }
  return parts;
}

function stepPart(step: unknown, index: number): PlanPlace[number] {
  const number = typeof step === 'object' && step !== null && 'number' in step ? step.number : null;
  return typeof number === 'number' ? { step: number } : { nthStep: index + 1 };
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
  const say = (place: PlanPlace, fault: PlanFault) => problems.push({ place, fault });
  const cite = (place: PlanPlace, source: string) => {
    if (!Object.hasOwn(sources, source)) say(place, { code: 'unknown-source', source });
  };
  const atMost = (key: RuleKey, other: RuleKey) => {
    if (rules[key].value > rules[other].value) say(['rules', key], { code: 'more-than', other });
  };

  for (const [key, { source }] of Object.entries(rules)) cite(['rules', key], source);
  atMost('advanceGood', 'windowUnits');
  atMost('holdGood', 'advanceGood');
  atMost('advanceGreen', 'windowUnits');

  for (const [i, step] of steps.entries()) {
    const place = { step: step.number };
    if (i > 0 && step.number <= steps[i - 1]!.number) say([place], { code: 'out-of-order' });
    if ((step.number === 10) !== (step.unit === 'habit')) say([place, 'unit'], { code: 'habit-elsewhere' });
    if (step.number > 9 && step.number < 10) say([place], { code: 'after-nine' });
    cite([place, 'unitSource'], step.unitSource);
    if (step.time) {
      const { fromMinutes, toMinutes, source } = step.time;
      cite([place, 'time'], source);
      if (fromMinutes === null && toMinutes === null) say([place, 'time'], { code: 'no-bound' });
      if (fromMinutes !== null && toMinutes !== null && fromMinutes >= toMinutes)
        say([place, 'time'], { code: 'bounds-crossed' });
    }
    for (const [j, { check, measuredBy, decides, source }] of step.criteria.entries()) {
      const at = [place, { list: 'criteria', nth: j + 1 }];
      const by = MEASURED_BY[check];
      cite(at, source);
      if (!by.includes(measuredBy)) say(at, { code: 'measured-otherwise', by });
      if (decides === 'green' && !GREEN_CHECKS.includes(check)) say(at, { code: 'no-green-check' });
      if (check === 'long-enough' && (step.time?.fromMinutes ?? null) === null)
        say(at, { code: 'no-length' });
      if (GUIDED_CHECKS.includes(check) && step.unit !== 'trial') say(at, { code: 'not-in-trials' });
    }
  }
  for (let number = 1; number <= 10; number++)
    if (!steps.some((step) => step.number === number)) say(['steps'], { code: 'no-step', number });
  return problems;
}
