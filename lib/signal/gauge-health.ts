import { GAP_MS } from './gap';
import { Greatest } from './greatest';
import type { TensionFeature } from './tension-features';

/** A lead on a cat hangs loose now and then: below this share of body weight. Ours: further than a zero point is followed. */
const LOOSE_SHARE = 0.03;
/** Nothing pushes a lead: so far below zero no cat is measured. Share of body weight, ours. */
const BELOW_SHARE = -0.05;
/** A gauge's noise moves its last digit: above this share of body weight, where a lead never hangs still, sooner. Ours. */
const PULLED_SHARE = 0.05;

/** How a load cell behaves that is stuck, unplugged, out of range or off its zero: the longest stretch of each, ms. */
export class GaugeHealth {
  /** The lead never hung loose. */
  neverLooseMs = 0;
  belowZeroMs = 0;
  /** The reading did not change by a digit under a pull, and without one; and what it read then, N. */
  stuckPullMs = 0;
  stuckPullN = 0;
  stuckLooseMs = 0;
  private readonly greatest = new Greatest();
  private readonly weightN: number;
  private lastMs = NaN;
  private lastN = NaN;
  private looseMs = NaN;
  private aboveMs = NaN;
  private sameMs = NaN;

  constructor(weightN: number) {
    this.weightN = weightN;
  }

  /** Takes one sample in. Noise makes no lead loose: that is the smoothed pull's to say. */
  push({ tMs, tensionN, smoothN }: Readonly<TensionFeature>): void {
    if (!(tMs - this.lastMs <= GAP_MS)) this.looseMs = this.aboveMs = this.sameMs = tMs;
    this.lastMs = tMs;
    if (smoothN < LOOSE_SHARE * this.weightN) this.looseMs = tMs;
    if (smoothN > BELOW_SHARE * this.weightN) this.aboveMs = tMs;
    if (tensionN !== this.lastN) this.sameMs = tMs;
    this.lastN = tensionN;
    this.neverLooseMs = Math.max(this.neverLooseMs, tMs - this.looseMs);
    this.belowZeroMs = Math.max(this.belowZeroMs, tMs - this.aboveMs);
    const sameMs = tMs - this.sameMs;
    if (Math.abs(tensionN) < PULLED_SHARE * this.weightN)
      this.stuckLooseMs = Math.max(this.stuckLooseMs, sameMs);
    else if (sameMs > this.stuckPullMs) {
      this.stuckPullMs = sameMs;
      this.stuckPullN = tensionN;
    }
    this.greatest.next = tensionN;
    this.greatest.push();
  }

  /** Greatest reading, N. */
  get greatestN(): number {
    return this.greatest.value;
  }

  /** Samples that show exactly that. */
  get atGreatest(): number {
    return this.greatest.times;
  }
}
