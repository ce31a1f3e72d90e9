import { CLIPPED_COUNT, MISSING_COUNT } from './frame';

/** A quantity as a count: rounded, clipped at ±32767. What is no finite number is a missing sample. */
export function toCount(value: number, unitPerCount: number): number {
  if (!Number.isFinite(value)) return MISSING_COUNT;
  const count = Math.round(value / unitPerCount);
  return Math.max(-CLIPPED_COUNT, Math.min(CLIPPED_COUNT, count));
}

/** A sensor's raw value as a count: what lies at or beyond ±`limit` is marked as clipped. */
export function markClipped(raw: number, factor: number, limit: number): number {
  if (raw >= limit) return CLIPPED_COUNT;
  if (raw <= -limit) return -CLIPPED_COUNT;
  return raw * factor;
}
