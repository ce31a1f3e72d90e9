import type { Correction } from '../walk/correction';
import type { Detections, Mark, Walk, WalkChunk } from '../walk/walk';

/** Everything that is kept of one walk. */
export interface RecordedWalk {
  walk: Walk;
  /** By rising index. */
  chunks: WalkChunk[];
  /** Deleted ones too: a tombstone keeps a mark from coming back. */
  marks: Mark[];
  /** The owner's words on events, with those taken back. */
  corrections: Correction[];
  /** What each version of the detectors has found. */
  detections: Detections[];
}
