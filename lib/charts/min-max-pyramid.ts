/**
 * Minima and maxima of a series at rising coarseness, so that any stretch of it can be drawn without losing a peak
 * and without looking at every sample.
 */
export interface MinMaxPyramid {
  /** Times of the samples, ms, rising. */
  tMs: Float64Array;
  /** Values; NaN where a sample is missing. */
  values: Float32Array;
  /** Samples further apart than this have a gap between them, ms. */
  maxGapMs: number;
  /** Smallest and largest value of all; NaN when there is none. */
  min: number;
  max: number;
  /** levels[0] covers FAN samples an entry, each next one FAN entries of the one before. */
  levels: readonly PyramidLevel[];
}

/** As `ordered` numbers. An entry without a sample has the highest as its minimum and the lowest as its maximum. */
interface PyramidLevel {
  min: Int32Array;
  max: Int32Array;
}

/** Minimum and maximum of each pixel column; NaN where the column holds no sample. */
export interface MinMaxColumns {
  fromMs: number;
  toMs: number;
  /** Columns in use; the arrays may be longer. */
  length: number;
  min: Float32Array;
  max: Float32Array;
}

/** Entries merged into one of the next level. 16 keeps the pyramid at 2/15 of the series and a query at ≤ 30 entries a level. */
const FAN_BITS = 4;
const FAN = 1 << FAN_BITS;

export function buildPyramid(tMs: Float64Array, values: Float32Array, maxGapMs: number): MinMaxPyramid {
  if (tMs.length !== values.length) throw new RangeError('as many times as values');
  const levels = [firstLevel(values)];
  while (levels.at(-1)!.min.length > FAN) levels.push(coarser(levels.at(-1)!));
  const top = coarser(levels.at(-1)!);
  const [min, max] = [new Float32Array(1).fill(NaN), new Float32Array(1).fill(NaN)];
  if (top.min.length > 0 && top.min[0]! <= top.max[0]!) {
    bitsOf(min)[0] = ordered(top.min[0]!);
    bitsOf(max)[0] = ordered(top.max[0]!);
  }
  return { tMs, values, maxGapMs, levels, min: min[0]!, max: max[0]! };
}

/** All bits but the sign's. */
const MAGNITUDE = 0x7fffffff;
const HIGHEST = MAGNITUDE;
const LOWEST = ~MAGNITUDE;
/** `ordered` of the bits of +∞ and −∞: beyond them lie the NaNs. */
const ORDERED_INFINITY = 0x7f800000;
const ORDERED_MINUS_INFINITY = ~ORDERED_INFINITY;
const NAN_BITS = 0x7fc00000;

/**
 * The bits of a float32 as a whole number that grows as the float does; its own inverse. The lower and the higher of two whole
 * numbers are found without a branch: in noise nobody foresees whether a sample is the next extreme, and a processor that guesses
 * wrong pays five times what the comparison costs.
 */
function ordered(bits: number): number {
  return bits ^ ((bits >> 31) >>> 1);
}

function bitsOf(values: Float32Array): Int32Array {
  return new Int32Array(values.buffer, values.byteOffset, values.length);
}

/** The level that looks at every sample, which is most of the work. */
function firstLevel(values: Float32Array): PyramidLevel {
  const n = Math.ceil(values.length / FAN);
  const min = new Int32Array(n);
  const max = new Int32Array(n);
  const bits = bitsOf(values);
  for (let i = 0, j = 0; i < n; i++) {
    let low = HIGHEST;
    let high = LOWEST;
    const start = j;
    for (const end = Math.min(bits.length, start + FAN); j < end; j++) {
      const key = ordered(bits[j]!);
      low = Math.min(low, key);
      high = Math.max(high, key);
    }
    if (low < ORDERED_MINUS_INFINITY || high > ORDERED_INFINITY) [low, high] = rangeOfPresent(bits, start, j);
    min[i] = low;
    max[i] = high;
  }
  return { min, max };
}

/** Of the samples [start, end), as `ordered` numbers and without those that are missing. */
function rangeOfPresent(bits: Int32Array, start: number, end: number): [number, number] {
  let low = HIGHEST;
  let high = LOWEST;
  for (let i = start; i < end; i++) {
    const key = ordered(bits[i]!);
    if (key < ORDERED_MINUS_INFINITY || key > ORDERED_INFINITY) continue;
    low = Math.min(low, key);
    high = Math.max(high, key);
  }
  return [low, high];
}

function coarser({ min: mins, max: maxs }: PyramidLevel): PyramidLevel {
  const n = Math.ceil(mins.length / FAN);
  const min = new Int32Array(n);
  const max = new Int32Array(n);
  for (let i = 0, j = 0; i < n; i++) {
    let low = HIGHEST;
    let high = LOWEST;
    for (const end = Math.min(mins.length, j + FAN); j < end; j++) {
      low = Math.min(low, mins[j]!);
      high = Math.max(high, maxs[j]!);
    }
    min[i] = low;
    max[i] = high;
  }
  return { min, max };
}

/** Index of the first sample at or after `ms`. */
export function firstAtOrAfter(tMs: Float64Array, ms: number): number {
  let low = 0;
  let high = tMs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (tMs[middle]! < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where the columns of one picture begin and end, by the clock of the samples: series that were sampled together share it. */
export type SharedEnds = Map<Float64Array, Uint32Array>;

/**
 * The columns of a picture `widthPx` wide that shows [fromMs, toMs). Every sample of the stretch lies in exactly one column.
 * Pass the columns of the last picture as `reuse` to spare the allocation, and what other series of this picture found as `shared`.
 */
export function columns(
  pyramid: MinMaxPyramid,
  fromMs: number,
  toMs: number,
  widthPx: number,
  reuse?: MinMaxColumns,
  shared?: SharedEnds,
): MinMaxColumns {
  const n = Math.max(0, Math.floor(widthPx));
  const out: MinMaxColumns =
    reuse && reuse.min.length >= n
      ? reuse
      : { fromMs, toMs, length: n, min: new Float32Array(n), max: new Float32Array(n) };
  out.fromMs = fromMs;
  out.toMs = toMs;
  out.length = n;
  const ends = shared?.get(pyramid.tMs) ?? columnEnds(pyramid.tMs, fromMs, toMs, n);
  shared?.set(pyramid.tMs, ends);
  const bits = bitsOf(pyramid.values);
  const [minBits, maxBits] = [bitsOf(out.min), bitsOf(out.max)];
  for (let column = 0; column < n; column++) {
    const start = ends[column]!;
    const end = ends[column + 1]!;
    collect(bits, pyramid.levels, start, end, minBits, maxBits, column);
  }
  return out;
}

/** The first sample of each column, and the end of the last one. */
function columnEnds(tMs: Float64Array, fromMs: number, toMs: number, n: number): Uint32Array {
  const ends = new Uint32Array(n + 1);
  let start = firstAtOrAfter(tMs, fromMs);
  ends[0] = start;
  let held = 0;
  for (let column = 0; column < n; column++) {
    const ms = fromMs + ((toMs - fromMs) * (column + 1)) / n;
    // Samples come evenly: a column holds as many as the one before, or one less.
    const near = start + held - 2;
    const end = advance(tMs, near > start && tMs[near]! < ms ? near : start, ms);
    held = end - start;
    start = end;
    ends[column + 1] = end;
  }
  return ends;
}

/** First sample at or after `ms`, looked for from `start` on in doubling steps: near for near columns. */
function advance(tMs: Float64Array, start: number, ms: number): number {
  let step = 1;
  let low = start;
  while (low + step < tMs.length && tMs[low + step]! < ms) {
    low += step;
    step *= 2;
  }
  let high = Math.min(tMs.length, low + step);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (tMs[middle]! < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Range of the samples [start, end) into a column: whole entries of the coarsest level that fits, single ones at the rims. Places
 * are whole numbers throughout, without a division: else a redraw takes a sixth more.
 */
function collect(
  bits: Int32Array,
  levels: readonly PyramidLevel[],
  start: number,
  end: number,
  minBits: Int32Array,
  maxBits: Int32Array,
  column: number,
): void {
  let low = HIGHEST;
  let high = LOWEST;
  // Samples themselves up to the first whole entry, and from the last one on; or all, where there are few.
  const few = end - start <= 2 * FAN;
  const head = few ? end : (start + FAN - 1) & -FAN;
  const tail = few ? end : end & -FAN;
  for (let i = start; i < head; i++) {
    const key = ordered(bits[i]!);
    low = Math.min(low, key);
    high = Math.max(high, key);
  }
  for (let i = tail; i < end; i++) {
    const key = ordered(bits[i]!);
    low = Math.min(low, key);
    high = Math.max(high, key);
  }
  if (low < ORDERED_MINUS_INFINITY || high > ORDERED_INFINITY) {
    [low, high] = rangeOfPresent(bits, start, head);
    const [tailLow, tailHigh] = rangeOfPresent(bits, tail, end);
    low = Math.min(low, tailLow);
    high = Math.max(high, tailHigh);
  }
  let from = head >> FAN_BITS;
  let to = tail >> FAN_BITS;
  for (let k = 0; from < to; k++) {
    const { min, max } = levels[k]!;
    const last = to - from <= FAN || k + 1 === levels.length;
    const fromEnd = last ? to : (from + FAN - 1) & -FAN;
    for (; from < fromEnd; from++) {
      low = Math.min(low, min[from]!);
      high = Math.max(high, max[from]!);
    }
    if (last) break;
    for (const toEnd = to & -FAN; to > toEnd;) {
      to--;
      low = Math.min(low, min[to]!);
      high = Math.max(high, max[to]!);
    }
    from >>= FAN_BITS;
    to >>= FAN_BITS;
  }
  minBits[column] = low <= high ? ordered(low) : NAN_BITS;
  maxBits[column] = low <= high ? ordered(high) : NAN_BITS;
}

/** Value of the sample nearest to `ms`; null when none lies within the gap limit. */
export function valueAt(pyramid: MinMaxPyramid, ms: number): number | null {
  const { tMs, values, maxGapMs } = pyramid;
  const after = firstAtOrAfter(tMs, ms);
  const before = after - 1;
  const toAfter = after < tMs.length ? tMs[after]! - ms : Infinity;
  const toBefore = before >= 0 ? ms - tMs[before]! : Infinity;
  if (Math.min(toAfter, toBefore) > maxGapMs) return null;
  const value = values[toAfter < toBefore ? after : before]!;
  return Number.isNaN(value) ? null : value;
}
