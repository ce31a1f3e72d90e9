import { markClipped } from '../to-count';

/**
 * What the micro:bit's accelerometer service says, little-endian.
 *
 * Data: x, y, z as i16. The service calls them milli-g; the board's drivers scale the full range of ±2 g to ±2048, so that 1 g
 * is 1024 (microbit-dal source/drivers/MMA8653.cpp: 8-bit value × 8 × range; LSM303Accelerometer.cpp: 16-bit value / 32 × range).
 * Period: u16 ms. The board takes the nearest that its sensor has, which differs between boards: read back what is in force.
 */
export const SAMPLE_BYTES = 6;
const PERIOD_BYTES = 2;

/** Values of one g as they stand on the wire. */
const WIRE_PER_G = 1024;
/** Counts keep each wire value exactly, and the end of the range lies at the end of the counts: ±2 g = ±32768. */
const COUNTS_PER_WIRE = 16;
export const MICROBIT_G_PER_COUNT = 1 / (WIRE_PER_G * COUNTS_PER_WIRE);
/** Largest positive reading of the coarser sensor (127 × 8 × 2); at or beyond it the true acceleration is not known. */
const CLIPPED_WIRE = 2032;

/** Counts of one sample, x y z. Null when the value is no sample. */
export function decodeSample(view: DataView): Int16Array | null {
  if (view.byteLength !== SAMPLE_BYTES) return null;
  const counts = new Int16Array(3);
  for (let i = 0; i < 3; i += 1)
    counts[i] = markClipped(view.getInt16(i * 2, true), COUNTS_PER_WIRE, CLIPPED_WIRE);
  return counts;
}

/** A sample as the board sends it, g. */
export function encodeSample(accelG: readonly [number, number, number]): Uint8Array {
  const bytes = new Uint8Array(SAMPLE_BYTES);
  const view = new DataView(bytes.buffer);
  const limit = 2 * WIRE_PER_G;
  accelG.forEach((value, i) => {
    view.setInt16(i * 2, Math.max(-limit, Math.min(CLIPPED_WIRE, Math.round(value * WIRE_PER_G))), true);
  });
  return bytes;
}

/**
 * Shortest period that is asked for, ms. 0 crashes the board, and so does 1 ("1ms period - crashes immediately",
 * lancaster-university/microbit-dal#300); at 2 its lights begin to flicker. 10 is where both sensors have a rate: ours.
 */
export const SHORTEST_PERIOD_MS = 10;
/** 50 Hz, which both sensors have. */
export const WANTED_PERIOD_MS = 20;

/** @throws RangeError for a period that might crash the board: it never goes out. */
export function encodePeriod(periodMs: number): Uint8Array {
  if (!Number.isInteger(periodMs) || periodMs < SHORTEST_PERIOD_MS || periodMs > 0xffff)
    throw new RangeError(`A period of ${periodMs} ms is not sent to a micro:bit.`);
  return Uint8Array.of(periodMs & 0xff, periodMs >> 8);
}

/** Period in force, ms. Null when the value is none. */
export function decodePeriod(view: DataView): number | null {
  if (view.byteLength < PERIOD_BYTES) return null;
  const periodMs = view.getUint16(0, true);
  return periodMs > 0 ? periodMs : null;
}
