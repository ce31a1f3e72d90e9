import { DelayLine } from './delay-line';
import { COARSE_MS, GAP_MS, MAX_PLAUSIBLE_G, STUCK_MS } from './gap';
import { RecentMotion } from './recent-motion';
import { type MotionSample, TimedValue } from './sample-block';
import { SlidingMoments } from './sliding-moments';
import { Thinner } from './thinner';

/** Least samples for a figure over a window: fewer say nothing. Ours. */
const MIN_SAMPLES = 4;
/** Swing compares with this long ago, ms: half a turn of a 4 Hz oscillation. */
const SWING_LAG_MS = 120;
/** The short window, ms: long enough for one stride's jolt, short enough to follow a bout of two seconds. */
const SHORT_MS = 240;
/** A swing this large is looked at for its rhythm, g. Ours: below, no shake. */
const RHYTHM_FROM_G = 0.7;
/** … and slower than this it is a gait, Hz. Ours. */
const RHYTHM_FROM_HZ = 3.5;

/** What the detectors see of the body's motion, about 25 times a second. NaN = not known since the last gap. */
export class MotionFeature {
  tMs = NaN;
  /** True for the first one and for the first after more than GAP_MS without samples. */
  afterGap = true;
  /** Time of the sample before the gap, ms; NaN for the first. */
  previousMs = NaN;
  /** The sensor's samples lie too far apart, on a running mean, for the swings of a shake. */
  isCoarse = false;
  /** Highest |a| of the samples that this one stands for, g. */
  peakG = NaN;
  /** Root mean square change of acceleration within 0.12 s, over the last 0.24 s, g. The same in any mounting. */
  swingShortG = NaN;
  /** The same over the last 0.5 s, g: largest for oscillations of about 4 Hz. */
  swingG = NaN;
  /** swingG over the 2 s that ended 0.7 s ago, g: what came before. */
  swingBeforeG = NaN;
  /** Standard deviation of |a| over the last 0.24, 0.5 and 1 s, g. */
  sdShortG = NaN;
  sd05G = NaN;
  sd1G = NaN;
  /** How well the last 0.6 s repeat what was 0.12–0.28 s earlier, −1…1; NaN unless the swing is large and fast. */
  rhythm = NaN;
  /** Root-mean-square rate of oscillation over the last 0.5 s, Hz; NaN unless the swing is large. */
  oscillationHz = NaN;
}

/** Causal features of acceleration. Figures are of time and not of counts, and hold however the sensor is mounted. */
export class MotionExtractor {
  private readonly describesSwing: boolean;
  private readonly feature = new MotionFeature();
  private readonly thinner = new Thinner();
  private readonly recent = new RecentMotion();
  private readonly swingShort = new SlidingMoments(SHORT_MS, MIN_SAMPLES);
  private readonly swing = new SlidingMoments(500);
  private readonly swingLong = new SlidingMoments(2_000);
  private readonly swingLongBefore = new DelayLine(700);
  private readonly short = new SlidingMoments(SHORT_MS, MIN_SAMPLES);
  private readonly half = new SlidingMoments(500);
  private readonly one = new SlidingMoments(1_000);
  /** Handed to the windows, one figure after another. */
  private readonly now = new TimedValue();
  private sampleMs = NaN;
  /** The newest values, and since when they have been the same. */
  private x = NaN;
  private y = NaN;
  private z = NaN;
  private sameSinceMs = NaN;
  private restartMs = NaN;
  private pendingGap = true;
  private gapFromMs = NaN;

  /** @param figures `spread`: the standard deviations alone, which a picture needs; all of swing and rhythm stays NaN */
  constructor(figures: 'all' | 'spread' = 'all') {
    this.describesSwing = figures === 'all';
  }

  /**
   * Takes one sample.
   * @returns 'missing' for a sample that is missing, impossible or from a sensor that is stuck, null when it only added to the present group, else
   * the feature: the same object each time.
   */
  push(sample: Readonly<MotionSample>): Readonly<MotionFeature> | null | 'missing' {
    const { tMs, x, y, z } = sample;
    const squares = x * x + y * y + z * z;
    // Exactly nothing on all axes: a sensor that is off. Even one that falls freely has noise, and turns.
    if (!(squares <= MAX_PLAUSIBLE_G * MAX_PLAUSIBLE_G) || squares === 0) return 'missing';
    if (this.isStuck(sample)) return 'missing';
    if (!(tMs - this.sampleMs <= GAP_MS)) this.restart(tMs);
    this.sampleMs = tMs;
    if (!this.thinner.push(sample)) return null;
    return this.extract();
  }

  /** The mean acceleration that the newest feature stands for; the same object each time. */
  get averaged(): Readonly<MotionSample> {
    return this.thinner;
  }

  /** Up to when the samples so far say something: the newest, or the last before a hole that nothing is known after. */
  get knownToMs(): number {
    return this.pendingGap && !Number.isNaN(this.gapFromMs) ? this.gapFromMs : this.sampleMs;
  }

  private isStuck({ tMs, x, y, z }: Readonly<MotionSample>): boolean {
    if (x === this.x && y === this.y && z === this.z) return tMs - this.sameSinceMs > STUCK_MS;
    this.x = x;
    this.y = y;
    this.z = z;
    this.sameSinceMs = tMs;
    return false;
  }

  private restart(tMs: number): void {
    // A few samples between two holes that told nothing yet: one hole, from its beginning.
    if (!this.pendingGap) this.gapFromMs = this.sampleMs;
    this.pendingGap = true;
    this.restartMs = tMs;
    this.thinner.restart();
    this.recent.clear();
    for (const moments of [this.swingShort, this.swing, this.swingLong]) moments.clear();
    for (const moments of [this.short, this.half, this.one]) moments.clear();
    this.swingLongBefore.clear();
  }

  private extract(): MotionFeature {
    const { feature, thinner } = this;
    feature.tMs = this.now.tMs = thinner.tMs;
    feature.afterGap = this.pendingGap;
    feature.previousMs = this.pendingGap ? this.gapFromMs : NaN;
    this.pendingGap = false;
    feature.isCoarse = thinner.spacingMs > COARSE_MS;
    feature.peakG = thinner.peakG;

    this.takeSize();
    if (this.describesSwing) this.takeChange();
    this.describe();
    if (!this.describesSwing) return feature;
    this.recallSwing();
    this.listenForRhythm();
    return feature;
  }

  private takeSize(): void {
    const { now } = this;
    const { x, y, z } = this.thinner;
    now.value = Math.sqrt(x * x + y * y + z * z);
    this.short.push(now);
    this.half.push(now);
    this.one.push(now);
  }

  private takeChange(): void {
    const { now } = this;
    this.recent.push(this.thinner);
    this.recent.seekChange(SWING_LAG_MS);
    now.value = this.recent.changeSquared;
    if (Number.isNaN(now.value)) return;
    this.swingShort.push(now);
    this.swing.push(now);
    this.swingLong.push(now);
  }

  private describe(): void {
    const { feature } = this;
    feature.swingShortG = this.knows(this.swingShort, SHORT_MS) ? Math.sqrt(this.swingShort.mean) : NaN;
    feature.swingG = this.knows(this.swing, 500) ? Math.sqrt(this.swing.mean) : NaN;
    feature.sdShortG = this.knows(this.short, SHORT_MS) ? Math.sqrt(this.short.variance) : NaN;
    feature.sd05G = this.knows(this.half, 500) ? Math.sqrt(this.half.variance) : NaN;
    feature.sd1G = this.knows(this.one, 1_000) ? Math.sqrt(this.one.variance) : NaN;
  }

  /** A window speaks once it has been filled (within a tenth) and holds enough samples. */
  private knows(moments: SlidingMoments, windowMs: number): boolean {
    return this.feature.tMs - this.restartMs >= 0.9 * windowMs && moments.count >= MIN_SAMPLES;
  }

  private recallSwing(): void {
    const { now, swingLong } = this;
    now.value = swingLong.count >= MIN_SAMPLES ? Math.sqrt(swingLong.mean) : NaN;
    this.swingLongBefore.push(now);
    this.feature.swingBeforeG = this.swingLongBefore.before;
  }

  private listenForRhythm(): void {
    const { feature } = this;
    feature.rhythm = NaN;
    feature.oscillationHz = NaN;
    if (!(feature.swingG >= RHYTHM_FROM_G)) return;
    this.recent.seekOscillation(500);
    feature.oscillationHz = this.recent.oscillationHz;
    if (!(feature.oscillationHz >= RHYTHM_FROM_HZ)) return;
    this.recent.seekRhythm(600, 110, 290);
    feature.rhythm = this.recent.correlation;
  }
}
