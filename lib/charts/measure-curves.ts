import { extent, max } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import type { WalkSummary } from '../walk/walk';

const DAY_MS = 86_400_000;
const TEN_MINUTES_MS = 600_000;
/** From this step on a session is outdoors: the quiet place outside (article, step 8). */
const FIRST_STEP_OUTDOORS = 8;
/** Shortest span that is shown: the least that the plan asks for (4–6 weeks of consistent time). */
const MIN_SPAN_MS = 28 * DAY_MS;

/** One session as the curves see it. */
export interface MeasuredSession {
  id: string;
  atMs: number;
  stepNumber: number;
  /** Null while it is being recorded. */
  durationMs: number | null;
  /** Null: nothing was measured. */
  summary: WalkSummary | null;
  /** The owner's word, 0–5; null: not said. */
  stress: number | null;
}

export type MeasureName = 'slack' | 'freezes' | 'recovery' | 'outdoors' | 'stress';

/** What a curve shows, in the order of the page. Values: share 0–1; per 10 min; ms; ms; level 0–5. */
export const MEASURES: readonly MeasureName[] = ['slack', 'freezes', 'recovery', 'outdoors', 'stress'];

export interface CurvePoint {
  id: string;
  atMs: number;
  value: number;
}

/** One measure of all sessions that have it, by time. Null and not measured are left out, never drawn as zero. */
export function measureCurve(name: MeasureName, sessions: readonly MeasuredSession[]): CurvePoint[] {
  return sessions
    .flatMap((session) => {
      const value = VALUE[name](session);
      return value === null ? [] : [{ id: session.id, atMs: session.atMs, value }];
    })
    .sort((a, b) => a.atMs - b.atMs);
}

const VALUE: Readonly<Record<MeasureName, (session: MeasuredSession) => number | null>> = {
  slack: ({ summary }) => summary?.slackShare ?? null,
  // Where no motion was measured no freeze could be seen.
  freezes: ({ summary }) => {
    const measuredMs = summary ? summary.movingMs + summary.stillMs : 0;
    return summary && measuredMs > 0 ? (summary.freezes * TEN_MINUTES_MS) / measuredMs : null;
  },
  recovery: ({ summary }) => summary?.recoveryMs ?? null,
  outdoors: ({ stepNumber, durationMs }) => (stepNumber >= FIRST_STEP_OUTDOORS ? durationMs : null),
  stress: ({ stress }) => stress,
};

export interface CurveFrame {
  width: number;
  height: number;
  /** Room around the plot, px. */
  pad: number;
}

export interface CurvePicture {
  dots: { id: string; x: number; y: number; value: number }[];
  path: string;
  /** A range that is asked for, as a band; null where there is none. */
  band: { y: number; height: number } | null;
  /** Highest value of the axis. */
  top: number;
}

/** The span of time that all curves of a cat share, epoch ms. */
export function curveSpan(sessions: readonly MeasuredSession[]): readonly [number, number] {
  const [first, last] = extent(sessions, ({ atMs }) => atMs);
  if (first === undefined) return [0, MIN_SPAN_MS];
  return [first, Math.max(last, first + MIN_SPAN_MS)];
}

/**
 * @param top highest value of the axis; null: the highest that there is, or the upper end of the band.
 * @param range what a step asks for, in the curve's unit; an open end reaches to the edge.
 */
export function curvePicture(
  points: readonly CurvePoint[],
  span: readonly [number, number],
  { width, height, pad }: CurveFrame,
  top: number | null = null,
  range: readonly [number | null, number | null] | null = null,
): CurvePicture {
  const highest = top ?? (max([max(points, ({ value }) => value) ?? 0, range?.[1] ?? 0]) || 1);
  const x = scaleLinear([...span], [pad, width - pad]);
  const y = scaleLinear([0, highest], [height - pad, pad]).clamp(true);
  const path = line<CurvePoint>(
    ({ atMs }) => x(atMs),
    ({ value }) => y(value),
  ).digits(1);
  const upper = y(range?.[1] ?? highest);
  return {
    dots: points.map(({ id, atMs, value }) => ({ id, x: x(atMs), y: y(value), value })),
    path: path([...points]) ?? '',
    band: range && { y: upper, height: y(range[0] ?? 0) - upper },
    top: highest,
  };
}
