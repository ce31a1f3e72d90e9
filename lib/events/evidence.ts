/**
 * What a figure is of; its unit stands in the name. A share and a chance are 0–1.
 * Words and units for people: `lib/charts/evidence-words.ts`.
 */
export type EvidenceMeasure =
  | 'stillChance'
  | 'standChance'
  | 'lastedMs'
  | 'movedBeforeMs'
  | 'motionSdG'
  | 'peakAccelG'
  | 'swingG'
  | 'oscillationHz'
  | 'rhythm'
  | 'peakShareOfWeight'
  | 'meanShareOfWeight'
  | 'risePerTenthShareOfWeight'
  | 'catPulledChance'
  | 'swingBeforeG'
  | 'swingAtOnceG'
  | 'swingUnderPullG'
  | 'forwardPerPull'
  | 'tautBeforeShareOfWeight'
  | 'slackForMs'
  | 'freeFallMs'
  | 'turnedDeg'
  | 'restSdG';

/** One figure that a decision rested on, and the bound that it was held against. */
export interface Evidence {
  readonly measure: EvidenceMeasure;
  readonly value: number;
  /** Null: nothing was compared, the figure is told for itself. */
  readonly bound: number | null;
}

export function evidence(measure: EvidenceMeasure, value: number, bound: number | null = null): Evidence {
  return { measure, value, bound };
}

/** Natural log of 9: the odds of 0.9. */
const LOG_ODDS_OF_CLEAR = Math.log(9);

/**
 * How far a figure lies beyond its bound, as 0–1: 0.5 at the bound, 0.9 at `doubt` times the bound, 0.1 at the bound
 * divided by it, a logistic curve of the logarithm between. A grade of the evidence and no probability: how often events
 * of each grade are right is measured (docs/accuracy.md).
 * @param doubt ratio by which the figure may well be off; above 1.
 */
export function strengthOf(value: number, bound: number, doubt: number): number {
  if (!(value > 0)) return 0;
  const inDoubts = Math.log(value / bound) / Math.log(doubt);
  return 1 / (1 + Math.exp(-LOG_ODDS_OF_CLEAR * inDoubts));
}
