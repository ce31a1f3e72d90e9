import type { Detections, Walk } from '../walk/walk';
import { judge } from './judge';
import { sessionUnit } from './session-unit';
import { trialUnits } from './trial-units';
import type { TrainingUnit, UnjudgedWalk } from './verdict';

/** A walk with what the detectors found in it; null where they have not looked. */
export interface JudgedWalk {
  walk: Walk;
  detections: Detections | null;
}

/** The units of one walk, or why there are none. */
export interface WalkUnits {
  units: TrainingUnit[];
  unjudged: string | null;
}

/** The units that a verdict on one step rests on, and the walks on it that could not be judged. */
export interface UnitsAtStep {
  /** By time. */
  units: TrainingUnit[];
  unjudged: UnjudgedWalk[];
}

/**
 * The units of one cat on one step. When the rule sent the cat back and a walk on a lower step followed, the count
 * begins anew: what was before has had its answer. Deleted walks and those that still run are left out.
 */
export function unitsAtStep(stepNumber: number, walks: readonly JudgedWalk[]): UnitsAtStep {
  let units: TrainingUnit[] = [];
  const unjudged: UnitsAtStep['unjudged'] = [];
  const inOrder = walks
    .filter(({ walk }) => walk.deletedAtMs === null && walk.status !== 'recording')
    .sort((a, b) => a.walk.startedAtMs - b.walk.startedAtMs);
  for (const judged of inOrder) {
    const { walk } = judged;
    if (walk.stepNumber < stepNumber && judge(stepNumber, units).decision === 'step-back') units = [];
    if (walk.stepNumber !== stepNumber) continue;
    const { units: more, unjudged: why } = unitsOf(judged);
    units.push(...more);
    if (why !== null) unjudged.push({ walkId: walk.id, why });
  }
  return { units: units.sort((a, b) => a.atMs - b.atMs), unjudged };
}

function unitsOf(judged: JudgedWalk): WalkUnits {
  switch (judged.walk.stepNumber) {
    case 6:
      return trialUnits(judged);
    case 8:
      return sessionUnit(judged);
    default:
      return { units: [], unjudged: 'No rule looks at this step yet.' };
  }
}
