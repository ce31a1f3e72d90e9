import { VALUES_PER_SAMPLE, type SampleFrame } from '../tag/frame';
import type { WalkChunk } from '../walk/walk';

/** A frame read back from the database. */
export interface StoredFrame {
  /** Place of the tag in the walk's `tags`. */
  tag: number;
  bootId: number;
  /** `seq` unwrapped; `tMs` on the walk's timeline: the tag's own clock is not kept. */
  frame: SampleFrame;
}

/** The frames of one chunk by walk time. Counts are views into the chunk, not copies. */
export function chunkFrames(chunk: WalkChunk): StoredFrame[] {
  const frames: StoredFrame[] = [];
  for (const { kind, seq, tMs, n, counts } of chunk.columns) {
    let at = 0;
    for (let i = 0; i < n.length; i++) {
      const end = at + n[i]! * VALUES_PER_SAMPLE[kind];
      frames.push({
        tag: chunk.tag,
        bootId: chunk.bootId,
        frame: { kind, seq: seq[i]!, tMs: tMs[i]!, counts: counts.subarray(at, end) },
      });
      at = end;
    }
  }
  return frames.sort(byWalkTime);
}

/**
 * All frames of a walk by walk time, late ones in their own place. An hour of 50 Hz motion and 80 Hz tension is about
 * 2 MB here.
 */
export async function walkFrames(
  chunks: AsyncIterable<WalkChunk> | Iterable<WalkChunk>,
): Promise<StoredFrame[]> {
  const frames: StoredFrame[] = [];
  for await (const chunk of chunks) frames.push(...chunkFrames(chunk));
  return frames.sort(byWalkTime);
}

function byWalkTime(a: StoredFrame, b: StoredFrame): number {
  return a.frame.tMs - b.frame.tMs || a.frame.seq - b.frame.seq;
}
