import { markClipped } from '../to-count';

/**
 * What the Thingy:52's motion service says, little-endian.
 *
 * Raw: 9 × i16, of three fixed-point formats: accelerometer in 1/1024 g, gyroscope in 1/32 °/s, compass in 1/16 µT. Source:
 * NordicSemiconductor/Nordic-Thingy52-FW source/modules/m_motion.c (16Q16 shifted right by 6, 11 and 12 bits, held at ±31 g and
 * ±1,023 °/s before). The range of the accelerometer itself is set by a closed library and not told; a reading that stands flat
 * at 2 g may be the end of it and is not marked.
 * Config: u16 pedometer ms · u16 temperature ms · u16 compass ms · u16 motion Hz (1–200) · u8 wake on motion (ble_tms.h). It is
 * written to the Thingy's flash, so only what differs is written.
 */
export const RAW_BYTES = 18;
export const CONFIG_BYTES = 9;

export const THINGY_G_PER_COUNT = 1 / 1024;
export const THINGY_DPS_PER_COUNT = 1 / 32;
/** Where the firmware holds the values: 31 g and 1,023 °/s. */
const CLIPPED_ACCEL = 31 * 1024;
const CLIPPED_GYRO = 1023 * 32;

export interface ThingyRaw {
  /** Counts, x y z. */
  accel: Int16Array;
  gyro: Int16Array;
}

/** Null when the value is no raw sample. The compass is left out. */
export function decodeRaw(view: DataView): ThingyRaw | null {
  if (view.byteLength !== RAW_BYTES) return null;
  const accel = new Int16Array(3);
  const gyro = new Int16Array(3);
  for (let i = 0; i < 3; i += 1) {
    accel[i] = markClipped(view.getInt16(i * 2, true), 1, CLIPPED_ACCEL);
    gyro[i] = markClipped(view.getInt16(6 + i * 2, true), 1, CLIPPED_GYRO);
  }
  return { accel, gyro };
}

/** A raw sample as the Thingy sends it: g and °/s. */
export function encodeRaw(accelG: readonly number[], gyroDps: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(RAW_BYTES);
  const view = new DataView(bytes.buffer);
  const hold = (value: number, scale: number, limit: number): number =>
    Math.max(-limit - scale, Math.min(limit, Math.round(value * scale)));
  for (let i = 0; i < 3; i += 1) {
    view.setInt16(i * 2, hold(accelG[i]!, 1024, CLIPPED_ACCEL), true);
    view.setInt16(6 + i * 2, hold(gyroDps[i]!, 32, CLIPPED_GYRO), true);
  }
  return bytes;
}

export interface ThingyConfig {
  pedometerMs: number;
  temperatureMs: number;
  compassMs: number;
  motionHz: number;
  wakeOnMotion: boolean;
}

/** 50 samples a second are asked for. */
export const WANTED_MOTION_HZ = 50;

/** Null when the value is no Config. */
export function decodeConfig(view: DataView): ThingyConfig | null {
  if (view.byteLength < CONFIG_BYTES) return null;
  const motionHz = view.getUint16(6, true);
  if (motionHz === 0) return null;
  return {
    pedometerMs: view.getUint16(0, true),
    temperatureMs: view.getUint16(2, true),
    compassMs: view.getUint16(4, true),
    motionHz,
    wakeOnMotion: view.getUint8(8) !== 0,
  };
}

export function encodeConfig(config: ThingyConfig): Uint8Array {
  const bytes = new Uint8Array(CONFIG_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, config.pedometerMs, true);
  view.setUint16(2, config.temperatureMs, true);
  view.setUint16(4, config.compassMs, true);
  view.setUint16(6, config.motionHz, true);
  view.setUint8(8, config.wakeOnMotion ? 1 : 0);
  return bytes;
}
