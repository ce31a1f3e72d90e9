import { Pipeline } from '../../lib/app/pipeline';
import type { SampleBlock } from '../../lib/signal/sample-block';
import { Timeline } from '../../lib/signal/timeline';
import { unpack } from '../../lib/signal/unpack';
import type { SampleFrame, StreamFormat } from '../../lib/tag/frame';
import { seeded } from '../support/synthetic-trace';

const ACCEL: StreamFormat = { kind: 'accel', unitPerCount: 8 / 32768, rateHz: 50 };
const TENSION: StreamFormat = { kind: 'tension', unitPerCount: 0.02, rateHz: 80 };
const FLUSH_MS = 200;

/** An hour of frames as a tag sends them every 200 ms: 10 motion samples, 16 of tension; calm, walking, runs, pulls. */
export function hourOfFrames(minutes = 60): SampleFrame[] {
  const random = seeded(7);
  const frames: SampleFrame[] = [];
  let seq = 0;
  for (let tMs = 0; tMs < minutes * 60_000; tMs += FLUSH_MS) {
    const phase = Math.floor(tMs / 10_000) % 6;
    const swingG = phase === 3 ? 0 : phase === 5 ? 1.5 : 0.4;
    const accel = new Int16Array(30);
    for (let i = 0; i < 10; i++) {
      const swing = swingG * Math.sin(((tMs + i * 20) / 1_000) * 2 * Math.PI * 2.2) + 0.02 * random();
      accel[3 * i] = 4096 * 0.3 * swing;
      accel[3 * i + 1] = 4096 * 0.4 * swing;
      accel[3 * i + 2] = 4096 * (1 + swing);
    }
    const tension = new Int16Array(16);
    for (let i = 0; i < 16; i++) tension[i] = (phase === 4 ? 500 : 20) + 30 * random();
    frames.push({ kind: 'accel', seq: seq++, tMs, counts: accel });
    frames.push({ kind: 'tension', seq: seq++, tMs, counts: tension });
  }
  return frames;
}

/** Frames → walk time → samples → features → events, as the walk window does it. Returns the number of events. */
export function runPipeline(frames: readonly SampleFrame[]): number {
  const timeline = new Timeline();
  const pipeline = new Pipeline({ bodyKg: 4.5 });
  for (const frame of frames) {
    const startMs = timeline.place(1, frame.tMs, frame.tMs + 1e12);
    const block: SampleBlock = unpack(frame, frame.kind === 'accel' ? ACCEL : TENSION, startMs);
    pipeline.push(block);
  }
  return pipeline.finish().events.length;
}

/** The least that any pipeline does: touch each count once. */
export function plainLoop(frames: readonly SampleFrame[]): number {
  let sum = 0;
  for (const { counts } of frames) for (let i = 0; i < counts.length; i++) sum += counts[i]! * counts[i]!;
  return sum;
}

export interface PipelineBenchRow {
  what: string;
  medianMs: number;
  /** Times the plain loop of the same run. */
  ratio: number;
}

/** Rows for the bench table. Each figure is the median of `rounds`, after one round to warm up. */
export function benchPipeline(rounds = 9): PipelineBenchRow[] {
  const frames = hourOfFrames();
  const loop = medianMs(() => plainLoop(frames), rounds);
  const way = medianMs(() => runPipeline(frames), rounds);
  return [
    { what: 'a plain loop over all counts (limit)', medianMs: loop, ratio: 1 },
    {
      what: 'unpack + clock + features + detectors, 60 min of 50 Hz motion and 80 Hz tension',
      medianMs: way,
      ratio: way / loop,
    },
  ];
}

function medianMs(work: () => number, rounds: number): number {
  work();
  const times = Array.from({ length: rounds }, () => {
    const from = performance.now();
    if (Number.isNaN(work())) throw new Error('no result');
    return performance.now() - from;
  }).sort((a, b) => a - b);
  return times[times.length >> 1]!;
}
