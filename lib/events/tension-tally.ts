import type { TensionFeature } from '../signal/tension-features';
import { levelOf, type Tension } from './tension';
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

/** Adds one sample in place, once `detectTension` has found its share of body weight. */
export function tallyTension(
  tally: TensionTally,
  feature: Readonly<TensionFeature>,
  pull: Pick<Tension, 'share'>,
  at: ThresholdValues,
): void {
  tally.count++;
  tally.sumN += feature.tensionN;
  if (feature.smoothN > tally.maxN) tally.maxN = feature.smoothN;
  if (feature.afterGap) return;
  const ms = feature.tMs - feature.previousMs;
  switch (levelOf(pull, at)) {
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
