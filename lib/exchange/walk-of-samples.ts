import type { SampleBlock } from '../signal/sample-block';
import type { StreamFormat, StreamKind } from '../tag/frame';
import type { FrameColumns, Walk, WalkChunk } from '../walk/walk';
import { ExchangeError } from './exchange-error';
import type { RecordedWalk } from './recorded-walk';
import { samplesOf, type StreamSamples } from './stream-samples';
import { LONGEST_WALK_MS } from './walk-schema';

/** Largest count that means neither "missing" nor "clipped" (tag profile v1). */
const LARGEST_COUNT = 32_766;
const MISSING_COUNT = -32_768;
/** Samples in a frame at most: some half second. Ours. */
const FRAME_SAMPLES = 50;
/** A sample may lie off its frame's even spacing by so much of it, and by this, ms: clocks of files are coarse. Ours. */
const JITTER_SHARE = 0.25;
const JITTER_MS = 1;
/** Walk time in one chunk, ms. Ours. */
const CHUNK_MS = 60_000;
const KINDS: readonly StreamKind[] = ['accel', 'tension', 'gyro'];

/** What a file of samples does not say of its walk. */
export type WalkBesideSamples = Omit<
  Walk,
  'schema' | 'status' | 'durationMs' | 'tags' | 'review' | 'deletedAtMs'
> & {
  /** Name of the file: the walk's "tag". */
  fileName: string;
};

/**
 * A walk of another program's samples. The record keeps 16-bit counts: each stream gets a unit by which its largest value
 * just fits, so a value is off by at most half of that; times within a frame are off by a quarter of a sample at most.
 * The walk begins with its first sample. @throws ExchangeError when there is nothing, or more than a day
 */
export function walkOfSamples(blocks: readonly SampleBlock[], beside: WalkBesideSamples): RecordedWalk {
  const { fileName, ...rest } = beside;
  const streams = KINDS.map((kind) => ({ kind, ...samplesOf(blocks, kind) })).filter(
    ({ tMs }) => tMs.length > 1,
  );
  if (streams.length === 0) throw new ExchangeError([], { code: 'no-samples' });
  const startMs = Math.min(...streams.map(({ tMs }) => tMs[0]!));
  const durationMs = Math.max(...streams.map(({ tMs }) => tMs.at(-1)!)) - startMs;
  if (durationMs > LONGEST_WALK_MS) throw new ExchangeError([], { code: 'over-a-day' });
  const formats = streams.map((stream) => formatOf(stream.kind, stream));
  const columns = streams.flatMap((stream, i) => columnsOf(stream, formats[i]!, startMs));
  const has = (kind: StreamKind): boolean => streams.some((stream) => stream.kind === kind);
  return {
    walk: {
      ...rest,
      schema: 1,
      status: 'ended',
      durationMs,
      tags: [
        {
          family: 'file',
          id: fileName,
          name: fileName,
          maker: null,
          model: null,
          firmware: null,
          capabilities: {
            accel: has('accel'),
            tension: has('tension'),
            gyro: has('gyro'),
            log: false,
            button: false,
          },
          bootId: 0,
          streams: formats,
        },
      ],
      review: null,
      deletedAtMs: null,
    },
    chunks: chunksOf(rest.id, columns),
    marks: [],
    corrections: [],
    detections: [],
  };
}

function formatOf(kind: StreamKind, { tMs, values }: StreamSamples): StreamFormat {
  let largest = 0;
  for (const value of values)
    if (Math.abs(value) > largest && Number.isFinite(value)) largest = Math.abs(value);
  const steps = Float64Array.from({ length: tMs.length - 1 }, (_, i) => tMs[i + 1]! - tMs[i]!).sort();
  const median = steps[steps.length >> 1]!;
  // The mean of what is no break tells the rate finer than a coarse clock's median.
  let sum = 0;
  let n = 0;
  for (const step of steps) {
    if (step > 4 * median && median > 0) break;
    sum += step;
    n++;
  }
  const periodMs = sum / n;
  if (!(periodMs > 0)) throw new ExchangeError([], { code: 'one-time' });
  return { kind, unitPerCount: largest > 0 ? largest / LARGEST_COUNT : 0.001, rateHz: 1000 / periodMs };
}

/** Frames of evenly spaced samples, by the chunk that they belong to. */
function columnsOf(
  { kind, tMs, values }: StreamSamples & { kind: StreamKind },
  { unitPerCount, rateHz }: StreamFormat,
  startMs: number,
): { chunk: number; columns: FrameColumns }[] {
  const width = kind === 'tension' ? 1 : 3;
  const periodMs = 1000 / rateHz;
  const toleranceMs = Math.max(JITTER_MS, JITTER_SHARE * periodMs);
  const byChunk = new Map<number, { tMs: number[]; n: number[]; from: number }>();
  for (let from = 0, to; from < tMs.length; from = to) {
    for (to = from + 1; to < tMs.length && to - from < FRAME_SAMPLES; to++)
      if (Math.abs(tMs[to]! - tMs[from]! - (to - from) * periodMs) > toleranceMs) break;
    const at = tMs[from]! - startMs;
    const chunk = Math.floor(at / CHUNK_MS);
    const frames = byChunk.get(chunk) ?? { tMs: [], n: [], from };
    frames.tMs.push(at);
    frames.n.push(to - from);
    byChunk.set(chunk, frames);
  }
  return [...byChunk].map(([chunk, frames]) => {
    const samples = frames.n.reduce((sum, n) => sum + n, 0);
    const own = values.subarray(frames.from * width, (frames.from + samples) * width);
    const counts = Int16Array.from(own, (value) =>
      Number.isFinite(value) ? Math.round(value / unitPerCount) : MISSING_COUNT,
    );
    const n = Uint8Array.from(frames.n);
    return {
      chunk,
      columns: { kind, seq: new Float64Array(n.length), tMs: Float64Array.from(frames.tMs), n, counts },
    };
  });
}

function chunksOf(walkId: string, columns: readonly { chunk: number; columns: FrameColumns }[]): WalkChunk[] {
  let seq = 0;
  const chunks = new Map<number, WalkChunk>();
  for (const { chunk, columns: own } of [...columns].sort((a, b) => a.chunk - b.chunk)) {
    own.seq = own.seq.map(() => seq++);
    const kept = chunks.get(chunk);
    const fromMs = own.tMs[0]!;
    const toMs = own.tMs.at(-1)!;
    if (kept) {
      kept.columns.push(own);
      kept.fromMs = Math.min(kept.fromMs, fromMs);
      kept.toMs = Math.max(kept.toMs, toMs);
    } else chunks.set(chunk, { walkId, index: chunk, tag: 0, bootId: 0, fromMs, toMs, columns: [own] });
  }
  return [...chunks.values()];
}
