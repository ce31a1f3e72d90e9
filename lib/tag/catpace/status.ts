import type { TagCapabilities, TagFault } from '../tag';
import { PROFILE_VERSION } from './profile';

/**
 * Status characteristic, 20 bytes: u8 version · u8 capabilities · u16 bootId · u32 firstSeq · u32 nextSeq · u32 nowMs ·
 * u16 payload · u8 battery percent · u8 fault bits.
 */
export const STATUS_BYTES = 20;

const BATTERY_UNKNOWN = 255;

/** Bit of each capability. Bits 0–2 are the stream mask of Config as well. */
export const CAPABILITY_BITS: Readonly<Record<keyof TagCapabilities, number>> = {
  accel: 1 << 0,
  tension: 1 << 1,
  gyro: 1 << 2,
  log: 1 << 3,
  button: 1 << 4,
};

const FAULT_BITS: Readonly<Record<TagFault, number>> = {
  accelerometer: 1 << 0,
  'load-cell': 1 << 1,
  log: 1 << 2,
  'transmit-queue': 1 << 3,
};

/** What a tag says of its present state. */
export interface Status {
  version: number;
  capabilities: TagCapabilities;
  /** Differs after each boot. */
  bootId: number;
  /** Oldest frame still in the log. Compare sequence numbers modulo 2^24. */
  firstSeq: number;
  /** Number that the next frame will get. */
  nextSeq: number;
  /** Device time now, ms since boot. */
  nowMs: number;
  /** Bytes that a notification may hold now. */
  payloadBytes: number;
  /** Null: the tag does not know. */
  batteryPercent: number | null;
  faults: readonly TagFault[];
}

export interface DecodedStatus {
  status: Status | null;
  fault: 'truncated' | 'version-unknown' | null;
}

/** The keys whose bit is set. Bits that this version does not know are left alone. */
function keysOf<Key extends string>(bits: Readonly<Record<Key, number>>, mask: number): Key[] {
  return (Object.keys(bits) as Key[]).filter((key) => (mask & bits[key]) !== 0);
}

function maskOf<Key extends string>(bits: Readonly<Record<Key, number>>, keys: readonly Key[]): number {
  return keys.reduce((mask, key) => mask | bits[key], 0);
}

export function decodeStatus(view: DataView): DecodedStatus {
  if (view.byteLength < 1) return { status: null, fault: 'truncated' };
  const version = view.getUint8(0);
  if (version !== PROFILE_VERSION) return { status: null, fault: 'version-unknown' };
  if (view.byteLength < STATUS_BYTES) return { status: null, fault: 'truncated' };
  const has = new Set(keysOf(CAPABILITY_BITS, view.getUint8(1)));
  const battery = view.getUint8(18);
  const status: Status = {
    version,
    capabilities: {
      accel: has.has('accel'),
      tension: has.has('tension'),
      gyro: has.has('gyro'),
      log: has.has('log'),
      button: has.has('button'),
    },
    bootId: view.getUint16(2, true),
    firstSeq: view.getUint32(4, true),
    nextSeq: view.getUint32(8, true),
    nowMs: view.getUint32(12, true),
    payloadBytes: view.getUint16(16, true),
    batteryPercent: battery === BATTERY_UNKNOWN ? null : battery,
    faults: keysOf(FAULT_BITS, view.getUint8(19)),
  };
  return { status, fault: null };
}

export function encodeStatus(status: Status): Uint8Array {
  const bytes = new Uint8Array(STATUS_BYTES);
  const view = new DataView(bytes.buffer);
  const capabilities = (Object.keys(CAPABILITY_BITS) as (keyof TagCapabilities)[]).filter(
    (key) => status.capabilities[key],
  );
  view.setUint8(0, status.version);
  view.setUint8(1, maskOf(CAPABILITY_BITS, capabilities));
  view.setUint16(2, status.bootId, true);
  view.setUint32(4, status.firstSeq, true);
  view.setUint32(8, status.nextSeq, true);
  view.setUint32(12, status.nowMs, true);
  view.setUint16(16, status.payloadBytes, true);
  view.setUint8(18, status.batteryPercent ?? BATTERY_UNKNOWN);
  view.setUint8(19, maskOf(FAULT_BITS, status.faults));
  return bytes;
}
