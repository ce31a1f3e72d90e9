import type { StreamKind } from '../../../lib/tag/frame';

/** What a tag's sensors would feel. Time is ms since the tag's streams were first started. */
export interface SampleSource {
  /** Length, ms; after it the cat sits still. */
  durationMs: number;
  /** g, N or °/s: one value an axis. NaN: the sensor has nothing. */
  sampleAt(kind: StreamKind, tMs: number): readonly number[];
}

/** A recording of one stream: values interleaved, spaced evenly from 0 ms on. */
export interface RecordedStream {
  rateHz: number;
  values: ArrayLike<number>;
}

const AT_REST: Readonly<Record<StreamKind, readonly number[]>> = {
  accel: [0, 0, 1],
  tension: [0],
  gyro: [0, 0, 0],
};

/** A source that plays recorded streams, the nearest earlier sample at each moment. */
export function recordedSource(streams: Partial<Record<StreamKind, RecordedStream>>): SampleSource {
  const lengthMs = (kind: StreamKind): number => {
    const stream = streams[kind];
    return stream ? (stream.values.length / AT_REST[kind].length / stream.rateHz) * 1000 : 0;
  };
  return {
    durationMs: Math.max(lengthMs('accel'), lengthMs('tension'), lengthMs('gyro')),
    sampleAt(kind, tMs) {
      const stream = streams[kind];
      const axes = AT_REST[kind].length;
      if (!stream) return AT_REST[kind];
      // A sample's own time must find that sample, not the one before it.
      const first = Math.floor((tMs * stream.rateHz) / 1000 + 1e-6) * axes;
      if (first + axes > stream.values.length) return AT_REST[kind];
      return Array.from({ length: axes }, (_, axis) => stream.values[first + axis]!);
    },
  };
}

/** Distinct values at every sample of every axis: whatever is lost, doubled or swapped shows. */
export function rampSource(durationMs: number): SampleSource {
  const step = (tMs: number, modulus: number): number => (Math.floor(tMs) % modulus) / modulus;
  return {
    durationMs,
    sampleAt(kind, tMs) {
      if (tMs >= durationMs) return AT_REST[kind];
      if (kind === 'tension') return [20 * step(tMs, 1009)];
      return [step(tMs, 997), step(tMs, 991) - 0.5, 1 - step(tMs, 983)];
    },
  };
}
