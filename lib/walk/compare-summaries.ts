import { median } from './median';
import type { WalkSummary } from './walk';

/** What a figure is counted in. */
export type FigureUnit = 'ms' | 'share' | 'count' | 'per-10-min' | 'newtons';

/** A figure of a summary that walks are compared by. */
export interface ComparedFigure {
  name: FigureName;
  unit: FigureUnit;
  /** Null: not measured in that walk. */
  of: (summary: WalkSummary) => number | null;
}

export type FigureName =
  | 'duration'
  | 'moving'
  | 'slack'
  | 'pulls'
  | 'pullsPer10Min'
  | 'strongest'
  | 'mean'
  | 'freezes'
  | 'longestFreeze'
  | 'bolts'
  | 'shakes'
  | 'recovery'
  | 'unknown';

/** In the order in which they are shown. */
export const COMPARED_FIGURES: readonly ComparedFigure[] = [
  { name: 'duration', unit: 'ms', of: ({ durationMs }) => durationMs },
  // A share, so that walks of different lengths can be compared; of the time in which it was known.
  {
    name: 'moving',
    unit: 'share',
    of: ({ movingMs, stillMs }) => (movingMs + stillMs > 0 ? movingMs / (movingMs + stillMs) : null),
  },
  { name: 'slack', unit: 'share', of: ({ slackShare }) => slackShare },
  // Nothing was counted where nothing was measured: no zero.
  { name: 'pulls', unit: 'count', of: ({ pulls, slackShare }) => (slackShare === null ? null : pulls) },
  { name: 'pullsPer10Min', unit: 'per-10-min', of: ({ pullsPer10Min }) => pullsPer10Min },
  { name: 'strongest', unit: 'newtons', of: ({ maxTensionN }) => maxTensionN },
  { name: 'mean', unit: 'newtons', of: ({ meanTensionN }) => meanTensionN },
  { name: 'freezes', unit: 'count', of: ofMotion(({ freezes }) => freezes) },
  { name: 'longestFreeze', unit: 'ms', of: ofMotion(({ longestFreezeMs }) => longestFreezeMs) },
  { name: 'bolts', unit: 'count', of: ofMotion(({ bolts }) => bolts) },
  { name: 'shakes', unit: 'count', of: ofMotion(({ shakes }) => shakes) },
  { name: 'recovery', unit: 'ms', of: ({ recoveryMs }) => recoveryMs },
  { name: 'unknown', unit: 'ms', of: ({ unknownMs }) => unknownMs },
];

function ofMotion(of: (summary: WalkSummary) => number): (summary: WalkSummary) => number | null {
  return (summary) => (summary.movingMs + summary.stillMs > 0 ? of(summary) : null);
}

/** One figure of two walks. */
export interface FigureDifference {
  name: FigureName;
  unit: FigureUnit;
  first: number | null;
  second: number | null;
  /** First less second; null where either was not measured. */
  difference: number | null;
  /** Where the second is a median: of how many walks, and how many of them lie below, at and above the first. */
  among: FigureAmong | null;
}

export interface FigureAmong {
  /** Walks in which it was measured. */
  walks: number;
  below: number;
  same: number;
  above: number;
}

/** Two walks, figure by figure. */
export function compareSummaries(first: WalkSummary, second: WalkSummary): FigureDifference[] {
  return COMPARED_FIGURES.map(({ name, unit, of }) =>
    differenceOf({ name, unit, first: of(first), second: of(second), among: null }),
  );
}

/** A walk and the median of others, figure by figure: each figure's own median, of the walks in which it was measured. */
export function compareWithMedian(first: WalkSummary, others: readonly WalkSummary[]): FigureDifference[] {
  return COMPARED_FIGURES.map(({ name, unit, of }) => {
    const own = of(first);
    const values = others.flatMap((summary) => of(summary) ?? []);
    const count = (lies: (value: number, own: number) => boolean): number =>
      own === null ? 0 : values.filter((value) => lies(value, own)).length;
    const among = {
      walks: values.length,
      below: count((value, at) => value < at),
      same: count((value, at) => value === at),
      above: count((value, at) => value > at),
    };
    return differenceOf({ name, unit, first: own, second: median(values), among });
  });
}

function differenceOf(figure: Omit<FigureDifference, 'difference'>): FigureDifference {
  const { first, second } = figure;
  return { ...figure, difference: first === null || second === null ? null : first - second };
}
