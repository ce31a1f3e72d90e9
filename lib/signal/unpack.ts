import type { SampleFrame, StreamFormat } from '../tag/frame';
import type { SampleBlock } from './sample-block';

/** Count that means "sample missing" on the wire (tag profile v1). */
const MISSING = -32768;
/** Counts at or beyond ±this were at the sensor's limit (tag profile v1). */
const CLIPPED = 32767;

/** Memory for the samples of some hundred frames: a buffer for each would be a sixth of the cost of the whole pipeline. */
const SLAB_BYTES = 65_536;
let slab = new ArrayBuffer(SLAB_BYTES);
let reserved = 0;

/** Offset of so many bytes in the slab. None is handed out twice: a full slab makes way for a new one. */
function reserve(bytes: number): number {
  if (reserved + bytes > slab.byteLength) {
    slab = new ArrayBuffer(Math.max(SLAB_BYTES, bytes));
    reserved = 0;
  }
  const at = reserved;
  // Times are doubles: their offset has to be a multiple of 8.
  reserved += (bytes + 7) & ~7;
  return at;
}

/**
 * Counts of one frame as quantities on the walk's timeline.
 *
 * @param startMs walk time of the frame's first sample; sample i lies at startMs + i × 1000 / rate.
 * @returns values in g, N or °/s; NaN where the tag marked a value missing. A tuple that was cut short is left out.
 */
export function unpack(frame: SampleFrame, format: StreamFormat, startMs: number): SampleBlock {
  const { counts, kind } = frame;
  const width = kind === 'tension' ? 1 : 3;
  const n = Math.floor(counts.length / width);
  const at = reserve(n * (8 + 4 * width));
  const tMs = new Float64Array(slab, at, n);
  const values = new Float32Array(slab, at + 8 * n, n * width);
  const block = { kind, tMs, values, clipped: 0 };
  block.clipped = unpackInto(block, 0, counts, format, startMs);
  return block;
}

/**
 * The same into a block that has room for it, from sample `at` on.
 * @returns samples of this frame at the sensor's limit
 */
export function unpackInto(
  { kind, tMs, values }: SampleBlock,
  at: number,
  counts: Int16Array,
  { unitPerCount, rateHz }: StreamFormat,
  startMs: number,
): number {
  const width = kind === 'tension' ? 1 : 3;
  const n = Math.floor(counts.length / width);
  const periodMs = 1000 / rateHz;
  for (let i = 0; i < n; i++) tMs[at + i] = startMs + i * periodMs;
  let atLimit = false;
  for (let i = 0, to = at * width; i < n * width; i++, to++) {
    const count = counts[i]!;
    if (count === MISSING) values[to] = NaN;
    else values[to] = count * unitPerCount;
    if (count >= CLIPPED || count <= -CLIPPED) atLimit = true;
  }
  return atLimit ? countClipped(counts, n, width) : 0;
}

/** Samples with a value at the limit; one that is missing is not. */
function countClipped(counts: Int16Array, n: number, width: number): number {
  let clipped = 0;
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < width; k++) {
      const count = counts[i * width + k]!;
      if (count !== MISSING && Math.abs(count) >= CLIPPED) {
        clipped++;
        break;
      }
    }
  }
  return clipped;
}
