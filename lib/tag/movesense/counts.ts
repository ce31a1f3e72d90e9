import { STANDARD_GRAVITY_MS2 } from '../../units';
import type { StreamFormat } from '../frame';
import { CLIPPED_SHARE, toCount } from '../to-count';
import { MOVESENSE_RATE_HZ } from './protocol';

/** Counts of a 16-bit sensor at the end of its range: the wire's f32 hold no more than that. */
const FULL_SCALE_COUNTS = 32768;
/** Where the sensor does not say its range: the largest there is. A smaller one then loses a bit or more of its finest step. */
const UNKNOWN_RANGE_G = 16;

/** @param rangeG as the sensor says it; null when it does not */
export function accelFormat(rangeG: number | null): StreamFormat {
  const unitPerCount = (rangeG ?? UNKNOWN_RANGE_G) / FULL_SCALE_COUNTS;
  return { kind: 'accel', unitPerCount, rateHz: MOVESENSE_RATE_HZ };
}

/**
 * 70 m°/s: the step of ST's LSM6DS3 at its range of 2,000 °/s, the default (data sheet, table 3, G_So). The counts end at
 * 2,294 °/s, where the sensor's own do.
 */
export const GYRO_FORMAT: StreamFormat = { kind: 'gyro', unitPerCount: 0.07, rateHz: MOVESENSE_RATE_HZ };

/** m/s² as counts of g, °/s as counts of °/s. */
export function toCounts(values: Float32Array, { kind, unitPerCount }: StreamFormat): Int16Array {
  const perUnit = kind === 'accel' ? STANDARD_GRAVITY_MS2 : 1;
  const clippedAt = kind === 'accel' ? CLIPPED_SHARE * unitPerCount * FULL_SCALE_COUNTS : Infinity;
  return Int16Array.from(values, (value) => toCount(value / perUnit, unitPerCount, clippedAt));
}
