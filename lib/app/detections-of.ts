import type { SampleBlock } from '../signal/sample-block';
import { unpack } from '../signal/unpack';
import { readChunks } from '../store/chunks';
import type { Database } from '../store/database';
import { putDetections, readDetections } from '../store/detections';
import type { StreamKind } from '../tag/frame';
import type { Detections, Walk } from '../walk/walk';
import { walkFrames, type StoredFrame } from './chunk-frames';
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
 * All samples of a recorded walk, frame by frame in the order of time. Where two tags have the same stream, the first one's
 * counts, and after its last frame the next one's. Frames of a stream that the walk does not name are left out.
 */
export async function walkFrameBlocks(database: Database, walk: Walk): Promise<StoredBlock[]> {
  const frames = await walkFrames(readChunks(database, walk.id));
  const counts = countingFrom(frames);
  return frames.flatMap(({ tag, bootId, frame }) => {
    const format = walk.tags[tag]?.streams.find(({ kind }) => kind === frame.kind);
    if (!format || frame.tMs < counts(tag, frame.kind)) return [];
    return { tag, bootId, seq: frame.seq, block: unpack(frame, format, frame.tMs) };
  });
}

/** From when on a tag's stream counts: after the last frame of it that any tag before has sent, ms. */
function countingFrom(frames: readonly StoredFrame[]): (tag: number, kind: StreamKind) => number {
  const lastMs = new Map<StreamKind, number[]>();
  for (const { tag, frame } of frames) {
    const ofKind = lastMs.get(frame.kind) ?? [];
    ofKind[tag] = Math.max(ofKind[tag] ?? -Infinity, frame.tMs);
    lastMs.set(frame.kind, ofKind);
  }
  return (tag, kind) =>
    Math.max(-Infinity, ...(lastMs.get(kind) ?? []).slice(0, tag).filter(Number.isFinite));
}

/** All samples of a recorded walk in the order of time. */
export async function walkBlocks(database: Database, walk: Walk): Promise<SampleBlock[]> {
  return (await walkFrameBlocks(database, walk)).map(({ block }) => block);
}

/** What this version of the detectors finds in samples of a walk. */
export function detectionsFrom(walk: Walk, blocks: Iterable<SampleBlock>): Detections {
  const options = { bodyKg: walk.bodyKg, gait: walk.gait ?? null, sensitivity: walk.sensitivity ?? {} };
  const { activity, events, gaps, summary, gait, limits } = analyse(blocks, options);
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
  const detections = detectionsFrom(walk, await walkBlocks(database, walk));
  // A walk that still runs has more to come: nothing to keep yet.
  if (walk.status !== 'recording') await putDetections(database, detections);
  return detections;
}
