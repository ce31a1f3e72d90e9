/** A sampled quantity. Accelerometer in g, tension in N, gyroscope in °/s. */
export type StreamKind = 'accel' | 'tension' | 'gyro';

/** Count that stands for "this sample is missing" (tag profile v1). */
export const MISSING_COUNT = -32768;
/** Absolute count at which the sensor was clipped (tag profile v1). */
export const CLIPPED_COUNT = 32767;

/** Values a sample of this stream: 3 axes or one force. */
export const VALUES_PER_SAMPLE: Readonly<Record<StreamKind, number>> = {
  accel: 3,
  tension: 1,
  gyro: 3,
};

/**
 * One frame of samples as the tag made it.
 * Every tag family delivers this shape; `StreamFormat` gives counts their unit and samples their spacing.
 */
export interface SampleFrame {
  kind: StreamKind;
  /** Sequence number, +1 per frame over all kinds: u24 on the wire, unwrapped in a `FrameArrival`. */
  seq: number;
  /** Device time of the first sample, ms since the tag booted, u32. */
  tMs: number;
  /** Interleaved counts: n × VALUES_PER_SAMPLE[kind]. */
  counts: Int16Array;
}

export type NoteCode = 'button' | 'low-battery' | 'log-overwritten' | 'sensor-fault' | 'unknown';

/** A remark by the tag itself: a button press, a fault. */
export interface NoteFrame {
  kind: 'note';
  seq: number;
  tMs: number;
  code: NoteCode;
  /** The whole note after its code byte. */
  bytes: Uint8Array;
}

export type Frame = SampleFrame | NoteFrame;

/** What turns the counts of one stream into quantities. */
export interface StreamFormat {
  kind: StreamKind;
  /** g, N or °/s per count. */
  unitPerCount: number;
  rateHz: number;
}
