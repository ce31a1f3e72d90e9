import { isGreen, reviewReasons } from './calm';
import { stepAt, stepTarget } from './plan';
import type { Plan } from './plan-schema';
import { redFlags } from './red-flags';
import type { JudgedWalk, WalkUnits } from './units-at-step';
import type { TrainingUnit } from './verdict';

/** The trials that the owner scored with a tap each. A red flag of their session is a unit of its own, at its end. */
export function ownerTrials(judged: JudgedWalk, plan: Plan): WalkUnits {
  const { walk, detections } = judged;
  const [flag] = redFlags(walk, detections, plan, judged.seen);
  const step = stepAt(walk.stepNumber, plan);
  const { minMs } = stepTarget(walk.stepNumber, plan);
  const durationMs = walk.durationMs ?? 0;
  const asksLength = step.criteria.some(({ check }) => check === 'long-enough') && minMs !== null;
  const longEnough = !asksLength || durationMs >= minMs;
  const green = !flag && isGreen(judged, plan);
  const units: TrainingUnit[] = (walk.session?.trials ?? []).map(({ tMs, good }) => ({
    walkId: walk.id,
    atMs: walk.startedAtMs + tMs,
    good: good && longEnough,
    green,
    reasons: [
      { code: good ? 'tap-good' : 'tap-not-yet' },
      ...(asksLength ? [{ code: 'lasted-of', ms: durationMs, askedMs: minMs } as const] : []),
      ...reviewReasons(judged),
    ],
    red: null,
  }));
  if (flag)
    units.push({
      walkId: walk.id,
      atMs: walk.startedAtMs + durationMs,
      good: false,
      green: false,
      reasons: reviewReasons(judged),
      red: flag,
    });
  return { units, unjudged: null };
}
