import type { Correction } from '../walk/correction';
import { ownersDetections } from '../walk/owners-detections';
import type { Detections } from '../walk/walk';

/** Detections by walk id: never changed in place, so that a page sees each change as a new map. */
export type DetectionsByWalk = ReadonlyMap<string, Detections>;

export const NO_DETECTIONS: DetectionsByWalk = new Map();

/** The owner's words on events by walk id, those taken back too. */
export type CorrectionsByWalk = ReadonlyMap<string, readonly Correction[]>;

export const NO_CORRECTIONS: CorrectionsByWalk = new Map();

/** The same with one walk's detections set. */
export function withDetections(all: DetectionsByWalk, detections: Detections): DetectionsByWalk {
  return new Map(all).set(detections.walkId, detections);
}

/** The same as the owner sees it: with the words on each walk's events on top. */
export function ownersView(all: DetectionsByWalk, corrections: CorrectionsByWalk): DetectionsByWalk {
  return new Map(
    [...all].map(([walkId, detections]) => [
      walkId,
      ownersDetections(detections, corrections.get(walkId) ?? []),
    ]),
  );
}
