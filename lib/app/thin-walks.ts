import { overviewOf } from '../charts/overview-series';
import type { Database } from '../store/database';
import { replaceByOverview } from '../store/overviews';
import type { Walk } from '../walk/walk';
import { isThinned } from '../walk/walk-overview';
import { detectionsOf } from './detections-of';
import { replaySeries } from './replay-series-of';
import { walkStreams } from './walk-samples';

/** Whether a walk has samples that may be let go: it is closed, had a tag, and was not thinned out before. */
export function canThin(walk: Walk): boolean {
  return walk.status !== 'recording' && walk.tags.length > 0 && !isThinned(walk);
}

/**
 * Let a walk's samples go: what the present detectors find, its marks, words and figures stay, and so do the lowest and the
 * highest value of each second. It cannot be taken back. Rejects with `StoreError`, and then nothing has changed.
 */
export async function thinWalk(database: Database, walk: Walk, atMs: number): Promise<Walk> {
  const detections = await detectionsOf(database, walk);
  const series = replaySeries(walk, await walkStreams(database, walk), detections.summary.durationMs);
  return replaceByOverview(database, overviewOf(walk.id, series), atMs);
}
