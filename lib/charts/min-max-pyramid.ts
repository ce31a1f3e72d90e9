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

interface PyramidLevel {
  min: Float32Array;
  max: Float32Array;
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

/** Entries merged into one of the next level. 8 keeps the pyramid at 2/7 of the series and a query at ≤ 14 entries a level. */
const FAN = 8;

export function buildPyramid(tMs: Float64Array, values: Float32Array, maxGapMs: number): MinMaxPyramid {
  if (tMs.length !== values.length) throw new RangeError('as many times as values');
  const levels: PyramidLevel[] = [];
  let lower: PyramidLevel = { min: values, max: values };
  while (lower.min.length > FAN) {
    lower = coarser(lower);
    levels.push(lower);
  }
  const whole: Range = { min: Infinity, max: -Infinity };
  for (let i = 0; i < lower.min.length; i++) widen(whole, lower.min[i]!, lower.max[i]!);
  const empty = whole.min > whole.max;
  return { tMs, values, maxGapMs, levels, min: empty ? NaN : whole.min, max: empty ? NaN : whole.max };
}

function coarser({ min: lowerMin, max: lowerMax }: PyramidLevel): PyramidLevel {
  const entries = lowerMin.length;
  const n = Math.ceil(entries / FAN);
  const levelMin = new Float32Array(n);
  const levelMax = new Float32Array(n);
  for (let i = 0, j = 0; i < n; i++) {
    let min = Infinity;
    let max = -Infinity;
    for (const end = Math.min(entries, j + FAN); j < end; j++) {
      const low = lowerMin[j]!;
      const high = lowerMax[j]!;
      // Comparisons with NaN are false: missing samples take no part.
      if (low < min) min = low;
      if (high > max) max = high;
    }
    levelMin[i] = min <= max ? min : NaN;
    levelMax[i] = min <= max ? max : NaN;
  }
  return { min: levelMin, max: levelMax };
}

interface Range {
  min: number;
  max: number;
}

function widen(range: Range, min: number, max: number): void {
  if (min < range.min) range.min = min;
  if (max > range.max) range.max = max;
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

/**
 * The columns of a picture `widthPx` wide that shows [fromMs, toMs). Every sample of the stretch lies in exactly one column.
 * Pass the columns of the last picture as `reuse` to spare the allocation.
 */
export function columns(
  pyramid: MinMaxPyramid,
  fromMs: number,
  toMs: number,
  widthPx: number,
  reuse?: MinMaxColumns,
): MinMaxColumns {
  const n = Math.max(0, Math.floor(widthPx));
  const out: MinMaxColumns =
    reuse && reuse.min.length >= n
      ? reuse
      : { fromMs, toMs, length: n, min: new Float32Array(n), max: new Float32Array(n) };
  out.fromMs = fromMs;
  out.toMs = toMs;
  out.length = n;
  const range: Range = { min: 0, max: 0 };
  const samples: PyramidLevel = { min: pyramid.values, max: pyramid.values };
  let start = firstAtOrAfter(pyramid.tMs, fromMs);
  for (let column = 0; column < n; column++) {
    const end = advance(pyramid.tMs, start, fromMs + ((toMs - fromMs) * (column + 1)) / n);
    range.min = Infinity;
    range.max = -Infinity;
    collect(samples, pyramid.levels, start, end, range);
    const empty = range.min > range.max;
    out.min[column] = empty ? NaN : range.min;
    out.max[column] = empty ? NaN : range.max;
    start = end;
  }
  return out;
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

/** Range of the samples [start, end): whole entries of the coarsest level that fits, single ones at the rims. */
function collect(
  samples: PyramidLevel,
  levels: readonly PyramidLevel[],
  start: number,
  end: number,
  range: Range,
): void {
  let lower = samples;
  let from = start;
  let to = end;
  for (const level of levels) {
    if (to - from <= FAN) break;
    while (from % FAN !== 0) widen(range, lower.min[from]!, lower.max[from++]!);
    while (to % FAN !== 0) widen(range, lower.min[--to]!, lower.max[to]!);
    from /= FAN;
    to /= FAN;
    lower = level;
  }
  for (let i = from; i < to; i++) widen(range, lower.min[i]!, lower.max[i]!);
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
