import type { SampleBlock } from '../signal/sample-block';
import type { Database } from '../store/database';
import { listDetectionsOf, putDetections, readDetections } from '../store/detections';
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

/**
 * What this version of the detectors finds in a walk: as it was kept, or analysed now and kept. Of a walk whose samples were
 * thinned out, what the newest version found that had them.
 */
export async function detectionsOf(database: Database, walk: Walk): Promise<Detections> {
  const kept = await readDetections(database, walk.id, DETECTOR_VERSION);
  if (kept) return kept;
  if (isThinned(walk)) {
    const byVersion = (a: Detections, b: Detections): number =>
      a.detectorVersion.localeCompare(b.detectorVersion, 'en', { numeric: true });
    const newest = (await listDetectionsOf(database, walk.id)).sort(byVersion).at(-1);
    return newest ?? detectionsFrom(walk, []);
  }
  const detections = detectionsFrom(walk, await walkStreams(database, walk));
  // A walk that still runs has more to come: nothing to keep yet.
  if (walk.status !== 'recording') await putDetections(database, detections);
  return detections;
}
