import { CLIPPED_COUNT, MISSING_COUNT } from './frame';

/**
 * A quantity as a count: rounded, clipped at ±32767. What is no finite number is a missing sample.
 * @param clippedAt a value at or beyond ± this was at the sensor's limit
 */
export function toCount(value: number, unitPerCount: number, clippedAt = Infinity): number {
  if (value >= clippedAt) return value < Infinity ? CLIPPED_COUNT : MISSING_COUNT;
  if (value <= -clippedAt) return value > -Infinity ? -CLIPPED_COUNT : MISSING_COUNT;
  const count = Math.round(value / unitPerCount);
  if (count > CLIPPED_COUNT) return CLIPPED_COUNT;
  if (count < -CLIPPED_COUNT) return -CLIPPED_COUNT;
  return count === count ? count : MISSING_COUNT;
}

/**
 * Share of a 16-bit sensor's range from which on a reading counts as clipped: ±8 g end at 32767 × 0.244 mg = 7.995 g, and
 * conversions on the way take or give a little. Ours.
 */
export const CLIPPED_SHARE = 0.998;

/** A sensor's raw value as a count: what lies at or beyond ±`limit` is marked as clipped. */
export function markClipped(raw: number, factor: number, limit: number): number {
  if (raw >= limit) return CLIPPED_COUNT;
  if (raw <= -limit) return -CLIPPED_COUNT;
  return raw * factor;
}
