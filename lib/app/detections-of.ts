import type { SampleBlock } from '../signal/sample-block';
import type { Database } from '../store/database';
import { putDetections, readDetections } from '../store/detections';
import type { Detections, Walk } from '../walk/walk';
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

/** What this version of the detectors finds in a walk: as it was kept, or analysed now and kept. */
export async function detectionsOf(database: Database, walk: Walk): Promise<Detections> {
  const kept = await readDetections(database, walk.id, DETECTOR_VERSION);
  if (kept) return kept;
  const detections = detectionsFrom(walk, await walkStreams(database, walk));
  // A walk that still runs has more to come: nothing to keep yet.
  if (walk.status !== 'recording') await putDetections(database, detections);
  return detections;
}
