import { STANDARD_GRAVITY_MS2 } from '../../units';
import { toCount } from '../to-count';

/**
 * What Progressors say and understand, little-endian.
 *
 * A command is one byte. Data is `[tag u8][length u8][value]`; an answer (tag 0) carries no opcode, so that only one command
 * may be under way at a time. A measurement is `n × { f32 mass in kg, u32 time in µs }`, n = length / 8; the time runs from
 * the start of the measurement (Tindeq) or from the gauge's boot (Crimpdeq) and wraps at 71.6 min.
 * Sources: https://tindeq.com/progressor_api; blims/Tindeq-Progressor-API progressor_client.py; crimpdeq/crimpdeq-firmware
 * src/progressor.rs (which pads each notification to 14 bytes: what lies behind `length` counts for nothing).
 */

/**
 * The commands that are sent. Calibration (0x69, 0x6A, and 0x71–0x75 of Crimpdeq, of which 0x74 forgets the calibration) cannot
 * be spoken here, and sleep (0x6E) is the owner's.
 */
const COMMAND_BYTES = {
  tare: 0x64,
  start: 0x65,
  stop: 0x66,
  version: 0x6b,
  battery: 0x6f,
} as const;

export type ProgressorCommand = keyof typeof COMMAND_BYTES;

export function encodeCommand(command: ProgressorCommand): Uint8Array {
  return Uint8Array.of(COMMAND_BYTES[command]);
}

/** Null when the bytes are no command that is sent here. */
export function decodeCommand(bytes: Uint8Array): ProgressorCommand | null {
  const names = Object.keys(COMMAND_BYTES) as ProgressorCommand[];
  return bytes.length === 1 ? (names.find((name) => COMMAND_BYTES[name] === bytes[0]) ?? null) : null;
}

/**
 * 0.06 N, 6.1 g: finer than the 10 g that the gauges resolve, and ±1,966 N holds the 200 kg of the largest.
 */
export const PROGRESSOR_N_PER_COUNT = 0.06;
/** Samples a second of the original ("Sample rate is 80Hz", crimpdeq src/progressor.rs). Clones may be slower. */
export const PROGRESSOR_RATE_HZ = 80;

const TAG_ANSWER = 0;
const TAG_WEIGHT = 1;
const TAG_RFD_PEAK = 2;
const TAG_RFD_PEAK_SERIES = 3;
const TAG_LOW_POWER = 4;
const HEADER_BYTES = 2;
const SAMPLE_BYTES = 8;

export type ProgressorFault =
  | 'truncated' // shorter than its header, or than the header says
  | 'odd-length' // a measurement that is no whole number of samples
  | 'unknown-tag';

export type ProgressorMessage =
  /** Pull in counts of `PROGRESSOR_N_PER_COUNT`, and the time of each, µs, wrapped. Same length. */
  | { kind: 'weight'; counts: Int16Array; micros: Uint32Array }
  /** To the last command. The bytes are a copy. */
  | { kind: 'answer'; bytes: Uint8Array }
  /** The battery is empty: the gauge will switch itself off. */
  | { kind: 'low-power' }
  /** A peak measurement, which is never asked for here. */
  | { kind: 'other' }
  | { kind: 'fault'; fault: ProgressorFault };

/** Read a notification. Never throws; a measurement is taken whole or not at all. */
export function decodeMessage(view: DataView): ProgressorMessage {
  const { byteLength } = view;
  if (byteLength < HEADER_BYTES) return { kind: 'fault', fault: 'truncated' };
  const length = view.getUint8(1);
  if (byteLength < HEADER_BYTES + length) return { kind: 'fault', fault: 'truncated' };
  switch (view.getUint8(0)) {
    case TAG_WEIGHT:
      return length % SAMPLE_BYTES === 0
        ? readWeights(view, length / SAMPLE_BYTES)
        : { kind: 'fault', fault: 'odd-length' };
    case TAG_ANSWER: {
      const value = new Uint8Array(view.buffer, view.byteOffset + HEADER_BYTES, length);
      return { kind: 'answer', bytes: value.slice() };
    }
    case TAG_LOW_POWER:
      return { kind: 'low-power' };
    case TAG_RFD_PEAK:
    case TAG_RFD_PEAK_SERIES:
      return { kind: 'other' };
    default:
      return { kind: 'fault', fault: 'unknown-tag' };
  }
}

function readWeights(view: DataView, n: number): ProgressorMessage {
  const counts = new Int16Array(n);
  const micros = new Uint32Array(n);
  for (let i = 0, at = HEADER_BYTES; i < n; i += 1, at += SAMPLE_BYTES) {
    counts[i] = toCount(view.getFloat32(at, true) * STANDARD_GRAVITY_MS2, PROGRESSOR_N_PER_COUNT);
    micros[i] = view.getUint32(at + 4, true);
  }
  return { kind: 'weight', counts, micros };
}

/** A measurement as a gauge sends it. */
export function encodeWeights(massesKg: readonly number[], micros: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + massesKg.length * SAMPLE_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, TAG_WEIGHT);
  view.setUint8(1, massesKg.length * SAMPLE_BYTES);
  massesKg.forEach((massKg, i) => {
    view.setFloat32(HEADER_BYTES + i * SAMPLE_BYTES, massKg, true);
    view.setUint32(HEADER_BYTES + i * SAMPLE_BYTES + 4, micros[i]!, true);
  });
  return bytes;
}

/** An answer as a gauge sends it. */
export function encodeAnswer(value: Uint8Array): Uint8Array {
  return Uint8Array.from([TAG_ANSWER, value.length, ...value]);
}

export const LOW_POWER_MESSAGE: Uint8Array = Uint8Array.of(TAG_LOW_POWER, 0);

/** Voltage of a lithium cell, empty and full, V. Linear in between, as Mito's own firmware has it (mito.ino). */
const LITHIUM_CELL_MV = { empty: 3_300, full: 4_200 } as const;

/**
 * The answer to `battery` (u32 mV) as percent of a lithium cell. Null when the answer is none, or when the voltage is below a
 * lithium cell's: then the gauge runs on other cells, whose state it does not tell.
 */
export function decodeBatteryPercent(answer: Uint8Array): number | null {
  if (answer.length < 4) return null;
  const milliV = new DataView(answer.buffer, answer.byteOffset).getUint32(0, true);
  const { empty, full } = LITHIUM_CELL_MV;
  // No single cell reaches 6 V: that is no voltage.
  if (milliV < empty || milliV > 6_000) return null;
  return Math.min(100, Math.round(((milliV - empty) / (full - empty)) * 100));
}

/** The answer to `version`: text. */
export function decodeVersion(answer: Uint8Array): string | null {
  const text = new TextDecoder().decode(answer).replaceAll('\0', '').trim();
  return text === '' ? null : text;
}
