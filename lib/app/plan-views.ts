import type { ReferenceCurve } from '../charts/progress-geometry';
import { FIRST_STEP, LAST_STEP, stepTarget, type PlanTarget } from '../training/plan';
import { REFERENCE_CASES } from '../training/reference-cases';

/** The steps that a cat can be on, as pages list them. */
export function planTargets(): PlanTarget[] {
  return Array.from({ length: LAST_STEP - FIRST_STEP + 1 }, (_, i) => stepTarget(FIRST_STEP + i));
}

/** The documented cases as curves beside the cat's own. */
export const references: readonly ReferenceCurve[] = REFERENCE_CASES;
