import type { Database } from '../store/database';
import { listAllCorrections } from '../store/corrections';
import { listDetections } from '../store/detections';
import { listWalks } from '../store/walks';
import { judge } from '../training/judge';
import { unitsAtStep } from '../training/units-at-step';
import type { Verdict } from '../training/verdict';
import type { Walk } from '../walk/walk';
import { ownersView, type DetectionsByWalk } from './detections-by-walk';
import { DETECTOR_VERSION } from './pipeline';

/** What next for a cat on a step, from all its walks. */
export function verdictOn(
  cat: { id: string; stepNumber: number },
  walks: readonly Walk[],
  detections: DetectionsByWalk,
): Verdict {
  const own = walks
    .filter(({ catId }) => catId === cat.id)
    .map((walk) => ({ walk, detections: detections.get(walk.id) ?? null }));
  const { units, unjudged, drops } = unitsAtStep(cat.stepNumber, own);
  return judge(cat.stepNumber, units, { unjudged, drops });
}

/** What next after a walk, on the step that it was walked on. Rejects with `StoreError`. */
export async function verdictAfter(database: Database, walk: Walk): Promise<Verdict> {
  const [walks, detections, corrections] = await Promise.all([
    listWalks(database, { catId: walk.catId }),
    listDetections(database, DETECTOR_VERSION),
    listAllCorrections(database),
  ]);
  return verdictOn(
    { id: walk.catId, stepNumber: walk.stepNumber },
    walks,
    ownersView(detections, corrections),
  );
}
