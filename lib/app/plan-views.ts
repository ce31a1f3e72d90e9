import type { ReferenceCurve } from '../charts/progress-geometry';
import { DEFAULT_PLAN, stepAt, stepTarget, type PlanTarget } from '../training/plan';
import type { Plan } from '../training/plan-schema';
import { REFERENCE_CASES } from '../training/reference-cases';
import { keyOf, t } from '../words/words';
import type { SessionStep } from './page-views';
import { planInWords } from './plan-words';

/** The steps that a cat can be on, as pages list them. */
export function planTargets(plan: Plan = DEFAULT_PLAN): PlanTarget[] {
  const said = planInWords(plan);
  return said.steps.filter(({ unit }) => unit !== 'habit').map(({ number }) => stepTarget(number, said));
}

/** A step for a session without a tag. */
export function sessionStep(stepNumber: number, plan: Plan = DEFAULT_PLAN): SessionStep {
  const said = planInWords(plan);
  const { how, good, unit } = stepAt(stepNumber, said);
  return { ...stepTarget(stepNumber, said), how, good, inTrials: unit === 'trial' };
}

/** The steps that a newcomer can begin on: the harness is still to be chosen, or it is there. */
export function firstSessionSteps(plan: Plan): SessionStep[] {
  return [1, 2].map((number) => sessionStep(number, plan));
}

/** The documented cases as curves beside the cat's own. */
export function references(): ReferenceCurve[] {
  return REFERENCE_CASES.map(({ name, points }) => ({
    name,
    points: points.map((point) => ({ ...point, note: t(`reference.${keyOf(point.note)}`) })),
  }));
}

export { endedWell } from '../walk/ended-well';
export { asksHowItWent } from '../training/session-unit';
