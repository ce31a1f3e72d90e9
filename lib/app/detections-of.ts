import type { SampleBlock } from '../signal/sample-block';
import { unpack } from '../signal/unpack';
import { readChunks } from '../store/chunks';
import type { Database } from '../store/database';
import { putDetections, readDetections } from '../store/detections';
import type { Detections, Walk } from '../walk/walk';
import { walkFrames } from './chunk-frames';
import { analyse, DETECTOR_VERSION } from './pipeline';

/** All samples of a recorded walk, frame by frame in the order of time. Frames of a stream the walk does not name are left out. */
export async function walkBlocks(database: Database, walk: Walk): Promise<SampleBlock[]> {
  const formats = new Map(walk.streams.map((format) => [format.kind, format]));
  const blocks: SampleBlock[] = [];
  for (const { frame } of await walkFrames(readChunks(database, walk.id))) {
    const format = formats.get(frame.kind);
    if (format) blocks.push(unpack(frame, format, frame.tMs));
  }
  return blocks;
}

/** What this version of the detectors finds in samples of a walk. */
export function detectionsFrom(walk: Walk, blocks: Iterable<SampleBlock>): Detections {
  const { activity, events, gaps, summary } = analyse(blocks, { bodyKg: walk.bodyKg });
  return { walkId: walk.id, detectorVersion: DETECTOR_VERSION, activity, events, gaps, summary };
}

/** What this version of the detectors finds in a walk: as it was kept, or analysed now and kept. */
export async function detectionsOf(database: Database, walk: Walk): Promise<Detections> {
  const kept = await readDetections(database, walk.id, DETECTOR_VERSION);
  if (kept) return kept;
  const detections = detectionsFrom(walk, await walkBlocks(database, walk));
  // A walk that still runs has more to come: nothing to keep yet.
  if (walk.status !== 'recording') await putDetections(database, detections);
  return detections;
}
