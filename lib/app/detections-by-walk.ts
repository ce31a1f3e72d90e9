import type { Detections } from '../walk/walk';

/** Detections by walk id: never changed in place, so that a page sees each change as a new map. */
export type DetectionsByWalk = ReadonlyMap<string, Detections>;

export const NO_DETECTIONS: DetectionsByWalk = new Map();

/** The same with one walk's detections set. */
export function withDetections(all: DetectionsByWalk, detections: Detections): DetectionsByWalk {
  return new Map(all).set(detections.walkId, detections);
}
