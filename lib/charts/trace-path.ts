import type { MinMaxColumns, MinMaxPyramid, SharedEnds } from './min-max-pyramid';
import { columns, firstAtOrAfter } from './min-max-pyramid';

/** What a trace is drawn into: a canvas context, a Path2D or a d3 path. */
export interface PathSink {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
}

/** What dense traces are filled into: pixels, or a canvas context. */
export interface RectSink {
  fillRect(x: number, y: number, width: number, height: number): void;
}

export interface TraceView {
  fromMs: number;
  toMs: number;
  widthPx: number;
  /** Value → y in px. */
  yOf: (value: number) => number;
}

/** Up to this many samples a column the line joins the samples themselves. Ours: more of them make a column a range. */
const SAMPLES_PER_COLUMN = 1;

/**
 * Draw one series: sample by sample where there is room, else one vertical stroke a pixel column from its minimum to
 * its maximum. A gap breaks the line in both. Returns the columns used, if any, to be handed in again as `reuse`.
 */
export function tracePath(
  pyramid: MinMaxPyramid,
  view: TraceView,
  sink: PathSink,
  reuse?: MinMaxColumns,
): MinMaxColumns | undefined {
  const shown = denseColumns(pyramid, view, reuse);
  if (shown) {
    joinColumns(shown, view, pyramid.maxGapMs, sink);
    return shown;
  }
  const first = firstAtOrAfter(pyramid.tMs, view.fromMs);
  const end = firstAtOrAfter(pyramid.tMs, view.toMs);
  joinSamples(pyramid, view, Math.max(0, first - 1), Math.min(pyramid.tMs.length, end + 1), sink);
  return undefined;
}

/** The pixel columns of a series where samples are dense; undefined where there is room to join the samples themselves. */
export function denseColumns(
  pyramid: MinMaxPyramid,
  { fromMs, toMs, widthPx }: Pick<TraceView, 'fromMs' | 'toMs' | 'widthPx'>,
  reuse?: MinMaxColumns,
  shared?: SharedEnds,
): MinMaxColumns | undefined {
  const samples = firstAtOrAfter(pyramid.tMs, toMs) - firstAtOrAfter(pyramid.tMs, fromMs);
  if (samples <= widthPx * SAMPLES_PER_COLUMN) return undefined;
  return columns(pyramid, fromMs, toMs, widthPx, reuse, shared);
}

/**
 * Draw dense columns as one rectangle each, from its minimum to its maximum and on to where the column before it ends, so that
 * the line hangs together. Looks as the stroke of `tracePath` does, and is drawn some forty times faster: a browser strokes
 * thousands of steep pieces as one tangled shape.
 * @param thicknessPx of the line where it runs level
 */
export function fillColumns(
  { min, max, length, fromMs, toMs }: MinMaxColumns,
  { yOf, maxGapMs, thicknessPx }: { yOf: TraceView['yOf']; maxGapMs: number; thicknessPx: number },
  sink: RectSink,
): void {
  const bridge = bridgeOf(maxGapMs, length, fromMs, toMs);
  const half = thicknessPx / 2;
  let last = -Infinity;
  let lastTop = 0;
  let lastBottom = 0;
  for (let column = 0; column < length; column++) {
    const low = min[column]!;
    if (Number.isNaN(low)) continue;
    const bottom = yOf(low);
    const top = yOf(max[column]!);
    const hangsOn = column - last <= bridge;
    // The columns between are empty and bridged: the line runs level through them.
    const x = hangsOn ? last + 1 : column;
    const from = hangsOn ? Math.min(top, lastBottom) : top;
    const to = hangsOn ? Math.max(bottom, lastTop) : bottom;
    if (x < column) sink.fillRect(x, lastBottom - half, column - x, thicknessPx);
    sink.fillRect(column, from - half, 1, to - from + thicknessPx);
    last = column;
    lastTop = top;
    lastBottom = bottom;
  }
}

/** Columns that may be empty within one line, and one more. */
function bridgeOf(maxGapMs: number, length: number, fromMs: number, toMs: number): number {
  return (maxGapMs * length) / (toMs - fromMs) + 1;
}

/** One sample further on either side is drawn too, so that the line runs to the rim. */
function joinSamples(
  { tMs, values, maxGapMs }: MinMaxPyramid,
  { fromMs, toMs, widthPx, yOf }: TraceView,
  start: number,
  end: number,
  sink: PathSink,
): void {
  const pxPerMs = widthPx / (toMs - fromMs);
  let lastMs = NaN;
  for (let i = start; i < end; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) {
      lastMs = NaN;
      continue;
    }
    const ms = tMs[i]!;
    const x = (ms - fromMs) * pxPerMs;
    // NaN compares false: after a missing sample the line starts anew.
    if (ms - lastMs <= maxGapMs) sink.lineTo(x, yOf(value));
    else {
      sink.moveTo(x, yOf(value));
      // A lone sample between two gaps stays visible as a dot of the line's width.
      sink.lineTo(x + 0.01, yOf(value));
    }
    lastMs = ms;
  }
}

function joinColumns(
  { min, max, length, fromMs, toMs }: MinMaxColumns,
  { yOf }: TraceView,
  maxGapMs: number,
  sink: PathSink,
): void {
  const bridge = bridgeOf(maxGapMs, length, fromMs, toMs);
  let last = -Infinity;
  let lastY = 0;
  for (let column = 0; column < length; column++) {
    const low = min[column]!;
    if (Number.isNaN(low)) continue;
    const x = column + 0.5;
    const yLow = yOf(low);
    const yHigh = yOf(max[column]!);
    // Enter at the end that is nearer to where the line stands, leave at the other.
    const enterLow = Math.abs(yLow - lastY) <= Math.abs(yHigh - lastY);
    const enter = enterLow ? yLow : yHigh;
    lastY = enterLow ? yHigh : yLow;
    if (column - last <= bridge) sink.lineTo(x, enter);
    else sink.moveTo(x, enter);
    sink.lineTo(x, lastY === enter ? lastY + 0.01 : lastY);
    last = column;
  }
}
