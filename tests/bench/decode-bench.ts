import { Pipeline } from '../../lib/app/pipeline';
import { Timeline } from '../../lib/signal/timeline';
import { unpack } from '../../lib/signal/unpack';
import { DEFAULT_CONFIG, streamsOf } from '../../lib/tag/catpace/config';
import { decodeNotification, encodeFrame } from '../../lib/tag/catpace/frames';
import { hourOfFrames } from './hour-of-frames';
import type { BenchRow } from './bench-row';

const TARGET_MS = 100;
const ROUNDS = 9;

/** An hour of notifications as the radio brings them: two frames each, every 200 ms. */
function hourOfNotifications(): Uint8Array[] {
  const frames = hourOfFrames().map((frame) => encodeFrame(frame));
  const notifications: Uint8Array[] = [];
  for (let i = 0; i < frames.length; i += 2)
    notifications.push(Uint8Array.from([...frames[i]!, ...frames[i + 1]!]));
  return notifications;
}

/** The whole way of the radio's bytes in the walk window: decode, clock, unpack, features, detectors. */
function wholeWay(notifications: readonly Uint8Array[]): number {
  const formats = new Map(streamsOf(DEFAULT_CONFIG).map((format) => [format.kind, format]));
  const timeline = new Timeline();
  const pipeline = new Pipeline({ bodyKg: 4.5 });
  for (const bytes of notifications) {
    const { frames } = decodeNotification(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    for (const frame of frames) {
      if (frame.kind === 'note') continue;
      const startMs = timeline.place(1, frame.tMs, frame.tMs + 1e12);
      pipeline.push(unpack(frame, formats.get(frame.kind)!, startMs));
    }
  }
  return pipeline.finish().events.length;
}

/** The least that anybody must do: read each 16-bit value of each notification once, and square it. */
function plainLoop(notifications: readonly Uint8Array[]): number {
  let sum = 0;
  for (const bytes of notifications) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 0; at + 1 < bytes.length; at += 2) sum += view.getInt16(at, true) ** 2;
  }
  return sum;
}

export function benchDecode(): BenchRow[] {
  const notifications = hourOfNotifications();
  const limitMs = medianMs(() => plainLoop(notifications));
  const wayMs = medianMs(() => wholeWay(notifications));
  return [
    {
      what: 'bytes → decode, clock, features, detectors: 60 min of 50 Hz motion, 80 Hz tension',
      value: wayMs,
      unit: 'ms',
      target: TARGET_MS,
      note: `${(wayMs / limitMs).toFixed(1)} × a plain loop over the same bytes (${limitMs.toFixed(1)} ms)`,
    },
  ];
}

function medianMs(work: () => number): number {
  work();
  const times = Array.from({ length: ROUNDS }, () => {
    const from = performance.now();
    if (Number.isNaN(work())) throw new Error('A benchmark came to nothing');
    return performance.now() - from;
  }).sort((a, b) => a - b);
  return times[times.length >> 1]!;
}
