import { max, median } from 'd3-array';
import type { WalkEvent } from '../events/event';
import type { DataGap, Mark } from '../walk/walk';
import { buildPyramid, columns, type MinMaxPyramid } from './min-max-pyramid';
import type { ReplaySeries } from './replay-series';

/** One walk of a comparison as it is drawn: pull and body motion, and what happened. */
export interface Lane {
  series: ReplaySeries;
  events: readonly WalkEvent[];
  marks: readonly Mark[];
  gaps: readonly DataGap[];
}

/** Lanes on one time axis, which begins where the first of them begins. */
export interface LineUp {
  lanes: readonly Lane[];
  /** Moment of the axis at which the lanes meet, ms: labels count from it. */
  zeroMs: number;
  durationMs: number;
}

/** How long the stretch of one value of a median is, ms. Ours: the eye sees no more of a walk in a window. */
export const MEDIAN_PART_MS = 1000;
/** A median of fewer walks says little. Ours. */
export const LEAST_WALKS = 3;

/**
 * Put walks on one axis, so that the given moment of each lies at the same place. Axes of one stream get one scale.
 * @param zerosMs a moment of each walk on its own timeline: its start, or that of an event
 */
export function lineUp(lanes: readonly Lane[], zerosMs: readonly number[]): LineUp {
  const before = max(zerosMs) ?? 0;
  const after = max(lanes, ({ series }, i) => series.durationMs - zerosMs[i]!) ?? 0;
  const durationMs = before + after;
  const moved = lanes.map((lane, i) => laneMoved(lane, before - zerosMs[i]!, durationMs));
  return { lanes: withOneScale(moved), zeroMs: before, durationMs };
}

function laneMoved({ series, events, marks, gaps }: Lane, byMs: number, durationMs: number): Lane {
  const spanMoved = <T extends { startMs: number; endMs: number }>(span: T): T => ({
    ...span,
    startMs: span.startMs + byMs,
    endMs: span.endMs + byMs,
  });
  return {
    series: {
      ...series,
      durationMs,
      tension: series.tension && pyramidMoved(series.tension, byMs),
      motion: series.motion && pyramidMoved(series.motion, byMs),
      // A comparison shows pull and motion.
      accel: null,
      gyro: null,
      link: null,
    },
    events: events.map(spanMoved),
    marks: marks.map((mark) => ({ ...mark, tMs: mark.tMs + byMs })),
    gaps: gaps.map(spanMoved),
  };
}

function pyramidMoved(pyramid: MinMaxPyramid, byMs: number): MinMaxPyramid {
  return byMs === 0 ? pyramid : { ...pyramid, tMs: pyramid.tMs.map((ms) => ms + byMs) };
}

function withOneScale(lanes: readonly Lane[]): Lane[] {
  const highest = (kind: 'tension' | 'motion'): number =>
    max(lanes, ({ series }) => series[kind]?.max) ?? NaN;
  const tensionMax = highest('tension');
  const motionMax = highest('motion');
  return lanes.map((lane) => {
    const { tension, motion } = lane.series;
    return {
      ...lane,
      series: {
        ...lane.series,
        tension: tension && { ...tension, max: tensionMax },
        motion: motion && { ...motion, max: motionMax },
      },
    };
  });
}

/** The highest value of each second of a walk; NaN where there is none. */
export function secondPeaks(pyramid: MinMaxPyramid, durationMs: number): Float32Array {
  const seconds = Math.ceil(durationMs / MEDIAN_PART_MS);
  return columns(pyramid, 0, seconds * MEDIAN_PART_MS, seconds).max;
}

/** A walk as it counts in a median: the highest of each of its seconds. Null: it has no such stream. */
export interface PeakedWalk {
  tension: Float32Array | null;
  motion: Float32Array | null;
  /** Moment of the walk that lies where the walks meet, ms. To the nearest second. */
  zeroMs: number;
}

/**
 * The median over walks of the highest value of each second. It has a value where at least `LEAST_WALKS` walks have one.
 * @returns traces on one axis, and its moment at which the walks meet, ms
 */
export function medianOfPeaks(walks: readonly PeakedWalk[]): {
  tension: MinMaxPyramid | null;
  motion: MinMaxPyramid | null;
  durationMs: number;
  zeroMs: number;
} {
  const zeros = walks.map(({ zeroMs }) => Math.round(zeroMs / MEDIAN_PART_MS));
  const before = max(zeros) ?? 0;
  const after =
    max(walks, ({ tension, motion }, i) => Math.max(tension?.length ?? 0, motion?.length ?? 0) - zeros[i]!) ??
    0;
  const trace = (kind: 'tension' | 'motion'): MinMaxPyramid | null => {
    if (!walks.some((walk) => walk[kind])) return null;
    const values = Float32Array.from({ length: before + after }, (_, second) => {
      const known = walks.flatMap((walk, i) => {
        const value = walk[kind]?.[second - before + zeros[i]!] ?? NaN;
        return Number.isNaN(value) ? [] : value;
      });
      return known.length >= LEAST_WALKS ? median(known)! : NaN;
    });
    const tMs = Float64Array.from(values, (_, second) => (second + 0.5) * MEDIAN_PART_MS);
    return buildPyramid(tMs, values, 1.5 * MEDIAN_PART_MS);
  };
  return {
    tension: trace('tension'),
    motion: trace('motion'),
    durationMs: (before + after) * MEDIAN_PART_MS,
    zeroMs: before * MEDIAN_PART_MS,
  };
}
