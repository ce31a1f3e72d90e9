import { range } from 'd3-array';
import { formatClock, formatClockFrom } from './format-time';

export interface TimeTick {
  ms: number;
  label: string;
}

/** Distances between ticks that people count in, ms. */
const STEPS_MS = [
  100, 200, 500, 1e3, 2e3, 5e3, 10e3, 15e3, 30e3, 60e3, 120e3, 300e3, 600e3, 900e3, 1800e3, 3600e3,
];

/** Least distance of two ticks, px: a label of an hour fits. */
const MIN_PX = 72;

/**
 * Ticks of a stretch of a walk, labelled m:ss (below a second m:ss.s).
 * @param zeroMs moment that the labels count from, with a sign unless it is the walk's start
 */
export function timeTicks(fromMs: number, toMs: number, widthPx: number, zeroMs = 0): TimeTick[] {
  const span = toMs - fromMs;
  if (!(span > 0) || !(widthPx > 0)) return [];
  const wanted = (span * MIN_PX) / widthPx;
  const step = STEPS_MS.find((ms) => ms >= wanted) ?? STEPS_MS.at(-1)! * Math.ceil(wanted / 3600e3);
  const first = Math.ceil((fromMs - zeroMs) / step) * step + zeroMs;
  return range(first, toMs + 1e-6, step).map((ms) => ({ ms, label: labelOf(ms, zeroMs, step) }));
}

function labelOf(ms: number, zeroMs: number, step: number): string {
  // A tick is a sum of steps: what rounding left of a second belongs to it.
  const fromZero = Math.round(ms - zeroMs);
  if (step >= 1000) return formatClockFrom(fromZero + zeroMs, zeroMs);
  const tenths = Math.round(Math.abs(fromZero) / 100);
  const sign = zeroMs === 0 || tenths === 0 ? '' : fromZero > 0 ? '+' : '−';
  return `${sign}${formatClock(100 * tenths)}.${tenths % 10}`;
}
