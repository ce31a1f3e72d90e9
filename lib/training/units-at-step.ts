import type { Seen } from '../walk/body-sign';
import type { Detections, Walk } from '../walk/walk';
import { isBack, judge } from './judge';
import { ownerTrials } from './owner-trials';
import { DEFAULT_PLAN } from './plan';
import type { Plan, PlanStep } from './plan-schema';
import { sessionUnit } from './session-unit';
import { trialUnits } from './trial-units';
import type { TrainingUnit, UnjudgedReason, UnjudgedWalk } from './verdict';

/** A walk with what the detectors found in it; null where they have not looked. */
export interface JudgedWalk {
  walk: Walk;
  detections: Detections | null;
  /** What the owner marked on the way; left out: nothing. */
  seen?: Seen;
}

/** The units of one walk, or why there are none. */
export interface WalkUnits {
  units: TrainingUnit[];
  unjudged: UnjudgedReason | null;
}

/** The units that a verdict on one step rests on, and the walks on it that could not be judged. */
export interface UnitsAtStep {
  /** By time. */
  units: TrainingUnit[];
  unjudged: UnjudgedWalk[];
  /** How often the step was too much, and a lower one was walked since. A walk on a higher one forgets them. */
  drops: number;
}

interface Counted extends UnitsAtStep {
  /** What the rule says of the units so far; null: not asked since the last one came. */
  tooMuch: boolean | null;
}

/**
 * The units of one cat on one step, from all its walks in any order. Deleted walks, those that still run and those on
 * steps that the plan no longer has are left out.
 *
 * When the rule sent the cat back and a walk on a lower step followed, the count begins anew on both: what was before has
 * had its answer, and the lower step is walked once more before it leads on.
 */
export function unitsAtStep(
  stepNumber: number,
  walks: readonly JudgedWalk[],
  plan: Plan = DEFAULT_PLAN,
): UnitsAtStep {
  const steps = new Map<number, Counted>();
  const at = (number: number): Counted => {
    const kept = steps.get(number) ?? { units: [], unjudged: [], drops: 0, tooMuch: null };
    steps.set(number, kept);
    return kept;
  };

  for (const judged of inOrder(walks)) {
    const { walk } = judged;
    const step = plan.steps.find(({ number }) => number === walk.stepNumber);
    if (!step) continue;
    const here = at(walk.stepNumber);
    for (const [number, there] of steps) {
      if (number < walk.stepNumber) there.drops = 0;
      if (number <= walk.stepNumber) continue;
      there.tooMuch ??= isBack(judge(number, there.units, { plan }).decision);
      if (!there.tooMuch) continue;
      there.units = [];
      there.tooMuch = null;
      there.drops++;
      here.units = [];
    }
    const { units, unjudged } = unitsOf(judged, step, plan);
    here.units.push(...units);
    here.tooMuch = null;
    if (unjudged !== null) here.unjudged.push({ walkId: walk.id, why: unjudged });
  }
  const { units, unjudged, drops } = at(stepNumber);
  return { units: [...units].sort((a, b) => a.atMs - b.atMs), unjudged, drops };
}

/** What a walk counts as: a red flag in it, most of its units good, not yet, or no unit at all. */
export type WalkOutcome = 'good' | 'not-yet' | 'red' | 'none';

/** What one walk counts as by itself, on the step that it was walked on. */
export function outcomeOf(judged: JudgedWalk, plan: Plan = DEFAULT_PLAN): WalkOutcome {
  const { walk } = judged;
  const step = plan.steps.find(({ number }) => number === walk.stepNumber);
  if (!step || walk.status === 'recording') return 'none';
  const { units } = unitsOf(judged, step, plan);
  if (units.length === 0) return 'none';
  if (units.some(({ red }) => red !== null)) return 'red';
  return 2 * units.filter(({ good }) => good).length > units.length ? 'good' : 'not-yet';
}

function inOrder(walks: readonly JudgedWalk[]): JudgedWalk[] {
  return walks
    .filter(({ walk }) => walk.deletedAtMs === null && walk.status !== 'recording')
    .sort((a, b) => a.walk.startedAtMs - b.walk.startedAtMs || (a.walk.id < b.walk.id ? -1 : 1));
}

function unitsOf(judged: JudgedWalk, { unit, criteria }: PlanStep, plan: Plan): WalkUnits {
  const { walk } = judged;
  if (unit === 'habit') return { units: [], unjudged: null };
  const isGuided = criteria.some(({ check }) => check === 'lead-light' || check === 'slack-follows');
  const measuresTension = walk.tags.some(({ streams }) => streams.some(({ kind }) => kind === 'tension'));
  if (isGuided && measuresTension) return trialUnits(judged, plan);
  if (unit !== 'session' && (walk.session?.trials.length ?? 0) > 0) return ownerTrials(judged, plan);
  return sessionUnit(judged, plan);
}
