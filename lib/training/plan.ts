import planJson from './plan.json';
import { readPlan } from './plan-file';
import type { Plan, PlanStep } from './plan-schema';
import type { LeadAim } from '../walk/walk';
import type { Source } from './verdict';

/** The target of a session, as pages show it. */
export interface PlanTarget {
  number: number;
  title: string;
  minMs: number | null;
  maxMs: number | null;
}

/** All that stays in view of a step while a session goes on. */
export interface PlanAim extends PlanTarget {
  /** How loose the lead is to be. */
  aim: LeadAim;
  /** What good looks like. */
  good: string;
}

/** Steps that a cat can be on; step 10 ends every session. */
export const FIRST_STEP = 1;
export const LAST_STEP = 9;

const MINUTE_MS = 60_000;

/** The plan that Catpace comes with. Facts are the named sources'; the words are our own. */
export const DEFAULT_PLAN: Plan = shipped();

function shipped(): Plan {
  const { plan, problems } = readPlan(planJson);
  if (!plan) throw new Error(`plan.json: ${JSON.stringify(problems)}`);
  return plan;
}

/** A step of the plan by its number. Throws RangeError where the plan has none. */
export function planStep(stepNumber: number, plan: Plan = DEFAULT_PLAN): PlanStep {
  const step = plan.steps.find(({ number }) => number === stepNumber);
  if (!step) throw new RangeError(`the plan has no step ${stepNumber}`);
  return step;
}

/**
 * The step that a cat or a walk is on: where the plan no longer has it (a half step that was taken out), the next lower
 * one. Step 1 for anything below.
 */
export function stepAt(stepNumber: number, plan: Plan = DEFAULT_PLAN): PlanStep {
  return plan.steps.findLast(({ number }) => number <= stepNumber) ?? plan.steps[0]!;
}

/** The step after or before, among those that a cat can be on; the same where there is none. */
export function stepBeside(stepNumber: number, direction: 1 | -1, plan: Plan = DEFAULT_PLAN): number {
  const numbers = plan.steps.filter(({ unit }) => unit !== 'habit').map(({ number }) => number);
  const next =
    direction === 1
      ? numbers.find((number) => number > stepNumber)
      : numbers.findLast((number) => number < stepNumber);
  return next ?? stepNumber;
}

/** What a step asks of a session. */
export function stepTarget(stepNumber: number, plan: Plan = DEFAULT_PLAN): PlanAim {
  const { number, title, time, good, criteria } = stepAt(stepNumber, plan);
  const aim = criteria.some(({ check }) => check === 'lead-light') ? 'light' : 'slack';
  const minMs = minutesMs(time?.fromMinutes);
  return { number, title, minMs, maxMs: minutesMs(time?.toMinutes), aim, good };
}

/** The source that a figure of the plan names. */
export function planSource(key: string, plan: Plan = DEFAULT_PLAN): Source {
  return plan.sources[key] ?? { name: key, ours: false };
}

function minutesMs(minutes: number | null | undefined): number | null {
  return minutes == null ? null : minutes * MINUTE_MS;
}
