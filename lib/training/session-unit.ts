import type { JudgedWalk, WalkUnits } from './units-at-step';
import { DEFAULT_PLAN, stepTarget } from './plan';
import { redFlags } from './red-flags';
import { sayDuration } from './say-duration';
import type { TrainingUnit } from './verdict';

/** Ours: what is shorter than this was switched on by mistake, and says nothing. */
export const SHORTEST_SESSION_MS = 1000 * DEFAULT_PLAN.rules.shortestSessionS.value;
/** Ours: with less of a session measured than this share, a bolt or a freeze may have gone unseen. */
export const MEASURED_SHARE = DEFAULT_PLAN.rules.measuredPercent.value / 100;
/** Highest stress that is green (tampabayvets.net: 0–1). */
export const GREEN_STRESS = DEFAULT_PLAN.rules.greenStress.value;

/**
 * One outdoor session of step 8 as a unit. A red flag alone makes it one; to be good it needs the owner's word, for
 * stillness is not calm and no tag can see whether food was taken.
 */
export function sessionUnit({ walk, detections }: JudgedWalk): WalkUnits {
  const [flag] = redFlags(walk, detections);
  const { stress = null, foodTaken = null } = walk.review ?? {};
  const durationMs = walk.durationMs ?? 0;
  if (!flag) {
    if (durationMs < SHORTEST_SESSION_MS) return { units: [], unjudged: 'Too short to say anything.' };
    if (!detections) return { units: [], unjudged: 'Not analysed yet.' };
    const { movingMs, stillMs } = detections.summary;
    if (movingMs + stillMs < MEASURED_SHARE * durationMs)
      return { units: [], unjudged: 'Too little was measured.' };
    if (stress === null || foodTaken === null)
      return { units: [], unjudged: 'Waits for your word on stress and food.' };
  }
  const target = stepTarget(walk.stepNumber);
  const longEnough = durationMs >= (target.minMs ?? 0);
  const green = !flag && stress !== null && stress <= GREEN_STRESS && foodTaken === true;
  const unit: TrainingUnit = {
    walkId: walk.id,
    atMs: walk.startedAtMs,
    good: green && longEnough,
    green,
    reasons: [
      target.minMs !== null
        ? `${sayDuration(durationMs)}; the step asks for ${sayDuration(target.minMs)} or more.`
        : `${sayDuration(durationMs)}.`,
      stress === null ? 'Stress not said.' : `Stress ${stress} of 5.`,
      foodTaken === null ? 'Food not said.' : foodTaken ? 'Food taken.' : 'Food refused.',
      ...(flag ? [] : ['No bolt, no slip-out.']),
    ],
    red: flag?.text ?? null,
  };
  return { units: [unit], unjudged: null };
}
