import type { StreamKind } from '../tag/frame';

/**
 * One sample of motion, g. One object is filled anew for each: numbers that are handed from call to call are put on the heap,
 * fields of an object that stays are not.
 */
export interface MotionSample {
  tMs: number;
  x: number;
  y: number;
  z: number;
}

/** One sample of the lead, N; one object in the same way. */
export interface TensionSample {
  tMs: number;
  tensionN: number;
}

/** One figure at one time, filled anew in the same way. */
export interface TimedValue {
  tMs: number;
  value: number;
}

/**
 * Consecutive samples of one stream on the walk's timeline.
 * Times are ms since the walk began and rise within a block; values are g, N or °/s, NaN where the tag marked a sample missing.
 */
export interface SampleBlock {
  kind: StreamKind;
  /** n times. */
  tMs: Float64Array;
  /** n × VALUES_PER_SAMPLE[kind], interleaved. */
  values: Float32Array;
  /** Samples of this block at the sensor's limit. */
  clipped: number;
}
