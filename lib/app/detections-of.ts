import type { SampleBlock } from '../signal/sample-block';
import { unpack } from '../signal/unpack';
import { readChunks } from '../store/chunks';
import type { Database } from '../store/database';
import { putDetections, readDetections } from '../store/detections';
import type { StreamFormat, StreamKind } from '../tag/frame';
import type { Detections, Walk } from '../walk/walk';
import { walkFrames } from './chunk-frames';
import { analyse, DETECTOR_VERSION } from './pipeline';

/** The samples of one stored frame. */
export interface StoredBlock {
  tag: number;
  bootId: number;
  /** Unwrapped. */
  seq: number;
  block: SampleBlock;
}

/**
 * All samples of a recorded walk, frame by frame in the order of time. Where two tags have the same stream, the first
 * one's counts; frames of a stream that the walk does not name are left out.
 */
export async function walkFrameBlocks(database: Database, walk: Walk): Promise<StoredBlock[]> {
  const formats = new Map<StreamKind, { tag: number; format: StreamFormat }>();
  for (const [tag, { streams }] of walk.tags.entries())
    for (const format of streams) if (!formats.has(format.kind)) formats.set(format.kind, { tag, format });
  const blocks: StoredBlock[] = [];
  for (const { tag, bootId, frame } of await walkFrames(readChunks(database, walk.id))) {
    const known = formats.get(frame.kind);
    if (known?.tag === tag)
      blocks.push({ tag, bootId, seq: frame.seq, block: unpack(frame, known.format, frame.tMs) });
  }
  return blocks;
}

/** All samples of a recorded walk in the order of time. */
export async function walkBlocks(database: Database, walk: Walk): Promise<SampleBlock[]> {
  return (await walkFrameBlocks(database, walk)).map(({ block }) => block);
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
