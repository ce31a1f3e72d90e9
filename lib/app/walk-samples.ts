import type { SampleBlock } from '../signal/sample-block';
import { unpack, unpackInto } from '../signal/unpack';
import { readChunks } from '../store/chunks';
import type { Database } from '../store/database';
import { VALUES_PER_SAMPLE, type StreamKind } from '../tag/frame';
import type { FrameColumns, Walk } from '../walk/walk';
import { type StoredFrame, walkFrames } from './chunk-frames';

/** Stretches of all streams that are handed on in turn, ms. Ours: long enough to cost nothing, short enough to wait in memory. */
const PIECE_MS = 10_000;

/** The samples of one stored frame. */
export interface StoredBlock {
  tag: number;
  bootId: number;
  /** Unwrapped. */
  seq: number;
  block: SampleBlock;
}

/** The frames of one stream of all tags, column by column: objects for each frame would cost more than its samples. */
interface FrameTable {
  tMs: number[];
  seq: number[];
  tag: number[];
  /** The column that a frame's counts are in, and where they begin. */
  counts: Int16Array[];
  from: number[];
  n: number[];
}

/**
 * All samples of a recorded walk, each stream as one block in the order of time, late frames in their own place. Where two
 * tags have the same stream, the first one's counts, and after its last frame the next one's. Frames of a stream that the walk
 * does not name are left out. Rejects with `StoreError`.
 */
export async function walkStreams(database: Database, walk: Walk): Promise<SampleBlock[]> {
  const tables = new Map<StreamKind, FrameTable>();
  for await (const { tag, columns } of readChunks(database, walk.id))
    for (const each of columns) {
      let table = tables.get(each.kind);
      if (!table) tables.set(each.kind, (table = { tMs: [], seq: [], tag: [], counts: [], from: [], n: [] }));
      addFrames(table, tag, each);
    }
  return [...tables].flatMap(([kind, table]) => streamOf(walk, kind, table) ?? []);
}

/** The same frame by frame, all streams by time; each is unpacked when it is taken. */
export async function walkFrameBlocks(database: Database, walk: Walk): Promise<Iterable<StoredBlock>> {
  const frames = await walkFrames(readChunks(database, walk.id));
  const lastMs = new Map<StreamKind, number[]>();
  for (const { tag, frame } of frames) {
    const ofKind = lastMs.get(frame.kind) ?? [];
    ofKind[tag] = Math.max(ofKind[tag] ?? -Infinity, frame.tMs);
    lastMs.set(frame.kind, ofKind);
  }
  return unpacked(walk, frames, lastMs);
}

function* unpacked(
  walk: Walk,
  frames: readonly StoredFrame[],
  lastMs: ReadonlyMap<StreamKind, number[]>,
): Generator<StoredBlock> {
  for (const { tag, bootId, frame } of frames) {
    const format = walk.tags[tag]?.streams.find(({ kind }) => kind === frame.kind);
    if (!format || frame.tMs < countsFromMs(lastMs.get(frame.kind)!, tag)) continue;
    yield { tag, bootId, seq: frame.seq, block: unpack(frame, format, frame.tMs) };
  }
}

/** The same samples in short blocks, all streams in turn: as the detectors take them. */
export function* inTurn(streams: readonly SampleBlock[]): Generator<SampleBlock> {
  const at = streams.map(() => 0);
  for (let untilMs = PIECE_MS + Math.min(...streams.map(({ tMs }) => tMs[0]!)); ; untilMs += PIECE_MS) {
    let isOver = true;
    for (const [k, { kind, tMs, values, clipped }] of streams.entries()) {
      const from = at[k]!;
      let to = from;
      while (to < tMs.length && tMs[to]! < untilMs) to++;
      at[k] = to;
      if (to < tMs.length) isOver = false;
      if (to === from) continue;
      const width = VALUES_PER_SAMPLE[kind];
      yield {
        kind,
        tMs: tMs.subarray(from, to),
        values: values.subarray(from * width, to * width),
        clipped: from === 0 ? clipped : 0,
      };
    }
    if (isOver) return;
  }
}

function addFrames(table: FrameTable, tag: number, { kind, seq, tMs, n, counts }: FrameColumns): void {
  let from = 0;
  for (let i = 0; i < n.length; i++) {
    table.tMs.push(tMs[i]!);
    table.seq.push(seq[i]!);
    table.tag.push(tag);
    table.counts.push(counts);
    table.from.push(from);
    table.n.push(n[i]!);
    from += n[i]! * VALUES_PER_SAMPLE[kind];
  }
}

/** Null without a sample that counts. */
function streamOf(walk: Walk, kind: StreamKind, table: FrameTable): SampleBlock | null {
  const formats = walk.tags.map(({ streams }) => streams.find((format) => format.kind === kind));
  const lastMs: number[] = [];
  for (const [i, tag] of table.tag.entries()) lastMs[tag] = Math.max(lastMs[tag] ?? -Infinity, table.tMs[i]!);
  const fromMs = formats.map((_, tag) => countsFromMs(lastMs, tag));
  const frames = framesInOrder(table).filter(
    (i) => formats[table.tag[i]!] !== undefined && table.tMs[i]! >= fromMs[table.tag[i]!]!,
  );
  const samples = frames.reduce((sum, i) => sum + table.n[i]!, 0);
  if (samples === 0) return null;
  const width = VALUES_PER_SAMPLE[kind];
  const block = {
    kind,
    tMs: new Float64Array(samples),
    values: new Float32Array(samples * width),
    clipped: 0,
  };
  let at = 0;
  for (const i of frames) {
    const [from, n] = [table.from[i]!, table.n[i]!];
    const counts = table.counts[i]!.subarray(from, from + n * width);
    block.clipped += unpackInto(block, at, counts, formats[table.tag[i]!]!, table.tMs[i]!);
    at += n;
  }
  return block;
}

/** Places of all frames by walk time. They nearly always lie so already. */
function framesInOrder({ tMs, seq }: FrameTable): number[] {
  const order = tMs.map((_, i) => i);
  const after = (a: number, b: number): number => tMs[a]! - tMs[b]! || seq[a]! - seq[b]!;
  const isSorted = order.every((i) => i === 0 || after(i, i - 1) >= 0);
  return isSorted ? order : order.sort(after);
}

/** From when on a tag's stream counts: after the last frame of it that any tag before has sent, ms. */
function countsFromMs(lastMs: readonly number[], tag: number): number {
  return Math.max(-Infinity, ...lastMs.slice(0, tag).filter(Number.isFinite));
}
