import type { StreamFormat, StreamKind } from '../frame';
import { CAPABILITY_BITS } from './status';

/**
 * Config characteristic, 12 bytes: u8 stream mask · u8 accG · u16 accHz · u16 tensionHz · u16 gyroDps · u16 gyroHz ·
 * u8 flush in 10 ms · u8 reserved 0. What is read back is in force.
 */
export const CONFIG_BYTES = 12;

/** The profile fixes the load cell's step: ±655 N in 16 bits. */
export const TENSION_N_PER_COUNT = 0.02;

/** Counts of a sensor at the end of its range. */
const FULL_SCALE_COUNTS = 32768;
const FLUSH_UNIT_MS = 10;
const STREAMS: readonly StreamKind[] = ['accel', 'tension', 'gyro'];

export interface Config {
  /** Which streams run. */
  streams: Readonly<Record<StreamKind, boolean>>;
  /** Range ±, g: 2, 4, 8 or 16. */
  accelRangeG: number;
  accelHz: number;
  tensionHz: number;
  /** Range ±, °/s. */
  gyroRangeDps: number;
  gyroHz: number;
  /** Longest time that a sample waits on the tag before it is sent, ms; steps of 10. */
  flushMs: number;
}

/** What the profile names as defaults; gyroscope off. */
export const DEFAULT_CONFIG: Config = {
  streams: { accel: true, tension: true, gyro: false },
  accelRangeG: 8,
  accelHz: 50,
  tensionHz: 80,
  gyroRangeDps: 2000,
  gyroHz: 50,
  flushMs: 200,
};

/** Null when the value is too short to be a Config. */
export function decodeConfig(view: DataView): Config | null {
  if (view.byteLength < CONFIG_BYTES) return null;
  const mask = view.getUint8(0);
  return {
    streams: {
      accel: (mask & CAPABILITY_BITS.accel) !== 0,
      tension: (mask & CAPABILITY_BITS.tension) !== 0,
      gyro: (mask & CAPABILITY_BITS.gyro) !== 0,
    },
    accelRangeG: view.getUint8(1),
    accelHz: view.getUint16(2, true),
    tensionHz: view.getUint16(4, true),
    gyroRangeDps: view.getUint16(6, true),
    gyroHz: view.getUint16(8, true),
    flushMs: view.getUint8(10) * FLUSH_UNIT_MS,
  };
}

export function encodeConfig(config: Config): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(CONFIG_BYTES);
  const view = new DataView(bytes.buffer);
  const mask = STREAMS.reduce((sum, kind) => sum | (config.streams[kind] ? CAPABILITY_BITS[kind] : 0), 0);
  view.setUint8(0, mask);
  view.setUint8(1, config.accelRangeG);
  view.setUint16(2, config.accelHz, true);
  view.setUint16(4, config.tensionHz, true);
  view.setUint16(6, config.gyroRangeDps, true);
  view.setUint16(8, config.gyroHz, true);
  view.setUint8(10, Math.round(config.flushMs / FLUSH_UNIT_MS));
  return bytes;
}

/** The streams that run: what a count means and how far samples lie apart. A stream at 0 Hz is none. */
export function streamsOf(config: Config): StreamFormat[] {
  const formats: Record<StreamKind, StreamFormat> = {
    accel: { kind: 'accel', unitPerCount: config.accelRangeG / FULL_SCALE_COUNTS, rateHz: config.accelHz },
    tension: { kind: 'tension', unitPerCount: TENSION_N_PER_COUNT, rateHz: config.tensionHz },
    gyro: { kind: 'gyro', unitPerCount: config.gyroRangeDps / FULL_SCALE_COUNTS, rateHz: config.gyroHz },
  };
  return STREAMS.filter((kind) => config.streams[kind] && formats[kind].rateHz > 0).map(
    (kind) => formats[kind],
  );
}
