import { addGaits, type Gait, walkedMs } from '../events/gait';
import { THRESHOLDS } from '../events/thresholds';
import type { Database } from '../store/database';
import { listDetectionsOf } from '../store/detections';
import { listWalks } from '../store/walks';
import type { PaceView } from './live-view';

/** A cat grows and ages: its newest walks say how it moves now. Ours. */
const NEWEST_WALKS = 50;

/**
 * How a cat moves, learned from its newest walks. Nothing is kept beside the walks: one that is deleted is forgotten.
 * Rejects with `StoreError`.
 */
export async function gaitOfCat(database: Database, catId: string): Promise<Gait> {
  const walks = (await listWalks(database, { catId })).slice(0, NEWEST_WALKS);
  const found = await Promise.all(walks.map(({ id }) => listDetectionsOf(database, id)));
  return addGaits(found.flatMap((detections) => detections.findLast(({ gait }) => gait)?.gait ?? []));
}

/** @param moreMs walking that the gait does not hold yet */
export function paceOf(gait: Gait, isFitted: boolean, moreMs = 0): PaceView {
  return { isFitted, walkedMs: walkedMs(gait) + moreMs, neededMs: THRESHOLDS.gaitLearnedMs.value };
}
