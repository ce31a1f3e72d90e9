import type { SampleBlock } from '../signal/sample-block';
import type { Database } from '../store/database';
import { listDetectionsIn, listDetectionsOf, putDetections, readDetections } from '../store/detections';
import type { Detections, Walk } from '../walk/walk';
import { isThinned } from '../walk/walk-overview';
import { analyse, DETECTOR_VERSION } from './pipeline';
import { inTurn, walkStreams } from './walk-samples';

/** What this version of the detectors finds in samples of a walk, each stream as one block. */
export function detectionsFrom(walk: Walk, streams: readonly SampleBlock[]): Detections {
  const options = { bodyKg: walk.bodyKg, gait: walk.gait ?? null, sensitivity: walk.sensitivity ?? {} };
  const { activity, events, gaps, summary, gait, limits } = analyse(inTurn(streams), options);
  return {
    walkId: walk.id,
    detectorVersion: DETECTOR_VERSION,
    activity,
    events,
    gaps,
    summary,
    gait,
    limits,
  };
}

/** What the newest version found that ever looked at a walk; null: none did. */
async function newestDetections(database: Database, walkId: string): Promise<Detections | null> {
  const byVersion = (a: Detections, b: Detections): number =>
    a.detectorVersion.localeCompare(b.detectorVersion, 'en', { numeric: true });
  return (await listDetectionsOf(database, walkId)).sort(byVersion).at(-1) ?? null;
}

/**
 * What is kept of walks, by walk: of this version of the detectors, and of those whose samples were thinned out, which no later
 * version can look at, what the newest one found that had them. Analyses nothing.
 */
export async function keptDetections(
  database: Database,
  walks: readonly Walk[],
): Promise<Map<string, Detections>> {
  const ids = walks.map(({ id }) => id);
  const kept = await listDetectionsIn(database, DETECTOR_VERSION, ids);
  for (const { id } of walks.filter((walk) => isThinned(walk) && !kept.has(walk.id))) {
    const newest = await newestDetections(database, id);
    if (newest) kept.set(id, newest);
  }
  return kept;
}

/**
 * What this version of the detectors finds in a walk: as it was kept, or analysed now and kept. Of a walk whose samples were
 * thinned out, what the newest version found that had them.
 * @param readStreams its samples, for who has read them already; asked only where nothing was kept
 */
export async function detectionsOf(
  database: Database,
  walk: Walk,
  readStreams: () => Promise<readonly SampleBlock[]> = () => walkStreams(database, walk),
): Promise<Detections> {
  const kept = await readDetections(database, walk.id, DETECTOR_VERSION);
  if (kept) return kept;
  if (isThinned(walk)) return (await newestDetections(database, walk.id)) ?? detectionsFrom(walk, []);
  const detections = detectionsFrom(walk, await readStreams());
  // A walk that still runs has more to come: nothing to keep yet.
  if (walk.status !== 'recording') await putDetections(database, detections);
  return detections;
}
