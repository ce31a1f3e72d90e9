import type { MotionFeature } from '../signal/motion-features';
import type { ActivityState } from './event';
import { THRESHOLD_VALUES, THRESHOLDS, type ThresholdValues } from './thresholds';

/** Bins of a gait: 16 a decade from 1 mg to 10 g, so that a quantile is right to 8 %. What lies outside counts at the edge. */
export const GAIT_BINS = 64;
const BINS_A_DECADE = 16;
const LOWEST_G = 1e-3;
/** Longest time that one feature stands for, ms: across a hole nothing is learned. Ours. */
const LONGEST_STEP_MS = 200;

/**
 * How much one cat's body moves, as time at each size of motion: standard deviation of |a| over 0.5 s, the figure that a
 * bolt is judged by. Two gaits add up bin by bin, so a cat's own is the sum of its walks'. Whole ms.
 */
export interface Gait {
  stillMs: readonly number[];
  /** Without bolts and shakes: they are no walk. */
  movingMs: readonly number[];
}

/** What a gait says once it is long enough; kept with each walk that was judged by it. */
export interface GaitProfile {
  /** Walking that it rests on, ms. */
  walkedMs: number;
  /** Median of stillness, g. Shown; no threshold rests on it (docs/accuracy.md). */
  stillP50G: number;
  /** 95th percentile of walking, g. */
  walkP95G: number;
}

export const NO_GAIT: Gait = { stillMs: [], movingMs: [] };

/** A gait while it is being learned. */
export class GaitTally {
  /** Walking so far, ms. */
  walkedMs = 0;
  private readonly still = new Float64Array(GAIT_BINS);
  private readonly moving = new Float64Array(GAIT_BINS);
  private lastMs = NaN;

  /** @param isWalk false while a bolt or a shake goes on */
  add(feature: Readonly<MotionFeature>, activity: ActivityState, isWalk: boolean): void {
    const stepMs = feature.tMs - this.lastMs;
    this.lastMs = feature.tMs;
    const sdG = feature.sd05G;
    if (!(stepMs > 0 && stepMs <= LONGEST_STEP_MS) || Number.isNaN(sdG)) return;
    if (activity === 'still') this.still[binOf(feature)]! += stepMs;
    else if (activity === 'moving' && isWalk) {
      this.moving[binOf(feature)]! += stepMs;
      this.walkedMs += stepMs;
    }
  }

  get gait(): Gait {
    return { stillMs: Array.from(this.still, Math.round), movingMs: Array.from(this.moving, Math.round) };
  }
}

/** The sum of several walks' gaits. */
export function addGaits(gaits: Iterable<Gait>): Gait {
  const stillMs = Array.from({ length: GAIT_BINS }, () => 0);
  const movingMs = Array.from({ length: GAIT_BINS }, () => 0);
  for (const gait of gaits)
    for (let bin = 0; bin < GAIT_BINS; bin++) {
      stillMs[bin]! += gait.stillMs[bin] ?? 0;
      movingMs[bin]! += gait.movingMs[bin] ?? 0;
    }
  return { stillMs, movingMs };
}

/** Walking within a gait, ms. */
export function walkedMs({ movingMs }: Gait): number {
  return movingMs.reduce((sum, ms) => sum + ms, 0);
}

/** What a gait says of its cat; null while it holds too little walking: the cat is uncalibrated. */
export function profileOf(gait: Gait): GaitProfile | null {
  const walked = walkedMs(gait);
  if (walked < THRESHOLDS.gaitLearnedMs.value) return null;
  return {
    walkedMs: walked,
    stillP50G: quantileG(gait.stillMs, 0.5),
    walkP95G: quantileG(gait.movingMs, 0.95),
  };
}

/** The thresholds for one cat: a bolt has to stand out from the cat's own walk. Uncalibrated: the same for every cat. */
export function thresholdsFor(profile: GaitProfile | null): ThresholdValues {
  const at = THRESHOLD_VALUES;
  const own = profile ? at.boltGaitShare * profile.walkP95G : NaN;
  return own > at.boltG ? { ...at, boltG: Math.min(own, at.boltHighestG) } : at;
}

/** Quantile of time, g; NaN without any. Within a bin time is spread evenly over the logarithm. */
export function quantileG(binsMs: readonly number[], share: number): number {
  const total = binsMs.reduce((sum, ms) => sum + ms, 0);
  if (!(total > 0)) return NaN;
  let below = 0;
  for (const [bin, ms] of binsMs.entries()) {
    if (ms > 0 && below + ms >= share * total)
      return LOWEST_G * 10 ** ((bin + (share * total - below) / ms) / BINS_A_DECADE);
    below += ms;
  }
  return NaN;
}

function binOf({ sd05G }: Readonly<MotionFeature>): number {
  const bin = Math.floor(BINS_A_DECADE * Math.log10(Math.max(LOWEST_G, sd05G) / LOWEST_G));
  return Math.min(GAIT_BINS - 1, bin);
}
