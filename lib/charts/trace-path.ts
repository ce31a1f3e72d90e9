import type { MinMaxColumns, MinMaxPyramid } from './min-max-pyramid';
import { columns, firstAtOrAfter } from './min-max-pyramid';

/** What a trace is drawn into: a canvas context, a Path2D or a d3 path. */
export interface PathSink {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
}

export interface TraceView {
  fromMs: number;
  toMs: number;
  widthPx: number;
  /** Value → y in px. */
  yOf: (value: number) => number;
}

/** Below this many samples a column the line joins the samples themselves. Ours: two make a column a range. */
const SAMPLES_PER_COLUMN = 2;

/**
 * Draw one series: sample by sample where there is room, else one vertical stroke a pixel column from its minimum to
 * its maximum. A gap breaks the line in both. Returns the columns used, to be handed in again as `reuse`.
 */
export function tracePath(
  pyramid: MinMaxPyramid,
  view: TraceView,
  sink: PathSink,
  reuse?: MinMaxColumns,
): MinMaxColumns | undefined {
  const first = firstAtOrAfter(pyramid.tMs, view.fromMs);
  const end = firstAtOrAfter(pyramid.tMs, view.toMs);
  if (end - first <= view.widthPx * SAMPLES_PER_COLUMN) {
    joinSamples(pyramid, view, Math.max(0, first - 1), Math.min(pyramid.tMs.length, end + 1), sink);
    return reuse;
  }
  const shown = columns(pyramid, view.fromMs, view.toMs, view.widthPx, reuse);
  joinColumns(shown, view, pyramid.maxGapMs, sink);
  return shown;
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
  const bridge = (maxGapMs * length) / (toMs - fromMs);
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
    if (column - last <= bridge + 1) sink.lineTo(x, enter);
    else sink.moveTo(x, enter);
    sink.lineTo(x, lastY === enter ? lastY + 0.01 : lastY);
    last = column;
  }
}
