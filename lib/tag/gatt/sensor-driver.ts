import type { StreamFormat } from '../frame';
import type { PacedSamples } from '../pace-frames';
import type { TagCapabilities, TagFamily } from '../tag';
import type { GattSession } from './gatt-session';

/** What a sensor is, found out while connecting. */
export interface SensorDescription {
  capabilities: TagCapabilities;
  streams: readonly StreamFormat[];
  /** Said by the sensor's own protocol; otherwise the standard Device Information counts. */
  model?: string | null;
  firmware?: string | null;
}

/** What one notification came to. */
export interface Received {
  frames: readonly PacedSamples[];
  /** The bytes were broken. */
  isFault?: boolean;
  /** Frames that device time shows to be lost before these. */
  missingFrames?: number;
}

/** What a sensor may tell and ask of the tag around it. */
export interface SensorHost {
  /** Streams are wanted now. What comes otherwise is not the walk's. */
  readonly streaming: boolean;
  /** A notification arrived. @param bytes its length */
  take(bytes: number, received: Received): void;
  /** Frames that were held back, without a notification of their own. */
  flush(frames: readonly PacedSamples[]): void;
  battery(percent: number | null): void;
  /** The sensor says that its battery is empty and that it will switch off. */
  lowBattery(tMs: number): void;
  /** Device time starts over: frames from here on belong to another boot. */
  newBoot(): void;
  /** ms on a clock that does not jump when the wall clock is set. */
  now(): number;
}

/** A family's own part: its services, its commands, its bytes. One object for each tag; it outlives connections. */
export interface SensorDriver {
  /** Find what is needed on a device that has just been connected, and set it up. Streams are not started. */
  open(session: GattSession): Promise<SensorDescription>;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Returns the pull that was removed, N. Only where there is tension. */
  tare?(): Promise<number>;
  /** The connection has gone. Never throws. */
  close(): void;
}

export interface SensorFamily {
  family: TagFamily;
  /** Where the device has no name. */
  fallbackName: string;
  makeDriver(host: SensorHost): SensorDriver;
}
