import { Progressor } from '@hangtime/grip-connect';
import { paceFrames } from '../../lib/tag/pace-frames';
import { decodeMessage, encodeWeights, PROGRESSOR_RATE_HZ } from '../../lib/tag/progressor/protocol';
import { UnwrapU32 } from '../../lib/tag/unwrap-u32';
import type { BenchRow } from './bench-row';

const SAMPLES = 180_000;
/** What fits a notification of 122 bytes, as the original sends them. */
const SAMPLES_PER_NOTIFICATION = 15;
/** Ours takes some ms, theirs a second and more. */
const ROUNDS = { ours: 21, theirs: 3 } as const;
/** At least so many times faster than the peer. */
const TIMES_FASTER = 50;

/** 37.5 min of pull at 80 Hz, as a gauge sends it. */
function notifications(): DataView[] {
  const views: DataView[] = [];
  for (let first = 0; first < SAMPLES; first += SAMPLES_PER_NOTIFICATION) {
    const at = Array.from({ length: SAMPLES_PER_NOTIFICATION }, (_, i) => first + i);
    const bytes = encodeWeights(
      at.map((n) => 2 + Math.sin(n / 40)),
      at.map((n) => n * 12_500),
    );
    views.push(new DataView(bytes.buffer));
  }
  return views;
}

/** The whole way from bytes to frames, as the driver goes it. Returns the number of samples. */
function ours(views: readonly DataView[]): number {
  const clock = new UnwrapU32();
  const pace = { kind: 'tension', rateHz: PROGRESSOR_RATE_HZ, toleranceMs: 2 } as const;
  let samples = 0;
  for (const view of views) {
    const message = decodeMessage(view);
    if (message.kind !== 'weight') throw new Error(message.kind);
    const times = clock.unwrapAll(message.micros, 0.001);
    for (const frame of paceFrames(pace, times, message.counts)) samples += frame.counts.length;
  }
  return samples;
}

/** Grip Connect's own way, up to its listener. @param withTimer as shipped: a timer for each sample */
function theirs(views: readonly DataView[], withTimer: boolean): number {
  const device = new Progressor();
  // Its types keep the packet path to itself.
  const inside = device as unknown as {
    handleNotifications(view: DataView): void;
    activityCheck(): Promise<void>;
  };
  let samples = 0;
  device.notify(() => {
    samples += 1;
  });
  // It would print each change.
  device.active(() => {});
  if (!withTimer) inside.activityCheck = () => Promise.resolve();
  for (const view of views) inside.handleNotifications(view);
  return samples;
}

function medianMs(rounds: number, work: () => number): number {
  const times = Array.from({ length: rounds }, () => {
    const from = performance.now();
    const samples = work();
    const ms = performance.now() - from;
    if (samples !== SAMPLES) throw new Error(`${samples} samples came out, not ${SAMPLES}`);
    return ms;
  }).sort((a, b) => a - b);
  return times[rounds >> 1]!;
}

/** Decoding a gauge's notifications, against Grip Connect's own packet path in the same run. */
export function benchProgressorDecode(): BenchRow[] {
  const views = notifications();
  const oursMs = medianMs(ROUNDS.ours, () => ours(views));
  const theirsMs = medianMs(ROUNDS.theirs, () => theirs(views, true));
  const withoutTimerMs = medianMs(ROUNDS.theirs, () => theirs(views, false));
  const times = (ms: number): string => `${Math.round(ms / oursMs)} × (${ms.toFixed(0)} ms)`;
  return [
    {
      what: `${SAMPLES.toLocaleString('en')} Progressor samples: bytes → clock, counts, frames`,
      value: oursMs,
      unit: 'ms',
      target: theirsMs / TIMES_FASTER,
      note: `Grip Connect ${times(theirsMs)}; without its timer for each sample ${times(withoutTimerMs)}`,
    },
  ];
}
