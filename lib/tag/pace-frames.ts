import { type StreamKind, VALUES_PER_SAMPLE } from './frame';

/** Consecutive samples of one stream that keep its pace. */
export interface PacedSamples {
  kind: StreamKind;
  /** Device time of the first sample: whole ms, u32. */
  tMs: number;
  counts: Int16Array;
}

/** How a stream is cut into frames. */
export interface FramePace {
  kind: StreamKind;
  rateHz: number;
  /** A sample this far from where the rate puts it begins a frame of its own. */
  toleranceMs: number;
}

/** Longest frame: some tenths of a second, so that late and lost stretches stay small. Ours. */
export const MAX_FRAME_SAMPLES = 31;

/**
 * Cut samples with their own times into frames, whose samples lie 1000 / rate apart: a frame ends where the next sample is off
 * that pace. So no sample's time is ever off by more than the tolerance (and half a ms of rounding), whatever the rate.
 *
 * @param times device time of each sample, ms, unwrapped
 * @param counts interleaved; belongs to the frames afterwards
 */
export function paceFrames(
  { kind, rateHz, toleranceMs }: FramePace,
  times: ArrayLike<number>,
  counts: Int16Array,
): PacedSamples[] {
  const frames: PacedSamples[] = [];
  const periodMs = 1000 / rateHz;
  const width = VALUES_PER_SAMPLE[kind];
  const n = Math.min(times.length, Math.floor(counts.length / width));
  let from = 0;
  for (let i = 1; i <= n; i++) {
    if (i < n && i - from < MAX_FRAME_SAMPLES) {
      const offMs = times[i]! - times[from]! - (i - from) * periodMs;
      if (offMs <= toleranceMs && offMs >= -toleranceMs) continue;
    }
    const isWhole = from === 0 && i * width === counts.length;
    frames.push({
      kind,
      tMs: toDeviceMs(times[from]!),
      counts: isWhole ? counts : counts.slice(from * width, i * width),
    });
    from = i;
  }
  return frames;
}

/** Whole ms as a frame has them: u32. */
export function toDeviceMs(tMs: number): number {
  const turn = 2 ** 32;
  return ((Math.round(tMs) % turn) + turn) % turn;
}
