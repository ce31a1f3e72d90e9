import type { MotionSample } from './sample-block';

/**
 * Samples further apart than this go through as they are; faster ones are averaged to about 25 Hz. Ours: the
 * recordings that the thresholds come from were sampled at 25 Hz, and an average over 40 ms keeps 88 % of a 6.5 Hz shake.
 */
const SPAN_MS = 44;
/** Spacing taken for the very first sample, ms. */
const FIRST_SPACING_MS = 40;
/**
 * The spacing is a running mean over about so many samples: time stamps of a real link jitter, and a group that follows each
 * of them would let now one rate through, now another. Ours.
 */
const SPACING_SAMPLES = 16;
/** A sample that was lost is no change of rate: a step counts up to this many times the spacing. Ours. */
const LONGEST_STEP = 2.5;
/** … and never for less than this, ms: where frames overlap several samples are taken at one time. Ours. */
const SHORTEST_STEP_MS = 4;

/**
 * Averages acceleration to about 25 Hz whatever the sensor's rate, so that the same motion gives the same features.
 * Causal: a group goes out with its last sample, at that sample's time, as soon as one more would make it too long.
 */
export class Thinner {
  tMs = NaN;
  x = NaN;
  y = NaN;
  z = NaN;
  /** Highest |a| among the samples averaged, g. */
  peakG = NaN;
  private fromMs = NaN;
  private previousMs = NaN;
  /** Running mean of the time between samples, ms; NaN before two. */
  spacingMs = NaN;
  private n = 0;
  private sumX = 0;
  private sumY = 0;
  private sumZ = 0;
  /** Highest |a|², g². */
  private highest = 0;

  /** Forgets what has been gathered: after a gap. */
  restart(): void {
    this.n = 0;
    this.previousMs = NaN;
  }

  /** Takes a finite sample in; true when a group is complete and the fields hold it. */
  push(sample: Readonly<MotionSample>): boolean {
    const { tMs, x, y, z } = sample;
    this.learnSpacing(sample);
    const squares = x * x + y * y + z * z;
    if (this.n === 0) {
      this.fromMs = tMs;
      this.sumX = 0;
      this.sumY = 0;
      this.sumZ = 0;
      this.highest = 0;
    }
    this.n++;
    this.sumX += x;
    this.sumY += y;
    this.sumZ += z;
    if (squares > this.highest) this.highest = squares;
    // The next sample would be at tMs + spacing and stand for as long again.
    const spacingMs = Number.isNaN(this.spacingMs) ? FIRST_SPACING_MS : this.spacingMs;
    if (tMs - this.fromMs + 2 * spacingMs <= SPAN_MS) return false;
    this.tMs = tMs;
    this.x = this.sumX / this.n;
    this.y = this.sumY / this.n;
    this.z = this.sumZ / this.n;
    this.peakG = Math.sqrt(this.highest);
    this.n = 0;
    return true;
  }

  private learnSpacing({ tMs }: Readonly<MotionSample>): void {
    const stepMs = tMs - this.previousMs;
    this.previousMs = tMs;
    if (Number.isNaN(stepMs)) return;
    const step = Math.max(SHORTEST_STEP_MS, stepMs);
    if (Number.isNaN(this.spacingMs)) this.spacingMs = step;
    else this.spacingMs += (Math.min(step, LONGEST_STEP * this.spacingMs) - this.spacingMs) / SPACING_SAMPLES;
  }
}
