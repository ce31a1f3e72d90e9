import type { FrameColumns, WalkChunk } from '../walk/walk';

/** True when two chunks are alike to the bit, with nothing in the one that is not in the other. */
export function sameChunk(a: WalkChunk, b: WalkChunk): boolean {
  return (
    sameKeys(a, b) &&
    a.walkId === b.walkId &&
    Object.is(a.index, b.index) &&
    Object.is(a.tag, b.tag) &&
    Object.is(a.bootId, b.bootId) &&
    Object.is(a.fromMs, b.fromMs) &&
    Object.is(a.toMs, b.toMs) &&
    a.columns.length === b.columns.length &&
    a.columns.every((columns, i) => sameColumns(columns, b.columns[i]!))
  );
}

function sameColumns(a: FrameColumns, b: FrameColumns): boolean {
  return (
    sameKeys(a, b) &&
    a.kind === b.kind &&
    sameBytes(a.seq, b.seq) &&
    sameBytes(a.tMs, b.tMs) &&
    sameBytes(a.n, b.n) &&
    sameBytes(a.counts, b.counts)
  );
}

function sameKeys(a: object, b: object): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key));
}

function sameBytes(a: ArrayBufferView, b: ArrayBufferView): boolean {
  if (Object.prototype.toString.call(a) !== Object.prototype.toString.call(b)) return false;
  if (a.byteLength !== b.byteLength) return false;
  const [left, right] = [bytesOf(a), bytesOf(b)];
  for (let i = 0; i < left.length; i++) if (left[i] !== right[i]) return false;
  return true;
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
