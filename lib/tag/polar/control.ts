/**
 * The control point of Polar's measurement data service, little-endian.
 *
 * Command `[op][measurement type][settings]`, a setting being `[type][count][values]`; answer
 * `[0xF0][op][measurement type][status][more][settings]`. The sensor also says by itself which measurement it has stopped:
 * `[1][types]`. Source: polarofficial/polar-ble-sdk, …/pmd/PmdControlPointCommand.swift, PmdControlPointResponse.swift,
 * PmdSetting.swift, BlePmdClient.swift.
 */
const OP_BYTES = { settings: 1, start: 2, stop: 3 } as const;
export type PolarOp = keyof typeof OP_BYTES;

/** Measurement type of the accelerometer. */
export const ACCELEROMETER = 2;

const RESPONSE = 0xf0;
const STOPPED_BY_SENSOR = 0x01;
const RESPONSE_HEADER_BYTES = 5;

/** Name, type byte and bytes of one value of each setting. */
const SETTINGS = [
  { name: 'rateHz', type: 0, bytes: 2 },
  { name: 'resolutionBits', type: 1, bytes: 2 },
  { name: 'rangeG', type: 2, bytes: 2 },
  { name: 'rangeMilli', type: 3, bytes: 4 },
  { name: 'channels', type: 4, bytes: 1 },
  { name: 'factor', type: 5, bytes: 4 },
] as const;
export type PolarSettingName = (typeof SETTINGS)[number]['name'];

/** Values that can be had, or the one that is chosen, of each setting that was named. `factor` is a number, the rest integers. */
export type PolarSettings = Partial<Record<PolarSettingName, readonly number[]>>;

/** Settings go with `start` alone. The factor is the sensor's to tell and is never sent. */
export function encodeCommand(op: PolarOp, settings: PolarSettings = {}): Uint8Array {
  const bytes = [OP_BYTES[op], ACCELEROMETER];
  for (const { name, type, bytes: width } of SETTINGS) {
    const [value] = settings[name] ?? [];
    if (value === undefined || name === 'factor') continue;
    bytes.push(type, 1);
    for (let i = 0; i < width; i += 1) bytes.push((value >>> (8 * i)) & 0xff);
  }
  return Uint8Array.from(bytes);
}

export type PolarStatus = 'done' | 'already-in-state' | 'in-charger' | 'refused';

/** Status bytes that are told apart here. */
const STATUS_BYTES: Readonly<Record<number, PolarStatus>> = {
  0: 'done',
  6: 'already-in-state',
  13: 'in-charger',
};

export type PolarControl =
  | { kind: 'answer'; op: PolarOp; status: PolarStatus; settings: PolarSettings }
  /** The sensor has ended its accelerometer stream. */
  | { kind: 'stopped' }
  /** About another measurement, or a feature list. */
  | { kind: 'other' }
  | { kind: 'fault'; fault: 'truncated' | 'broken-settings' };

/** Read a value of the control point. Never throws. */
export function decodeControl(view: DataView): PolarControl {
  if (view.byteLength < 2) return { kind: 'fault', fault: 'truncated' };
  const [code, second] = [view.getUint8(0), view.getUint8(1)];
  if (code === STOPPED_BY_SENSOR) {
    for (let at = 1; at < view.byteLength; at += 1)
      if ((view.getUint8(at) & 0x3f) === ACCELEROMETER) return { kind: 'stopped' };
    return { kind: 'other' };
  }
  if (code !== RESPONSE) return { kind: 'other' };
  if (view.byteLength < RESPONSE_HEADER_BYTES - 1) return { kind: 'fault', fault: 'truncated' };
  const op = (Object.keys(OP_BYTES) as PolarOp[]).find((name) => OP_BYTES[name] === second);
  if (op === undefined || view.getUint8(2) !== ACCELEROMETER) return { kind: 'other' };
  const status = STATUS_BYTES[view.getUint8(3)] ?? 'refused';
  const settings = decodeSettings(view, RESPONSE_HEADER_BYTES);
  return settings === null
    ? { kind: 'fault', fault: 'broken-settings' }
    : { kind: 'answer', op, status, settings };
}

/** Null when a setting is unknown or cut short: what follows it could not be told apart. */
function decodeSettings(view: DataView, from: number): PolarSettings | null {
  const settings: PolarSettings = {};
  for (let at = from; at < view.byteLength;) {
    if (at + 2 > view.byteLength) return null;
    const type = view.getUint8(at);
    const count = view.getUint8(at + 1);
    const setting = SETTINGS.find((known) => known.type === type);
    at += 2;
    if (setting === undefined || at + count * setting.bytes > view.byteLength) return null;
    settings[setting.name] = Array.from({ length: count }, (_, i) =>
      readValue(view, at + i * setting.bytes, setting.name, setting.bytes),
    );
    at += count * setting.bytes;
  }
  return settings;
}

function readValue(view: DataView, at: number, name: PolarSettingName, bytes: 1 | 2 | 4): number {
  if (name === 'factor') return view.getFloat32(at, true);
  if (bytes === 1) return view.getUint8(at);
  return bytes === 2 ? view.getUint16(at, true) : view.getUint32(at, true);
}

/** An answer as a sensor gives it. @param status status byte */
export function encodeAnswer(op: PolarOp, status: number, settings: PolarSettings = {}): Uint8Array {
  const bytes = [RESPONSE, OP_BYTES[op], ACCELEROMETER, status, 0];
  for (const { name, type, bytes: width } of SETTINGS) {
    const values = settings[name];
    if (values === undefined) continue;
    bytes.push(type, values.length);
    for (const value of values) {
      const field = new DataView(new ArrayBuffer(4));
      if (name === 'factor') field.setFloat32(0, value, true);
      else field.setUint32(0, value, true);
      for (let i = 0; i < width; i += 1) bytes.push(field.getUint8(i));
    }
  }
  return Uint8Array.from(bytes);
}

/** What a sensor is asked for: near 50 Hz, 16 bits, ±8 g or the next that it has. */
const WANTED = { rateHz: 50, resolutionBits: 16, rangeG: 8 } as const;

/** Choose one value of each setting that the sensor offers: the nearest to what is wanted. Settings not offered are not sent. */
export function chooseSettings(offered: PolarSettings): PolarSettings {
  const chosen: PolarSettings = {};
  for (const name of ['rateHz', 'resolutionBits', 'rangeG', 'channels'] as const) {
    const values = offered[name];
    if (values === undefined || values.length === 0) continue;
    const wanted = name === 'channels' ? Infinity : WANTED[name];
    const off = (value: number): number => (wanted === Infinity ? -value : Math.abs(value - wanted));
    chosen[name] = [values.reduce((best, value) => (off(value) < off(best) ? value : best))];
  }
  return chosen;
}
