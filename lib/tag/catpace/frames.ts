import {
  type Frame,
  type NoteCode,
  type NoteFrame,
  type SampleFrame,
  type StreamKind,
  VALUES_PER_SAMPLE,
} from '../frame';

/**
 * Frames on the wire, Catpace tag profile version 1, little-endian:
 *
 *     0  u8   bits 7–5 kind, bits 4–0 n
 *     1  u24  seq
 *     4  u32  t, ms since the tag booted, of the first sample
 *     8       n samples (or n bytes of a note)
 *
 * A Data notification holds one or more whole frames, or one probe.
 */
export const FRAME_HEADER_BYTES = 8;
/** n has five bits. */
export const MAX_SAMPLES_PER_FRAME = 31;
/** Sequence numbers wrap here. */
export const SEQ_MODULUS = 2 ** 24;
/** Longest attribute value (Bluetooth Core Specification, Vol 3, Part F, 3.2.9): no notification is longer. */
export const MAX_NOTIFICATION_BYTES = 512;

const BYTES_PER_COUNT = 2;
const KIND_NOTE = 4;
const KIND_PROBE = 7;
const KIND_NUMBER: Readonly<Record<StreamKind, number>> = { accel: 1, tension: 2, gyro: 3 };
const STREAM_KINDS: readonly (StreamKind | undefined)[] = [undefined, 'accel', 'tension', 'gyro'];
/** Index is the code byte. Code 0 is not assigned: it stands for every code that this version does not know. */
const NOTE_CODES: readonly NoteCode[] = [
  'unknown',
  'button',
  'low-battery',
  'log-overwritten',
  'sensor-fault',
];

/** Why the bytes from `offset` on count for nothing. */
export interface DecodeFault {
  reason:
    | 'empty' // a notification without a byte
    | 'truncated' // the notification ends inside a frame
    | 'unknown-kind' // kinds 0, 5, 6, or a probe behind a frame
    | 'oversized'; // a frame reaches past the longest notification there is
  offset: number;
}

export interface DecodedNotification {
  /** The whole frames before the fault, in wire order. They own their memory. */
  frames: Frame[];
  fault: DecodeFault | null;
  /** Length of a payload probe; null when the notification is none. */
  probeBytes: number | null;
}

/** A sequence number as it stands on the wire, u24. */
export function wrapSeq(seq: number): number {
  return ((seq % SEQ_MODULUS) + SEQ_MODULUS) % SEQ_MODULUS;
}

/** Bytes that a frame of n samples takes. */
export function frameBytes(kind: StreamKind, samples: number): number {
  return FRAME_HEADER_BYTES + samples * VALUES_PER_SAMPLE[kind] * BYTES_PER_COUNT;
}

/** Most samples of a kind that one frame can hold in a notification of so many bytes. */
export function samplesThatFit(kind: StreamKind, payloadBytes: number): number {
  const room = Math.floor((payloadBytes - FRAME_HEADER_BYTES) / (VALUES_PER_SAMPLE[kind] * BYTES_PER_COUNT));
  return Math.max(0, Math.min(MAX_SAMPLES_PER_FRAME, room));
}

function readSamples(view: DataView, offset: number, kind: StreamKind, n: number): SampleFrame {
  const counts = new Int16Array(n * VALUES_PER_SAMPLE[kind]);
  let at = offset + FRAME_HEADER_BYTES;
  for (let i = 0; i < counts.length; i += 1, at += BYTES_PER_COUNT) counts[i] = view.getInt16(at, true);
  return { kind, seq: view.getUint32(offset, true) >>> 8, tMs: view.getUint32(offset + 4, true), counts };
}

function readNote(view: DataView, offset: number, n: number): NoteFrame {
  const body = new Uint8Array(view.buffer, view.byteOffset + offset + FRAME_HEADER_BYTES, n);
  return {
    kind: 'note',
    seq: view.getUint32(offset, true) >>> 8,
    tMs: view.getUint32(offset + 4, true),
    code: NOTE_CODES[body[0] ?? 0] ?? 'unknown',
    bytes: body.slice(1),
  };
}

/**
 * Read a Data notification. Never throws: bad bytes are expected data. Whole frames before a fault count, nothing
 * after it does. The view may start anywhere in its buffer.
 */
export function decodeNotification(view: DataView): DecodedNotification {
  const frames: Frame[] = [];
  const length = view.byteLength;
  if (length === 0) return broken(frames, 'empty', 0);

  let offset = 0;
  while (offset < length) {
    const head = view.getUint8(offset);
    const kindNumber = head >>> 5;
    const n = head & MAX_SAMPLES_PER_FRAME;
    if (kindNumber === KIND_PROBE && offset === 0) return { frames, fault: null, probeBytes: length };
    const kind = STREAM_KINDS[kindNumber];
    if (kind === undefined && kindNumber !== KIND_NOTE) return broken(frames, 'unknown-kind', offset);
    const end = offset + (kind === undefined ? FRAME_HEADER_BYTES + n : frameBytes(kind, n));
    if (end > length) return broken(frames, 'truncated', offset);
    if (end > MAX_NOTIFICATION_BYTES) return broken(frames, 'oversized', offset);
    frames.push(kind === undefined ? readNote(view, offset, n) : readSamples(view, offset, kind, n));
    offset = end;
  }
  return { frames, fault: null, probeBytes: null };
}

function broken(frames: Frame[], reason: DecodeFault['reason'], offset: number): DecodedNotification {
  return { frames, fault: { reason, offset }, probeBytes: null };
}

function writeHeader(bytes: Uint8Array, kindNumber: number, n: number, frame: Frame): DataView {
  if (n > MAX_SAMPLES_PER_FRAME) throw new RangeError(`A frame holds at most 31 samples, not ${n}`);
  const view = new DataView(bytes.buffer);
  // The kind stands in the lowest byte, so seq goes into the upper three of one little-endian u32.
  view.setUint32(0, wrapSeq(frame.seq) * 256 + kindNumber * 32 + n, true);
  view.setUint32(4, frame.tMs, true);
  return view;
}

/**
 * Bytes of one frame, as logged, notified and re-sent. A seq past 2^24 is wrapped.
 * @throws RangeError when the frame holds more than 31 samples or part of one.
 */
export function encodeFrame(frame: Frame): Uint8Array {
  if (frame.kind === 'note') {
    const n = 1 + frame.bytes.length;
    const bytes = new Uint8Array(FRAME_HEADER_BYTES + n);
    writeHeader(bytes, KIND_NOTE, n, frame).setUint8(FRAME_HEADER_BYTES, NOTE_CODES.indexOf(frame.code));
    bytes.set(frame.bytes, FRAME_HEADER_BYTES + 1);
    return bytes;
  }
  const n = frame.counts.length / VALUES_PER_SAMPLE[frame.kind];
  if (!Number.isInteger(n)) throw new RangeError(`${frame.counts.length} counts are no whole samples`);
  const bytes = new Uint8Array(frameBytes(frame.kind, n));
  const view = writeHeader(bytes, KIND_NUMBER[frame.kind], n, frame);
  frame.counts.forEach((count, i) => view.setInt16(FRAME_HEADER_BYTES + i * BYTES_PER_COUNT, count, true));
  return bytes;
}

/** A payload probe: one notification of this length that carries nothing and takes no sequence number. */
export function encodeProbe(lengthBytes: number): Uint8Array {
  const bytes = new Uint8Array(lengthBytes);
  bytes[0] = KIND_PROBE << 5;
  return bytes;
}
