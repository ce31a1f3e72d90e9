import type { Walk } from '../walk/walk';
import { isGreen, reviewReasons, worstStress } from './calm';
import { DEFAULT_PLAN, stepAt, stepTarget } from './plan';
import type { Criterion, Plan, PlanStep } from './plan-schema';
import { redFlags } from './red-flags';
import type { JudgedWalk, WalkUnits } from './units-at-step';
import type { TrainingUnit, UnitReason, UnjudgedReason } from './verdict';

type Check = Criterion['check'];

/** What only a tag sees: with too little measured it may have gone unseen. */
const TAG_CHECKS: readonly Check[] = ['no-bolt-or-slip-out', 'moves'];
/** What belongs to single trials with a load cell; where a session is judged as a whole, the owner says it. */
const GUIDED_CHECKS: readonly Check[] = ['lead-light', 'slack-follows', 'no-freeze-or-drag'];

/**
 * One session as a unit, by the step's criteria. A red flag alone makes it one; to be good it needs the owner's word, for
 * stillness is not calm and no tag can see whether food was taken. Without a tag the owner's word stands for what a tag
 * would have measured.
 */
export function sessionUnit(judged: JudgedWalk, plan: Plan = DEFAULT_PLAN): WalkUnits {
  const { walk, detections } = judged;
  const step = stepAt(walk.stepNumber, plan);
  const checks = goodChecks(step);
  const [flag] = redFlags(walk, detections, plan, judged.seen);
  const unjudged = flag ? null : whyUnjudged(judged, step, checks, plan);
  if (unjudged !== null) return { units: [], unjudged };

  const durationMs = walk.durationMs ?? 0;
  const { minMs } = stepTarget(walk.stepNumber, plan);
  const measured = walk.tags.length > 0 && detections !== null;
  const moved = !measured || detections.summary.movingMs >= 1000 * plan.rules.movedS.value;
  const { foodTaken = null, good: said = null } = walk.review ?? {};
  const stress = worstStress(judged);
  const calm = stress !== null && stress <= plan.rules.greenStress.value;
  const holds: Readonly<Record<Check, boolean>> = {
    'owner-says': said === true,
    'food-taken': foodTaken === true,
    'stress-green': calm,
    'long-enough': durationMs >= (minMs ?? 0),
    'no-bolt-or-slip-out': !flag,
    moves: moved,
    'lead-light': said === true,
    'slack-follows': said === true,
    'no-freeze-or-drag': said === true,
  };
  const unit: TrainingUnit = {
    walkId: walk.id,
    atMs: walk.startedAtMs,
    good: !flag && checks.every((check) => holds[check]),
    green: !flag && isGreen(judged, plan),
    reasons: [
      checks.includes('long-enough') && minMs !== null
        ? { code: 'lasted-of', ms: durationMs, askedMs: minMs }
        : { code: 'lasted', ms: durationMs },
      ...(asksOwner(checks) ? [ownersWord(said)] : []),
      ...reviewReasons(judged),
      ...(measured && checks.includes('moves') ? [{ code: moved ? 'moved' : 'not-moved' } as const] : []),
      ...(!flag && checks.includes('no-bolt-or-slip-out') ? [{ code: 'no-bolt-or-slip-out' } as const] : []),
    ],
    red: flag ?? null,
  };
  return { units: [unit], unjudged: null };
}

/** The checks without which a try is not good. */
function goodChecks({ criteria }: PlanStep): Check[] {
  return criteria.filter(({ decides }) => decides === 'good').map(({ check }) => check);
}

/** What good looks like, where only the owner can say whether it was so; null where taps or a tag have said it. */
export function asksHowItWent(walk: Walk, plan: Plan = DEFAULT_PLAN): string | null {
  const step = stepAt(walk.stepNumber, plan);
  const checks = goodChecks(step);
  const measuresTension = walk.tags.some(({ streams }) => streams.some(({ kind }) => kind === 'tension'));
  const isKnown =
    (walk.session?.trials.length ?? 0) > 0 || (measuresTension && !checks.includes('owner-says'));
  return asksOwner(checks) && !isKnown ? step.good : null;
}

function asksOwner(checks: readonly Check[]): boolean {
  return checks.includes('owner-says') || checks.some((check) => GUIDED_CHECKS.includes(check));
}

function whyUnjudged(
  { walk, detections }: JudgedWalk,
  { unit }: PlanStep,
  checks: readonly Check[],
  { rules }: Plan,
): UnjudgedReason | null {
  const durationMs = walk.durationMs ?? 0;
  const { stress = null, foodTaken = null, good: said = null } = walk.review ?? {};
  if (unit === 'session' && durationMs < 1000 * rules.shortestSessionS.value) return 'too-short';
  if (walk.tags.length > 0) {
    if (!detections) return 'not-analysed';
    const { movingMs, stillMs } = detections.summary;
    const needed = (durationMs * rules.measuredPercent.value) / 100;
    if (checks.some((check) => TAG_CHECKS.includes(check)) && movingMs + stillMs < needed)
      return 'too-little-measured';
  }
  if (asksOwner(checks) && said === null)
    return checks.includes('owner-says') || walk.tags.length === 0 ? 'how-not-said' : 'how-not-measured';
  // What is done once has no session to be calm in.
  if (unit !== 'once' && (stress === null || foodTaken === null)) return 'calm-not-said';
  return null;
}

function ownersWord(said: boolean | null): UnitReason {
  return { code: said === null ? 'word-missing' : said ? 'word-good' : 'word-not-yet' };
}
