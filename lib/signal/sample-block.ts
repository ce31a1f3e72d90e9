import type { StreamKind } from '../tag/frame';

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
