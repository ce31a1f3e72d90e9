import { verdictWords, type VerdictWords } from '../charts/verdict-words';
import { listCats } from '../store/cats';
import { listAllCorrections } from '../store/corrections';
import type { Database } from '../store/database';
import { listDetections } from '../store/detections';
import { listAllMarks } from '../store/marks';
import { listWalks } from '../store/walks';
import { judge } from '../training/judge';
import type { Plan } from '../training/plan-schema';
import { unitsAtStep } from '../training/units-at-step';
import { seenIn } from '../walk/body-sign';
import type { Mark, Walk } from '../walk/walk';
import { ownersView, type DetectionsByWalk } from './detections-by-walk';
import { DETECTOR_VERSION } from './pipeline';
import { planOfCat, readPlanInUse } from './plan-in-use';

/** Marks by walk id. */
export type MarksByWalk = ReadonlyMap<string, readonly Mark[]>;

export const NO_MARKS: MarksByWalk = new Map();

/** All that is known of the walks of some cats. */
export interface WalksKnown {
  walks: readonly Walk[];
  /** As the owner sees them. */
  detections: DetectionsByWalk;
  marks: MarksByWalk;
}

/** What next for a cat on a step, from all its walks. `plan`: as this cat goes by it. */
export function verdictOn(
  cat: { id: string; stepNumber: number },
  { walks, detections, marks }: WalksKnown,
  plan: Plan,
): VerdictWords {
  const own = walks
    .filter(({ catId }) => catId === cat.id)
    .map((walk) => ({
      walk,
      detections: detections.get(walk.id) ?? null,
      seen: seenIn(marks.get(walk.id) ?? []),
    }));
  const { units, unjudged, drops } = unitsAtStep(cat.stepNumber, own, plan);
  return verdictWords(judge(cat.stepNumber, units, { unjudged, drops, plan }));
}

/** What next after a walk, on the step that it was walked on. Rejects with `StoreError`. */
export async function verdictAfter(database: Database, walk: Walk): Promise<VerdictWords> {
  const [walks, detections, corrections, marks, plan, cats] = await Promise.all([
    listWalks(database, { catId: walk.catId }),
    listDetections(database, DETECTOR_VERSION),
    listAllCorrections(database),
    listAllMarks(database),
    readPlanInUse(database),
    listCats(database),
  ]);
  return verdictOn(
    { id: walk.catId, stepNumber: walk.stepNumber },
    { walks, detections: ownersView(detections, corrections), marks },
    planOfCat(plan, cats.find(({ id }) => id === walk.catId) ?? null),
  );
}
