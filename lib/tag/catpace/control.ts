import { wrapSeq } from './frames';

/**
 * Control characteristic. Request `[op][txid][arguments]`, written with response; answer `[op | 0x80][txid][status]
 * [results]` as an indication or notification. One request at a time.
 */

export type ControlOp =
  | 'start'
  | 'stop'
  | 'tare'
  | 'calibration-point'
  | 'save-calibration'
  | 'time-sync'
  | 'report-range'
  | 'abort-report'
  | 'release'
  | 'payload-probe'
  | 'set-payload';

export type ControlStatus =
  'done' | 'unknown-op' | 'bad-length' | 'value-refused' | 'busy' | 'not-available' | 'sensor-fault';

/** Arguments of each request. */
export interface ControlArguments {
  start: object;
  stop: object;
  tare: object;
  /** True force on the load cell, mN. */
  'calibration-point': { forceMilliN: number };
  'save-calibration': object;
  /** Wall time, Unix ms. */
  'time-sync': { unixMs: number };
  /** Both ends inclusive; wrapped to u24 on the wire. */
  'report-range': { fromSeq: number; toSeq: number };
  'abort-report': object;
  /** Inclusive. */
  release: { uptoSeq: number };
  'payload-probe': object;
  'set-payload': { payloadBytes: number };
}

/** Results of each request that was done. */
export interface ControlResults {
  start: object;
  stop: object;
  /** Offset that was removed, mN. */
  tare: { offsetMilliN: number };
  'calibration-point': { rawCounts: number };
  'save-calibration': object;
  /** Device time at which the tag received the request, ms. */
  'time-sync': { deviceMs: number };
  /**
   * After the frames went out on Data, oldest first: how many did, the oldest frame that the log still holds, and the
   * last frame that was sent. u24 both.
   */
  'report-range': { sentFrames: number; firstAvailableSeq: number; lastSeq: number };
  'abort-report': object;
  release: object;
  'payload-probe': object;
  /** Payload in force. */
  'set-payload': { payloadBytes: number };
}

export type ControlRequest = { [Op in ControlOp]: { op: Op } & ControlArguments[Op] }[ControlOp];

/** Field after field of a message body. */
type Field = readonly [name: string, type: 'i32' | 'u16' | 'u24' | 'u32' | 'u64'];

interface OpShape {
  code: number;
  arguments: readonly Field[];
  results: readonly Field[];
}

const OPS: Readonly<Record<ControlOp, OpShape>> = {
  start: { code: 0x01, arguments: [], results: [] },
  stop: { code: 0x02, arguments: [], results: [] },
  tare: { code: 0x03, arguments: [], results: [['offsetMilliN', 'i32']] },
  'calibration-point': { code: 0x04, arguments: [['forceMilliN', 'i32']], results: [['rawCounts', 'i32']] },
  'save-calibration': { code: 0x05, arguments: [], results: [] },
  'time-sync': { code: 0x06, arguments: [['unixMs', 'u64']], results: [['deviceMs', 'u32']] },
  'report-range': {
    code: 0x10,
    arguments: [
      ['fromSeq', 'u24'],
      ['toSeq', 'u24'],
    ],
    results: [
      ['sentFrames', 'u32'],
      ['firstAvailableSeq', 'u24'],
      ['lastSeq', 'u24'],
    ],
  },
  'abort-report': { code: 0x11, arguments: [], results: [] },
  release: { code: 0x12, arguments: [['uptoSeq', 'u24']], results: [] },
  'payload-probe': { code: 0x20, arguments: [], results: [] },
  'set-payload': { code: 0x21, arguments: [['payloadBytes', 'u16']], results: [['payloadBytes', 'u16']] },
};

/** Index is the status byte. */
const STATUSES: readonly ControlStatus[] = [
  'done',
  'unknown-op',
  'bad-length',
  'value-refused',
  'busy',
  'not-available',
  'sensor-fault',
];

const ANSWER_BIT = 0x80;
const FIELD_BYTES = { i32: 4, u16: 2, u24: 3, u32: 4, u64: 8 } as const;
/** Lengths of the probes that the tag sends on `payload-probe`, bytes. */
export const PROBE_LENGTHS: readonly number[] = [20, 50, 128, 182, 244];

const bodyBytes = (fields: readonly Field[]): number =>
  fields.reduce((sum, [, type]) => sum + FIELD_BYTES[type], 0);

function opOf(code: number): ControlOp | null {
  return (Object.keys(OPS) as ControlOp[]).find((op) => OPS[op].code === code) ?? null;
}

function readFields(view: DataView, start: number, fields: readonly Field[]): Record<string, number> {
  const values: Record<string, number> = {};
  let at = start;
  for (const [name, type] of fields) {
    if (type === 'i32') values[name] = view.getInt32(at, true);
    else if (type === 'u16') values[name] = view.getUint16(at, true);
    else if (type === 'u24') values[name] = view.getUint16(at, true) + view.getUint8(at + 2) * 0x10000;
    else if (type === 'u32') values[name] = view.getUint32(at, true);
    else values[name] = Number(view.getBigUint64(at, true));
    at += FIELD_BYTES[type];
  }
  return values;
}

function writeFields(
  view: DataView,
  start: number,
  fields: readonly Field[],
  values: Readonly<Record<string, unknown>>,
): void {
  let at = start;
  for (const [name, type] of fields) {
    const value = values[name];
    if (typeof value !== 'number') throw new RangeError(`${name} is missing`);
    if (type === 'i32') view.setInt32(at, value, true);
    else if (type === 'u16') view.setUint16(at, value, true);
    else if (type === 'u24') {
      const wrapped = wrapSeq(value);
      view.setUint16(at, wrapped & 0xffff, true);
      view.setUint8(at + 2, wrapped >>> 16);
    } else if (type === 'u32') view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(Math.round(value)), true);
    at += FIELD_BYTES[type];
  }
}

/** Bytes of a request. `txid` is one byte and comes back in the answer. */
export function encodeRequest(request: ControlRequest, txid: number): Uint8Array<ArrayBuffer> {
  const { code, arguments: fields } = OPS[request.op];
  const bytes = new Uint8Array(2 + bodyBytes(fields));
  bytes[0] = code;
  bytes[1] = txid;
  writeFields(new DataView(bytes.buffer), 2, fields, { ...request });
  return bytes;
}

/** A request as the tag reads it: the request, or the status to refuse it with. */
export interface DecodedRequest {
  code: number;
  txid: number;
  request: ControlRequest | null;
  refusal: ControlStatus | null;
}

/** The tag's side. Null when there is not even an op and a txid to answer to. */
export function decodeRequest(view: DataView): DecodedRequest | null {
  if (view.byteLength < 2) return null;
  const code = view.getUint8(0);
  const txid = view.getUint8(1);
  const op = opOf(code);
  if (op === null) return { code, txid, request: null, refusal: 'unknown-op' };
  const fields = OPS[op].arguments;
  if (view.byteLength !== 2 + bodyBytes(fields)) return { code, txid, request: null, refusal: 'bad-length' };
  // The table says which fields an op has; the types above say the same. A round-trip test holds them together.
  const request = { op, ...readFields(view, 2, fields) } as ControlRequest;
  return { code, txid, request, refusal: null };
}

/** An answer as the host reads it. */
export interface ControlAnswer {
  /** Null: an op that this version does not know. */
  op: ControlOp | null;
  txid: number;
  /** Null: a status that this version does not know. Not done, in any case. */
  status: ControlStatus | null;
  /** Results of a request that was done; null when refused or when the body is too short. */
  results: ControlResults[ControlOp] | null;
}

/** Null when the value is no answer. */
export function decodeAnswer(view: DataView): ControlAnswer | null {
  if (view.byteLength < 3) return null;
  const head = view.getUint8(0);
  if ((head & ANSWER_BIT) === 0) return null;
  const op = opOf(head & ~ANSWER_BIT);
  const txid = view.getUint8(1);
  const status = STATUSES[view.getUint8(2)] ?? null;
  const fields = op === null ? [] : OPS[op].results;
  const whole = op !== null && status === 'done' && view.byteLength >= 3 + bodyBytes(fields);
  const results = whole ? (readFields(view, 3, fields) as unknown as ControlResults[ControlOp]) : null;
  return { op, txid, status, results };
}

/** The tag's side: the answer to a request that was done. */
export function encodeAnswer<Op extends ControlOp>(
  op: Op,
  txid: number,
  results: ControlResults[Op],
): Uint8Array {
  const { code, results: fields } = OPS[op];
  const bytes = new Uint8Array(3 + bodyBytes(fields));
  bytes[0] = code | ANSWER_BIT;
  bytes[1] = txid;
  writeFields(new DataView(bytes.buffer), 3, fields, { ...results });
  return bytes;
}

/** The tag's side: a refusal, by op code, because the op may be unknown. */
export function encodeRefusal(code: number, txid: number, status: ControlStatus): Uint8Array {
  return Uint8Array.of(code | ANSWER_BIT, txid, STATUSES.indexOf(status));
}
