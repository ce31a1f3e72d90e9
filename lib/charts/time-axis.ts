import { range } from 'd3-array';
import { formatClock } from './format-time';

export interface TimeTick {
  ms: number;
  label: string;
}

/** Distances between ticks that people count in, ms. */
const STEPS_MS = [
  100, 200, 500, 1e3, 2e3, 5e3, 10e3, 15e3, 30e3, 60e3, 120e3, 300e3, 600e3, 900e3, 1800e3, 3600e3,
];

/** Ticks of a stretch of a walk, labelled m:ss (below a second m:ss.s), at least `minPx` apart. */
export function timeTicks(fromMs: number, toMs: number, widthPx: number, minPx = 72): TimeTick[] {
  const span = toMs - fromMs;
  if (!(span > 0) || !(widthPx > 0)) return [];
  const wanted = (span * minPx) / widthPx;
  const step = STEPS_MS.find((ms) => ms >= wanted) ?? STEPS_MS.at(-1)! * Math.ceil(wanted / 3600e3);
  return range(Math.ceil(fromMs / step) * step, toMs + 1e-6, step).map((ms) => ({
    ms,
    label: step < 1000 ? `${formatClock(ms)}.${Math.round((ms % 1000) / 100)}` : formatClock(ms),
  }));
}
