import { DelayLine } from './delay-line';
import { GAP_MS, MAX_PLAUSIBLE_G } from './gap';
import { SlidingMoments } from './sliding-moments';

/** Least samples for a figure over a window: fewer say nothing. Ours. */
const MIN_SAMPLES = 4;
/** Gravity's direction is the mean over this, ms. Ours: two strides of a walking cat. */
const GRAVITY_MS = 2_000;
/** A difference between neighbours further apart than this is no derivative, ms. Ours. */
const MAX_STEP_MS = 150;

/** What the detectors see of the body's motion at one sample. NaN = unknown: too few samples since the last gap. */
export interface MotionFeature {
  tMs: number;
  /** True for the first sample and for the first one after more than GAP_MS without. */
  afterGap: boolean;
  /** Time of the sample before, ms; NaN for the first. */
  previousMs: number;
  /** |a|, g. */
  magnitudeG: number;
  /** Standard deviation of |a| over the last 0.5, 1 and 3 s, g. */
  sd05G: number;
  sd1G: number;
  sd3G: number;
  /** sd1G as it was 0.5 s ago, g: what came before the present half second. */
  sd1BeforeG: number;
  /** Mean vectorial dynamic acceleration over 0.4 s, g: |a − mean a over 2 s|. */
  vedba04G: number;
  /** Root-mean-square rate of oscillation over 0.6 s, Hz; the same however the sensor is mounted. */
  oscillationHz: number;
}

/**
 * Causal features of acceleration, sample by sample.
 *
 * Oscillation rate: for a sinusoid of rate f sampled every τ the mean squared difference of neighbours is
 * 4 sin²(π f τ) times the variance. Summed over the axes this does not change when the sensor is turned.
 */
export class MotionExtractor {
  private readonly feature: MotionFeature = {
    tMs: NaN,
    afterGap: true,
    previousMs: NaN,
    magnitudeG: NaN,
    sd05G: NaN,
    sd1G: NaN,
    sd3G: NaN,
    sd1BeforeG: NaN,
    vedba04G: NaN,
    oscillationHz: NaN,
  };
  private readonly half = new SlidingMoments(500);
  private readonly one = new SlidingMoments(1_000);
  private readonly three = new SlidingMoments(3_000);
  private readonly gravityX = new SlidingMoments(GRAVITY_MS);
  private readonly gravityY = new SlidingMoments(GRAVITY_MS);
  private readonly gravityZ = new SlidingMoments(GRAVITY_MS);
  private readonly dynamic = new SlidingMoments(400);
  private readonly swingX = new SlidingMoments(600);
  private readonly swingY = new SlidingMoments(600);
  private readonly swingZ = new SlidingMoments(600);
  private readonly stepSquares = new SlidingMoments(600);
  private readonly stepMs = new SlidingMoments(600);
  private readonly delayed = new DelayLine(500);
  private restartMs = NaN;
  private x = NaN;
  private y = NaN;
  private z = NaN;

  /**
   * @returns the feature at this sample, the same object each time; null for a sample that is missing or impossible.
   */
  push(tMs: number, x: number, y: number, z: number): Readonly<MotionFeature> | null {
    const magnitude = Math.sqrt(x * x + y * y + z * z);
    if (!(magnitude <= MAX_PLAUSIBLE_G)) return null;
    const feature = this.feature;
    const previousMs = feature.tMs;
    const sinceMs = tMs - previousMs;
    feature.previousMs = previousMs;
    feature.tMs = tMs;
    feature.magnitudeG = magnitude;
    feature.afterGap = !(sinceMs <= GAP_MS);
    if (feature.afterGap) this.restart(tMs);

    this.half.push(tMs, magnitude);
    this.one.push(tMs, magnitude);
    this.three.push(tMs, magnitude);
    this.gravityX.push(tMs, x);
    this.gravityY.push(tMs, y);
    this.gravityZ.push(tMs, z);
    const dx = x - this.gravityX.mean;
    const dy = y - this.gravityY.mean;
    const dz = z - this.gravityZ.mean;
    this.dynamic.push(tMs, Math.sqrt(dx * dx + dy * dy + dz * dz));
    this.swing(tMs, sinceMs, x, y, z);

    const age = tMs - this.restartMs;
    feature.sd05G = known(this.half, age, 500) ? this.half.sd : NaN;
    feature.sd1G = known(this.one, age, 1_000) ? this.one.sd : NaN;
    feature.sd3G = known(this.three, age, 3_000) ? this.three.sd : NaN;
    feature.vedba04G = known(this.dynamic, age, 400) ? this.dynamic.mean : NaN;
    feature.sd1BeforeG = this.delayed.push(tMs, feature.sd1G);
    return feature;
  }

  private restart(tMs: number): void {
    this.restartMs = tMs;
    for (const window of [this.half, this.one, this.three, this.dynamic]) window.clear();
    for (const window of [this.gravityX, this.gravityY, this.gravityZ]) window.clear();
    for (const window of [this.swingX, this.swingY, this.swingZ]) window.clear();
    this.stepSquares.clear();
    this.stepMs.clear();
    this.delayed.clear();
    this.x = NaN;
  }

  private swing(tMs: number, sinceMs: number, x: number, y: number, z: number): void {
    this.swingX.push(tMs, x);
    this.swingY.push(tMs, y);
    this.swingZ.push(tMs, z);
    if (sinceMs > 0 && sinceMs <= MAX_STEP_MS && !Number.isNaN(this.x)) {
      const dx = x - this.x;
      const dy = y - this.y;
      const dz = z - this.z;
      this.stepSquares.push(tMs, dx * dx + dy * dy + dz * dz);
      this.stepMs.push(tMs, sinceMs);
    }
    this.x = x;
    this.y = y;
    this.z = z;
    const feature = this.feature;
    feature.oscillationHz = NaN;
    if (!known(this.stepMs, tMs - this.restartMs, 600)) return;
    const variance = this.swingX.variance + this.swingY.variance + this.swingZ.variance;
    if (!(variance > 0)) return;
    const sine = Math.sqrt(Math.min(1, this.stepSquares.mean / (4 * variance)));
    feature.oscillationHz = (Math.asin(sine) * 1_000) / (Math.PI * this.stepMs.mean);
  }
}

/** A window speaks once it has been filled (within a tenth) and holds enough samples. */
function known(window: SlidingMoments, ageMs: number, windowMs: number): boolean {
  return ageMs >= 0.9 * windowMs && window.count >= MIN_SAMPLES;
}
