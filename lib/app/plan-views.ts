import type { ReferenceCurve } from '../charts/progress-geometry';
import { DEFAULT_PLAN, stepAt, stepTarget, type PlanTarget } from '../training/plan';
import { REFERENCE_CASES } from '../training/reference-cases';
import type { SessionStep } from './page-views';

/** The steps that a cat can be on, as pages list them. */
export function planTargets(): PlanTarget[] {
  return DEFAULT_PLAN.steps.filter(({ unit }) => unit !== 'habit').map(({ number }) => stepTarget(number));
}

/** A step for a session without a tag. */
export function sessionStep(stepNumber: number): SessionStep {
  const { how, good, unit } = stepAt(stepNumber);
  return { ...stepTarget(stepNumber), how, good, inTrials: unit === 'trial' };
}

/** The documented cases as curves beside the cat's own. */
export const references: readonly ReferenceCurve[] = REFERENCE_CASES;

export { asksHowItWent } from '../training/session-unit';
