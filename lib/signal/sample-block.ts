import type { StreamKind } from '../tag/frame';

/**
 * One sample of motion, g. One object is filled anew for each: numbers that are handed from call to call are put on the heap,
 * fields of an object that stays are not. A class and no literal: literals with like names share the kinds of their fields, and
 * one anywhere whose `tMs` is an array puts the numbers of all of them on the heap.
 */
export class MotionSample {
  tMs = NaN;
  x = NaN;
  y = NaN;
  z = NaN;
}

/** One sample of the lead, N; one object in the same way. */
export class TensionSample {
  tMs = NaN;
  tensionN = NaN;
}

/** One figure at one time, filled anew in the same way. */
export class TimedValue {
  tMs = NaN;
  value = NaN;
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
