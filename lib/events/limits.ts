/** What was seen of a stream, as far as it limits what can be told. */
export interface StreamQuality {
  /** Samples with a value. */
  count: number;
  /** Time between samples, holes left out, ms. */
  measuredMs: number;
  /** The part of it in which they lie too far apart for short events, ms. */
  coarseMs: number;
}

/** Motion can go beyond what its sensor measures. */
export interface MotionQuality extends StreamQuality {
  /** Samples at the greatest value of any axis, and that value, g. */
  atCeiling: number;
  ceilingG: number;
}

/**
 * What the data of a walk cannot tell, and why: figures are of what was measured, not of what a tag promises.
 * `no-…`: the stream never came. `coarse-…`: in this share of the time, 0–1, the samples lie too far apart for short events:
 * a shake, a lunge. `clipped-motion`: so many samples lie at the end of the sensor's range: how strong it was is not known.
 */
export type Limit =
  | { kind: 'no-motion' | 'no-tension' }
  | { kind: 'coarse-motion' | 'coarse-tension'; share: number }
  | { kind: 'clipped-motion'; samples: number; ceilingG: number };

/** Coarse for less than this share of the time is a hiccup of the radio. Ours. */
const COARSE_SHARE = 0.1;
/** Nothing is said before this much was measured, ms. Ours. */
const SPEAKS_FROM_MS = 5_000;
/**
 * So many samples at one and the same extreme are the end of the range. Ours: in the recordings of sea lions, cows and the dog no body
 * comes near it, in the people's at ±2 g each jogger does.
 */
const CLIPPED_FROM = 8;

/** What cannot be told, the widest first; empty while all can be, or too little was measured to say. */
export function limitsOf({ accel, tension }: { accel: MotionQuality; tension: StreamQuality }): Limit[] {
  const limits: Limit[] = [];
  if (Math.max(accel.measuredMs, tension.measuredMs) < SPEAKS_FROM_MS) return limits;
  if (accel.count === 0) limits.push({ kind: 'no-motion' });
  if (tension.count === 0) limits.push({ kind: 'no-tension' });
  const motionShare = coarseShare(accel);
  if (motionShare >= COARSE_SHARE) limits.push({ kind: 'coarse-motion', share: motionShare });
  const tensionShare = coarseShare(tension);
  if (tensionShare >= COARSE_SHARE) limits.push({ kind: 'coarse-tension', share: tensionShare });
  if (accel.atCeiling >= CLIPPED_FROM)
    limits.push({ kind: 'clipped-motion', samples: accel.atCeiling, ceilingG: accel.ceilingG });
  return limits;
}

function coarseShare({ measuredMs, coarseMs }: StreamQuality): number {
  return measuredMs < SPEAKS_FROM_MS ? 0 : coarseMs / measuredMs;
}
