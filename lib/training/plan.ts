import { PLAN_STEPS } from './plan-data';
import type { Source } from './verdict';

/** What one try at a step is. `once`: done and kept; `habit`: belongs to every session. */
export type UnitKind = 'once' | 'trial' | 'session' | 'habit';

/** Something that shows whether a unit of a step went well. */
export interface Criterion {
  text: string;
  measuredBy: 'tag' | 'owner';
  source: Source;
}

export interface PlanStep {
  number: number;
  title: string;
  /** What the step is for. */
  purpose: string;
  /** How to do it, one act a line. */
  how: readonly string[];
  /** What good looks like. */
  good: string;
  /** Time of one unit, ms; null where nothing says it. */
  time: { minMs: number | null; maxMs: number | null; source: Source } | null;
  unit: UnitKind;
  unitSource: Source;
  criteria: readonly Criterion[];
}

/** The target of a session, as pages show it. */
export interface PlanTarget {
  number: number;
  title: string;
  minMs: number | null;
  maxMs: number | null;
}

/** Steps that a cat can be on; step 10 ends every session. */
export const FIRST_STEP = 1;
export const LAST_STEP = 9;

/** A step of the plan by number, 1–10. Throws RangeError for any other. */
export function planStep(stepNumber: number): PlanStep {
  const step = PLAN_STEPS.find(({ number }) => number === stepNumber);
  if (!step) throw new RangeError(`the plan has no step ${stepNumber}`);
  return step;
}

/** What a step asks of a session. Throws RangeError for a number outside 1–10. */
export function stepTarget(stepNumber: number): PlanTarget {
  const { number, title, time } = planStep(stepNumber);
  return { number, title, minMs: time?.minMs ?? null, maxMs: time?.maxMs ?? null };
}
