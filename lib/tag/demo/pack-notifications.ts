import type { Config } from '../catpace/config';
import { encodeFrame, frameBytes, samplesThatFit } from '../catpace/frames';
import { type SampleFrame, type StreamKind, VALUES_PER_SAMPLE } from '../frame';
import type { RawSample } from './sample-cat';

/** One Data notification as a tag would send it. */
export interface TagNotification {
  /** Device time at which it is sent, ms. */
  sentMs: number;
  frames: SampleFrame[];
  bytes: Uint8Array;
}

const bytesOf = (frame: SampleFrame): number =>
  frameBytes(frame.kind, frame.counts.length / VALUES_PER_SAMPLE[frame.kind]);

/** What is left of a notification is not worth keeping open below a frame with one three-axis sample. */
const SMALLEST_USEFUL_BYTES = frameBytes('accel', 1);

/**
 * Pack samples into Data notifications as a tag does: one frame for each stream, closed when it would fill a notification
 * or when its first sample has waited for the flush time. Closed frames are numbered in order and share a notification
 * where they fit.
 * @param samples in order of time
 */
export function* packNotifications(
  samples: Iterable<RawSample>,
  config: Config,
  payloadBytes: number,
  firstSeq = 0,
): Generator<TagNotification, void, undefined> {
  const open = new Map<StreamKind, RawSample[]>();
  let closed: SampleFrame[] = [];
  let closedBytes = 0;
  let seq = firstSeq;
  let nowMs = 0;

  const send = (): TagNotification => {
    const bytes = new Uint8Array(closedBytes);
    let at = 0;
    for (const frame of closed) {
      const encoded = encodeFrame(frame);
      bytes.set(encoded, at);
      at += encoded.length;
    }
    const notification = { sentMs: nowMs, frames: closed, bytes };
    closed = [];
    closedBytes = 0;
    return notification;
  };

  /** Close the frame of a stream. What it does not fit beside goes out first. */
  function* close(
    kind: StreamKind,
    waiting: readonly RawSample[],
  ): Generator<TagNotification, void, undefined> {
    open.delete(kind);
    const counts = Int16Array.from(waiting.flatMap((sample) => sample.counts));
    const frame: SampleFrame = { kind, seq, tMs: Math.round(waiting[0]!.tMs), counts };
    seq += 1;
    if (closedBytes + bytesOf(frame) > payloadBytes) yield send();
    closed.push(frame);
    closedBytes += bytesOf(frame);
  }

  function* closeAll(): Generator<TagNotification, void, undefined> {
    const oldestFirst = [...open].sort(([, a], [, b]) => a[0]!.tMs - b[0]!.tMs);
    for (const [kind, waiting] of oldestFirst) yield* close(kind, waiting);
    if (closed.length > 0) yield send();
  }

  for (const sample of samples) {
    nowMs = sample.tMs;
    const oldest = Math.min(
      closed[0]?.tMs ?? Infinity,
      ...[...open.values()].map((waiting) => waiting[0]!.tMs),
    );
    if (nowMs - oldest >= config.flushMs) yield* closeAll();
    const waiting = open.get(sample.kind) ?? [];
    if (waiting.length === 0) open.set(sample.kind, waiting);
    waiting.push(sample);
    if (waiting.length >= samplesThatFit(sample.kind, payloadBytes)) {
      yield* close(sample.kind, waiting);
      if (payloadBytes - closedBytes < SMALLEST_USEFUL_BYTES) yield send();
    }
  }
  yield* closeAll();
}
