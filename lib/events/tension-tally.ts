import type { TensionFeature } from '../signal/tension-features';
import { type Tension, tensionLevel } from './tension';
import type { ThresholdValues } from './thresholds';

/** Time under each level of tension, from sample to sample; holes count nowhere. */
export interface TensionTally {
  slackMs: number;
  lightMs: number;
  pullMs: number;
  /** Hard and lunge. */
  hardMs: number;
  /** Highest smoothed pull, N; −Infinity before the first sample. */
  maxN: number;
  sumN: number;
  count: number;
}

export function emptyTally(): TensionTally {
  return { slackMs: 0, lightMs: 0, pullMs: 0, hardMs: 0, maxN: -Infinity, sumN: 0, count: 0 };
}

/** Adds one sample in place. The weight comes in an object: a number that is handed to a call is put on the heap. */
export function tallyTension(
  tally: TensionTally,
  feature: Readonly<TensionFeature>,
  { weightN }: Pick<Tension, 'weightN'>,
  at: ThresholdValues,
): void {
  tally.count++;
  tally.sumN += feature.tensionN;
  if (feature.smoothN > tally.maxN) tally.maxN = feature.smoothN;
  if (feature.afterGap) return;
  const ms = feature.tMs - feature.previousMs;
  switch (tensionLevel(feature.smoothN / weightN, at)) {
    case 'slack':
      tally.slackMs += ms;
      break;
    case 'light':
      tally.lightMs += ms;
      break;
    case 'pull':
      tally.pullMs += ms;
      break;
    default:
      tally.hardMs += ms;
  }
}
