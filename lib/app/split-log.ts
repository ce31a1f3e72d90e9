import { VALUES_PER_SAMPLE, type Frame, type StreamFormat } from '../tag/frame';
import type { TimedFrame } from './frame-collector';

/** A tag that was silent for longer than this has made another walk, ms. Ours. */
export const BETWEEN_WALKS_MS = 10 * 60_000;

/** A moment of one boot on the tag's clock and on the wall's. */
export interface BootClock {
  /** Device time, ms, u32. */
  deviceMs: number;
  /** Epoch ms. */
  wallMs: number;
}

/** What a tag recorded in one go. */
export interface LoggedWalk {
  /** Wall time of its first sample, epoch ms. */
  startedAtMs: number;
  /** In the order in which they were made, at their time in the walk. */
  frames: TimedFrame[];
}

/**
 * Frames of one boot from a tag's log, in any order, as the walks that they are. Their times are the tag's own: nobody was
 * there to compare clocks. A stretch without a single sample is no walk.
 */
export function splitLog(
  frames: readonly Frame[],
  formats: readonly StreamFormat[],
  clock: BootClock,
): LoggedWalk[] {
  const walks: LoggedWalk[] = [];
  let present: { firstMs: number; endMs: number; frames: Frame[]; unwrapped: number[] } | null = null;
  const close = (): void => {
    if (present === null) return;
    const { firstMs, unwrapped } = present;
    const timed = present.frames.map((frame, i) => ({ frame, tMs: unwrapped[i]! - firstMs }));
    if (timed.some(({ frame }) => frame.kind !== 'note'))
      walks.push({ startedAtMs: Math.round(clock.wallMs + firstMs - clock.deviceMs), frames: timed });
  };
  for (const frame of [...frames].sort((a, b) => a.seq - b.seq)) {
    // Nearest to the clock's moment: right across the wrap of 32 bits.
    const deviceMs = clock.deviceMs + ((frame.tMs - clock.deviceMs) | 0);
    if (present === null || deviceMs - present.endMs > BETWEEN_WALKS_MS) {
      close();
      present = { firstMs: deviceMs, endMs: deviceMs, frames: [], unwrapped: [] };
    }
    present.frames.push(frame);
    present.unwrapped.push(deviceMs);
    present.endMs = Math.max(present.endMs, deviceMs + lengthMs(frame, formats));
  }
  close();
  return walks;
}

function lengthMs(frame: Frame, formats: readonly StreamFormat[]): number {
  if (frame.kind === 'note') return 0;
  const rateHz = formats.find(({ kind }) => kind === frame.kind)?.rateHz;
  return rateHz ? (1000 * frame.counts.length) / VALUES_PER_SAMPLE[frame.kind] / rateHz : 0;
}
