import { CLIPPED_COUNT } from '../frame';
import { CLIPPED_SHARE, markClipped } from '../to-count';

/**
 * Acceleration frames of Polar's measurement data service, little-endian.
 *
 *     0  u8   measurement type (2)
 *     1  u64  ns since 2000-01-01 of the LAST sample
 *     9  u8   frame type; 0x80: delta-compressed
 *    10       samples
 *
 * Raw frames hold x, y, z in mg: type 0 as i8, type 1 as i16. Compressed frames hold one reference sample of 3 × i16, then
 * blocks of `[bits of a delta][number of samples][deltas]`: each delta is added to the sample before; deltas are packed without
 * gaps from the lowest bit of the first byte on, and a block ends with a whole byte. Type 1 is in mg (times the factor, if the
 * sensor named one), type 0 in g times the factor. Source: polarofficial/polar-ble-sdk, …/pmd/PmdDataFrame.swift,
 * model/AccData.swift, BlePmdClient.swift (`Pmd`); technical_documentation/TimeSystemExplained.md.
 */
const HEADER_BYTES = 10;
const AXES = 3;
const MEASUREMENT_MASK = 0x3f;
const ACCELEROMETER = 2;
const COMPRESSED = 0x80;

export type PolarFault =
  | 'truncated' // ends inside its header, a sample or a block
  | 'unknown-frame-type'
  | 'bad-delta' // deltas of no bits, or of more than fit
  | 'factor-unknown'; // in units that only the sensor's factor explains, and it named none

export type PolarFrame =
  /** Interleaved x, y, z in mg; `lastMs` is the sensor's time of the last sample, ms since 2000-01-01. */
  | { kind: 'accel'; lastMs: number; milliG: Float64Array }
  /** Of another measurement. */
  | { kind: 'other' }
  | { kind: 'fault'; fault: PolarFault };

/**
 * Read a notification of the data characteristic. Never throws. A frame counts whole or not at all: its time is that of its
 * last sample.
 * @param factor as the sensor named it in its answer to `start`; null when it named none
 */
export function decodeFrame(view: DataView, factor: number | null): PolarFrame {
  if (view.byteLength < HEADER_BYTES) return { kind: 'fault', fault: 'truncated' };
  if ((view.getUint8(0) & MEASUREMENT_MASK) !== ACCELEROMETER) return { kind: 'other' };
  // A double holds these ms to a tenth of a microsecond.
  const lastMs = view.getUint32(5, true) * (2 ** 32 / 1e6) + view.getUint32(1, true) / 1e6;
  const type = view.getUint8(9);
  const body = new DataView(view.buffer, view.byteOffset + HEADER_BYTES, view.byteLength - HEADER_BYTES);
  const milliG = readSamples(body, type, factor);
  return typeof milliG === 'string' ? { kind: 'fault', fault: milliG } : { kind: 'accel', lastMs, milliG };
}

function readSamples(body: DataView, type: number, factor: number | null): Float64Array | PolarFault {
  switch (type) {
    case 0:
      return readRaw(body, 1);
    case 1:
      return readRaw(body, 2);
    case COMPRESSED:
      return factor === null ? 'factor-unknown' : scaled(readCompressed(body), factor * 1000);
    case COMPRESSED | 1:
      return scaled(readCompressed(body), factor ?? 1);
    default:
      return 'unknown-frame-type';
  }
}

function readRaw(body: DataView, bytes: 1 | 2): Float64Array | PolarFault {
  if (body.byteLength === 0 || body.byteLength % (AXES * bytes) !== 0) return 'truncated';
  return Float64Array.from({ length: body.byteLength / bytes }, (_, i) =>
    bytes === 1 ? body.getInt8(i) : body.getInt16(i * 2, true),
  );
}

function readCompressed(body: DataView): Float64Array | PolarFault {
  const reference = AXES * 2;
  if (body.byteLength < reference) return 'truncated';
  const values: number[] = [];
  for (let axis = 0; axis < AXES; axis += 1) values.push(body.getInt16(axis * 2, true));
  for (let at = reference; at < body.byteLength;) {
    if (at + 2 > body.byteLength) return 'truncated';
    const bits = body.getUint8(at);
    const deltas = body.getUint8(at + 1) * AXES;
    at += 2;
    if (bits === 0 || bits > 32) return 'bad-delta';
    if (at + Math.ceil((deltas * bits) / 8) > body.byteLength) return 'truncated';
    for (let i = 0; i < deltas; i += 1)
      values.push(values[values.length - AXES]! + readSigned(body, at * 8 + i * bits, bits));
    at += Math.ceil((deltas * bits) / 8);
  }
  return Float64Array.from(values);
}

/** A signed number of so many bits, lowest first, that begins at any bit. */
function readSigned(body: DataView, fromBit: number, bits: number): number {
  let value = 0;
  for (let i = 0; i < bits;) {
    const bit = fromBit + i;
    const take = Math.min(8 - (bit & 7), bits - i);
    value += ((body.getUint8(bit >> 3) >> (bit & 7)) & ((1 << take) - 1)) * 2 ** i;
    i += take;
  }
  return value >= 2 ** (bits - 1) ? value - 2 ** bits : value;
}

function scaled(values: Float64Array | PolarFault, factor: number): Float64Array | PolarFault {
  return typeof values === 'string' || factor === 1 ? values : values.map((value) => value * factor);
}

/** A range as counts: the largest whole number of counts a mg, so that no raw mg is rounded. */
export function countsPerMilliG(rangeG: number): number {
  return Math.max(1, Math.floor(CLIPPED_COUNT / (rangeG * 1000)));
}

/** mg as counts of `0.001 / countsPerMilliG(rangeG)` g. At the end of the range they are marked as clipped. */
export function milliGToCounts(milliG: Float64Array, rangeG: number): Int16Array {
  const factor = countsPerMilliG(rangeG);
  const limit = rangeG * 1000 * CLIPPED_SHARE;
  return Int16Array.from(milliG, (value) => Math.round(markClipped(value, factor, limit)));
}

/** A raw frame of type 1 as a sensor sends it. */
export function encodeRawFrame(lastNs: bigint, milliG: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + milliG.length * 2);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, ACCELEROMETER);
  view.setBigUint64(1, lastNs, true);
  view.setUint8(9, 1);
  milliG.forEach((value, i) => view.setInt16(HEADER_BYTES + i * 2, value, true));
  return bytes;
}

/**
 * A compressed frame of type 1 as a sensor sends it: blocks of up to 255 samples, each with the fewest bits that hold its deltas.
 * @param blockSamples samples of a block
 */
export function encodeCompressedFrame(
  lastNs: bigint,
  milliG: readonly number[],
  blockSamples = 10,
): Uint8Array {
  const bytes = [...encodeRawFrame(lastNs, milliG.slice(0, AXES))];
  bytes[9] = COMPRESSED | 1;
  for (let from = AXES; from < milliG.length; from += blockSamples * AXES) {
    const block = milliG.slice(from, from + blockSamples * AXES);
    const deltas = block.map((value, i) => value - milliG[from + i - AXES]!);
    const largest = Math.max(...deltas.map((delta) => (delta < 0 ? -delta - 1 : delta)));
    const bits = 1 + Math.ceil(Math.log2(largest + 1));
    bytes.push(bits, deltas.length / AXES);
    const packed = new Uint8Array(Math.ceil((deltas.length * bits) / 8));
    deltas.forEach((delta, i) => {
      for (let b = 0; b < bits; b += 1) {
        const at = i * bits + b;
        if ((delta >> b) & 1) packed[at >> 3]! |= 1 << (at & 7);
      }
    });
    bytes.push(...packed);
  }
  return Uint8Array.from(bytes);
}
