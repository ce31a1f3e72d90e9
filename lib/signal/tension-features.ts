import { GAP_MS, MAX_PLAUSIBLE_N } from './gap';
import { RecentLow } from './recent-low';
import { type TensionSample, TimedValue } from './sample-block';
import { SlidingMoments } from './sliding-moments';

/** What the detectors see of the lead at one sample. */
export interface TensionFeature {
  tMs: number;
  /** True for the first sample and for the first one after more than GAP_MS without. */
  afterGap: boolean;
  /** Time of the sample before, ms; NaN for the first. */
  previousMs: number;
  /** Pull as measured, N. */
  tensionN: number;
  /** Mean over 0.06 s, N: takes sensor noise off and keeps the delay at 0.03 s. */
  smoothN: number;
  /** Rise above the lowest value of the last 0.1 s, N: of this sample once `seekRise` has been called. */
  riseN: number;
  /** It is looked for only when somebody asks, which is under tension alone. */
  seekRise(): void;
}

/** Ours: of 40 to 100 ms the one that keeps short pulls apart and still stands 15 % noise (synthetic lead). */
const SMOOTH_MS = 60;
const RISE_MS = 100;

/** Causal features of the lead's tension, sample by sample. */
export class TensionExtractor {
  private readonly moments = new SlidingMoments(SMOOTH_MS);
  private readonly recent = new RecentLow(RISE_MS);
  private readonly feature = new LeadNow(this.recent);
  private readonly now = new TimedValue();

  /** @returns the feature at this sample, the same object each time; null for a missing or impossible sample. */
  push({ tMs, tensionN }: Readonly<TensionSample>): Readonly<TensionFeature> | null {
    if (!(Math.abs(tensionN) <= MAX_PLAUSIBLE_N)) return null;
    const feature = this.feature;
    const previousMs = feature.tMs;
    feature.previousMs = previousMs;
    feature.tMs = tMs;
    feature.afterGap = !(tMs - previousMs <= GAP_MS);
    if (feature.afterGap) {
      this.moments.clear();
      this.recent.clear();
    }
    this.now.tMs = tMs;
    this.now.value = tensionN;
    this.moments.push(this.now);
    this.recent.push(this.now);
    feature.tensionN = tensionN;
    feature.smoothN = this.moments.mean;
    return feature;
  }
}

class LeadNow implements TensionFeature {
  tMs = NaN;
  afterGap = true;
  previousMs = NaN;
  tensionN = NaN;
  smoothN = NaN;
  riseN = NaN;
  private readonly recent: RecentLow;

  constructor(recent: RecentLow) {
    this.recent = recent;
  }

  seekRise(): void {
    this.recent.seek();
    this.riseN = this.tensionN - this.recent.low;
  }
}
