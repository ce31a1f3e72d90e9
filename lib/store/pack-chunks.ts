import type { StreamKind } from '../tag/frame';
import type { FrameColumns, WalkChunk } from '../walk/walk';
import { decodeCounts, encodeCounts } from './count-coder';
import { decodeNumbers, encodeNumbers } from './number-planes';

/** First byte of a pack: how the rest is laid out. */
const FORMAT = 1;
/** A kind's code is its place here: never change it. */
const KINDS: readonly StreamKind[] = ['accel', 'tension', 'gyro'];
const LENGTH_BYTES = 4;

/**
 * Chunks of one walk as few bytes, before they are compressed: what is alike lies side by side (all times of a stream, all
 * counts of a stream), so that a minute is foretold from the minute before. Back with `unpackChunks`, to the bit.
 *
 * The layout: the format, then parts, each with its length (u32, little-endian) before it. Six parts of numbers a chunk:
 * index, tag, bootId, fromMs, toMs, number of columns. The kinds of all columns, a byte each. Four parts of numbers a
 * column: lengths of seq, tMs, n and counts. Then for each kind in the order of `KINDS`: seq, tMs, n, counts of all its
 * columns, one after the other.
 *
 * @throws RangeError for a kind of stream that has no code
 */
export function packChunks(chunks: readonly WalkChunk[]): Uint8Array<ArrayBuffer> {
  const columns = chunks.flatMap((chunk) => chunk.columns);
  const parts = [
    numbersOf(chunks, ({ index }) => index),
    numbersOf(chunks, ({ tag }) => tag),
    numbersOf(chunks, ({ bootId }) => bootId),
    numbersOf(chunks, ({ fromMs }) => fromMs),
    numbersOf(chunks, ({ toMs }) => toMs),
    numbersOf(chunks, (chunk) => chunk.columns.length),
    Uint8Array.from(columns, ({ kind }) => codeOf(kind)),
    numbersOf(columns, ({ seq }) => seq.length),
    numbersOf(columns, ({ tMs }) => tMs.length),
    numbersOf(columns, ({ n }) => n.length),
    numbersOf(columns, ({ counts }) => counts.length),
  ];
  for (const kind of KINDS) {
    const own = columns.filter((each) => each.kind === kind);
    parts.push(
      encodeNumbers(
        joined(
          Float64Array,
          own.map(({ seq }) => seq),
        ),
      ),
      encodeNumbers(
        joined(
          Float64Array,
          own.map(({ tMs }) => tMs),
        ),
      ),
      joined(
        Uint8Array,
        own.map(({ n }) => n),
      ),
      encodeCounts(
        joined(
          Int16Array,
          own.map(({ counts }) => counts),
        ),
        axesOf(kind),
      ),
    );
  }
  return framed(parts);
}

/**
 * What `packChunks` was given. The arrays are views into a few large ones: `slice()` them before they are kept elsewhere.
 * @throws RangeError for bytes that it did not make
 */
export function unpackChunks(walkId: string, bytes: Uint8Array): WalkChunk[] {
  const next = partsOf(bytes);
  const [index, tag, bootId, fromMs, toMs, columnCounts] = Array.from({ length: 6 }, () =>
    decodeNumbers(next()),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  const kinds = next();
  const [seqLengths, tMsLengths, nLengths, countLengths] = Array.from({ length: 4 }, () =>
    decodeNumbers(next()),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array];
  const cuts = KINDS.map((kind, code) => {
    const seq = cutting(decodeNumbers(next()));
    const tMs = cutting(decodeNumbers(next()));
    const n = cutting(next());
    const total = countLengths.reduce((sum, length, i) => (kinds[i] === code ? sum + length : sum), 0);
    const counts = new Int16Array(total);
    decodeCounts(next(), counts, axesOf(kind));
    return { kind, seq, tMs, n, counts: cutting(counts) };
  });
  let column = 0;
  const takeColumn = (): FrameColumns => {
    const cut = cuts[kinds[column]!];
    if (!cut) throw new RangeError('a pack names a stream that there is not');
    const i = column++;
    return {
      kind: cut.kind,
      seq: cut.seq(seqLengths[i]!),
      tMs: cut.tMs(tMsLengths[i]!),
      n: cut.n(nLengths[i]!),
      counts: cut.counts(countLengths[i]!),
    };
  };
  return Array.from(index, (ownIndex, i) => ({
    walkId,
    index: ownIndex,
    tag: tag[i]!,
    bootId: bootId[i]!,
    fromMs: fromMs[i]!,
    toMs: toMs[i]!,
    columns: Array.from({ length: columnCounts[i]! }, takeColumn),
  }));
}

function axesOf(kind: StreamKind): number {
  return kind === 'tension' ? 1 : 3;
}

function codeOf(kind: StreamKind): number {
  const code = KINDS.indexOf(kind);
  if (code === -1) throw new RangeError(`no code for a stream of ${kind}`);
  return code;
}

function numbersOf<T>(items: readonly T[], value: (item: T) => number): Uint8Array<ArrayBuffer> {
  return encodeNumbers(Float64Array.from(items, value));
}

interface TypedArray {
  readonly length: number;
  set(values: ArrayLike<number>, at: number): void;
}

function joined<A extends TypedArray>(type: new (n: number) => A, arrays: readonly ArrayLike<number>[]): A {
  const all = new type(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const each of arrays) {
    all.set(each, at);
    at += each.length;
  }
  return all;
}

/** Cuts an array into pieces, one after the other. */
function cutting<A extends { subarray(from: number, to: number): A }>(array: A): (length: number) => A {
  let at = 0;
  return (length) => array.subarray(at, (at += length));
}

function framed(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(1 + parts.reduce((sum, { length }) => sum + LENGTH_BYTES + length, 0));
  const view = new DataView(bytes.buffer);
  bytes[0] = FORMAT;
  let at = 1;
  for (const part of parts) {
    view.setUint32(at, part.length, true);
    bytes.set(part, at + LENGTH_BYTES);
    at += LENGTH_BYTES + part.length;
  }
  return bytes;
}

function partsOf(bytes: Uint8Array): () => Uint8Array {
  if (bytes[0] !== FORMAT) throw new RangeError(`a pack of format ${bytes[0]} is none of this Catpace's`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 1;
  return () => {
    const from = at + LENGTH_BYTES;
    if (from > bytes.length || from + view.getUint32(at, true) > bytes.length)
      throw new RangeError('a pack is cut off');
    at = from + view.getUint32(at, true);
    return bytes.subarray(from, at);
  };
}
