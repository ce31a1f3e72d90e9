/**
 * What Movesense sensors say and understand in GSP version 1, little-endian.
 *
 * Command `[code][reference][arguments]`; the reference is ours and comes back with each answer. Response `[code][reference]…`:
 * 1 answers a command with a u16 status as in HTTP and maybe data, 2 brings data, 3 the rest of data that did not fit into one
 * notification. The answer to hello has no status: version u8, then zero-terminated strings.
 * Data of an accelerometer or gyroscope: u32 ms of the first sample since the sensor's boot, then n × 3 f32 (m/s² or °/s), n
 * given by the length alone.
 * Sources: https://movesense.com/docs/esw/gatt_sensordata_protocol; sensein/movesense-py src/movensense/protocol.py;
 * sokolmarek/movesense-commander docs/gsp-protocol.md (which names what it has checked on a sensor).
 */
const COMMAND_BYTES = { hello: 0, subscribe: 1, unsubscribe: 2, get: 4 } as const;
export type MovesenseCommand = keyof typeof COMMAND_BYTES;

const RESPONSE_ANSWER = 1;
const RESPONSE_DATA = 2;
const RESPONSE_DATA_PART_2 = 3;
const HEADER_BYTES = 2;
const TIME_BYTES = 4;
const VECTOR_BYTES = 12;

/** Status of an answer: 2xx is done. */
export const isDone = (status: number): boolean => status >= 200 && status < 300;

/** Sampling rates of accelerometer and gyroscope, Hz (GET /Meas/Acc/Info). 52 is the last of the frugal ones. */
export const MOVESENSE_RATE_HZ = 52;
export const accelPath = (rateHz: number): string => `/Meas/Acc/${rateHz}`;
export const gyroPath = (rateHz: number): string => `/Meas/Gyro/${rateHz}`;
/** GET: u8 range in g. */
export const ACCEL_CONFIG_PATH = '/Meas/Acc/Config';

/**
 * Whether a path ends in a zero byte differs between public drivers. Ours tells with and without apart for the sender; who
 * reads one takes both.
 */
export function encodeCommand(
  command: MovesenseCommand,
  reference: number,
  path = '',
  { terminated = false } = {},
): Uint8Array {
  const text = new TextEncoder().encode(path);
  return Uint8Array.from([COMMAND_BYTES[command], reference, ...text, ...(terminated ? [0] : [])]);
}

export interface ReadCommand {
  command: MovesenseCommand;
  reference: number;
  /** Without its terminator. */
  path: string;
}

/** Null when the bytes are no command that is known here. */
export function decodeCommand(bytes: Uint8Array): ReadCommand | null {
  const names = Object.keys(COMMAND_BYTES) as MovesenseCommand[];
  const command = names.find((name) => COMMAND_BYTES[name] === bytes[0]);
  if (command === undefined || bytes.length < HEADER_BYTES) return null;
  const path = new TextDecoder().decode(bytes.subarray(HEADER_BYTES)).replace(/\0+$/, '');
  return { command, reference: bytes[1]!, path };
}

export type MovesenseMessage =
  /** `body` begins behind the reference: status first, except after hello. A copy. */
  | { kind: 'answer'; reference: number; body: Uint8Array }
  /** A piece of data; a copy. */
  | { kind: 'data'; reference: number; part: 1 | 2; body: Uint8Array }
  | { kind: 'fault'; fault: 'truncated' | 'unknown-code' };

/** Read a notification. Never throws. */
export function decodeMessage(view: DataView): MovesenseMessage {
  if (view.byteLength < HEADER_BYTES) return { kind: 'fault', fault: 'truncated' };
  const reference = view.getUint8(1);
  const body = new Uint8Array(
    view.buffer,
    view.byteOffset + HEADER_BYTES,
    view.byteLength - HEADER_BYTES,
  ).slice();
  switch (view.getUint8(0)) {
    case RESPONSE_ANSWER:
      return { kind: 'answer', reference, body };
    case RESPONSE_DATA:
      return { kind: 'data', reference, part: 1, body };
    case RESPONSE_DATA_PART_2:
      return { kind: 'data', reference, part: 2, body };
    default:
      return { kind: 'fault', fault: 'unknown-code' };
  }
}

/** Status of an answer to anything but hello, and what follows it. Null when it is too short. */
export function decodeStatus(body: Uint8Array): { status: number; rest: Uint8Array } | null {
  if (body.length < 2) return null;
  return { status: body[0]! + body[1]! * 256, rest: body.subarray(2) };
}

export interface Hello {
  version: number;
  product: string | null;
  appName: string | null;
  appVersion: string | null;
}

/** The answer to hello: version, then serial number, product, DFU address, app name, app version. Null when it is empty. */
export function decodeHello(body: Uint8Array): Hello | null {
  const [version] = body;
  if (version === undefined) return null;
  const texts = new TextDecoder().decode(body.subarray(1)).split('\0');
  const textAt = (index: number): string | null => texts[index]?.trim() || null;
  return { version, product: textAt(1), appName: textAt(3), appVersion: textAt(4) };
}

export interface Vectors {
  /** Device time of the first sample, ms since boot, u32. */
  tMs: number;
  /** Interleaved x, y, z in the sensor's unit. */
  values: Float32Array;
}

/** A whole body of data: time and at least one vector. Null when its length fits none: then more is to come, or it is broken. */
export function decodeVectors(body: Uint8Array): Vectors | null {
  const length = body.length - TIME_BYTES;
  if (length <= 0 || length % VECTOR_BYTES !== 0) return null;
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const values = new Float32Array(length / 4);
  for (let i = 0; i < values.length; i += 1) values[i] = view.getFloat32(TIME_BYTES + i * 4, true);
  return { tMs: view.getUint32(0, true), values };
}

/** Data as a sensor sends it; `part` 2 continues what part 1 began. */
export function encodeData(reference: number, body: Uint8Array, part: 1 | 2 = 1): Uint8Array {
  return Uint8Array.from([part === 1 ? RESPONSE_DATA : RESPONSE_DATA_PART_2, reference, ...body]);
}

export function encodeAnswer(reference: number, status: number, rest: readonly number[] = []): Uint8Array {
  return Uint8Array.from([RESPONSE_ANSWER, reference, status & 0xff, status >> 8, ...rest]);
}

export function encodeHelloAnswer(reference: number, version: number, texts: readonly string[]): Uint8Array {
  const text = new TextEncoder().encode(texts.map((part) => `${part}\0`).join(''));
  return Uint8Array.from([RESPONSE_ANSWER, reference, version, ...text]);
}

export function encodeVectors(tMs: number, values: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(TIME_BYTES + values.length * 4);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, tMs, true);
  for (let i = 0; i < values.length; i += 1) view.setFloat32(TIME_BYTES + i * 4, values[i]!, true);
  return bytes;
}
