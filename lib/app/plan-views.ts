import type { ReferenceCurve } from '../charts/progress-geometry';
import { DEFAULT_PLAN, stepTarget, type PlanTarget } from '../training/plan';
import { REFERENCE_CASES } from '../training/reference-cases';

/** The steps that a cat can be on, as pages list them. */
export function planTargets(): PlanTarget[] {
  return DEFAULT_PLAN.steps.filter(({ unit }) => unit !== 'habit').map(({ number }) => stepTarget(number));
}

/** The documented cases as curves beside the cat's own. */
export const references: readonly ReferenceCurve[] = REFERENCE_CASES;

export { asksHowItWent } from '../training/session-unit';
