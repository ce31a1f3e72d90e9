import type { OverviewTrace, WalkOverview } from '../walk/walk-overview';
import { buildPyramid, columns, type MinMaxPyramid } from './min-max-pyramid';
import type { ReplaySeries } from './replay-series';

const SECOND_MS = 1000;
/** A second without data is a gap. */
const GAP_MS = 1.5 * SECOND_MS;

/** The lowest and the highest value of each second of a walk's traces: no peak is lost. */
export function overviewOf(walkId: string, series: ReplaySeries): WalkOverview {
  const { tension, motion, link, durationMs } = series;
  const named = { tension, motion, link } as const;
  return {
    walkId,
    traces: Object.entries(named).flatMap(([name, pyramid]) =>
      pyramid ? { name: name as OverviewTrace['name'], values: extremes(pyramid, durationMs) } : [],
    ),
  };
}

/** The traces of a walk as its overview has them. Axes are not kept. */
export function seriesOfOverview(
  overview: WalkOverview | null,
  { durationMs, bandsN, bodyKg }: Pick<ReplaySeries, 'durationMs' | 'bandsN' | 'bodyKg'>,
): ReplaySeries {
  const pyramid = (name: OverviewTrace['name']): MinMaxPyramid | null => {
    const trace = overview?.traces.find((each) => each.name === name);
    if (!trace) return null;
    const tMs = Float64Array.from(trace.values, (_, i) => (i + 0.5) * (SECOND_MS / 2));
    return buildPyramid(tMs, trace.values, GAP_MS);
  };
  return {
    durationMs,
    tension: pyramid('tension'),
    motion: pyramid('motion'),
    accel: null,
    gyro: null,
    link: pyramid('link'),
    bandsN,
    bodyKg,
  };
}

function extremes(pyramid: MinMaxPyramid, durationMs: number): Float32Array {
  const seconds = Math.ceil(durationMs / SECOND_MS);
  const { min, max } = columns(pyramid, 0, seconds * SECOND_MS, seconds);
  const values = new Float32Array(2 * seconds);
  for (let i = 0; i < seconds; i++) {
    values[2 * i] = min[i]!;
    values[2 * i + 1] = max[i]!;
  }
  return values;
}
