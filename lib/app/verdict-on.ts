import { verdictWords, type VerdictWords } from '../charts/verdict-words';
import { listCats } from '../store/cats';
import { listCorrectionsIn } from '../store/corrections';
import type { Database } from '../store/database';
import { listMarksIn } from '../store/marks';
import { listWalks } from '../store/walks';
import { judge } from '../training/judge';
import type { Plan } from '../training/plan-schema';
import { unitsAtStep } from '../training/units-at-step';
import { seenIn } from '../walk/body-sign';
import type { Mark, Walk } from '../walk/walk';
import { ownersView, type DetectionsByWalk } from './detections-by-walk';
import { keptDetections } from './detections-of';
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
export function verdictAfter(database: Database, { catId, stepNumber }: Walk): Promise<VerdictWords> {
  return verdictOfCat(database, { id: catId, stepNumber });
}

/** What next for a cat on a step; of other cats nothing is read. Rejects with `StoreError`. */
export async function verdictOfCat(
  database: Database,
  cat: { id: string; stepNumber: number },
): Promise<VerdictWords> {
  const [walks, plan, cats] = await Promise.all([
    listWalks(database, { catId: cat.id }),
    readPlanInUse(database),
    listCats(database),
  ]);
  const ids = walks.map(({ id }) => id);
  const [detections, corrections, marks] = await Promise.all([
    keptDetections(database, walks),
    listCorrectionsIn(database, ids),
    listMarksIn(database, ids),
  ]);
  return verdictOn(
    cat,
    { walks, detections: ownersView(detections, corrections), marks },
    planOfCat(plan, cats.find(({ id }) => id === cat.id) ?? null),
  );
}
