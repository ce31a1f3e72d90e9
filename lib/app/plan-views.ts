import type { ReferenceCurve } from '../charts/progress-geometry';
import { DEFAULT_PLAN, stepAt, stepTarget, type PlanTarget } from '../training/plan';
import type { Plan } from '../training/plan-schema';
import { REFERENCE_CASES } from '../training/reference-cases';
import type { SessionStep } from './page-views';

/** The steps that a cat can be on, as pages list them. */
export function planTargets(plan: Plan = DEFAULT_PLAN): PlanTarget[] {
  return plan.steps.filter(({ unit }) => unit !== 'habit').map(({ number }) => stepTarget(number, plan));
}

/** A step for a session without a tag. */
export function sessionStep(stepNumber: number, plan: Plan = DEFAULT_PLAN): SessionStep {
  const { how, good, unit } = stepAt(stepNumber, plan);
  return { ...stepTarget(stepNumber, plan), how, good, inTrials: unit === 'trial' };
}

/** The documented cases as curves beside the cat's own. */
export const references: readonly ReferenceCurve[] = REFERENCE_CASES;

export { asksHowItWent } from '../training/session-unit';
