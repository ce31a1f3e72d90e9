import type { MotionSample } from './sample-block';

/** About 1.4 s at 45 Hz, the fastest that the thinner lets through. A power of two. */
const CAPACITY = 64;
const MASK = CAPACITY - 1;
/** Fewer pairs of samples say nothing about a rhythm. Ours. */
const MIN_PAIRS = 5;

/** The last second of acceleration, to look back into. Nothing is allocated per sample. */
export class RecentMotion {
  private readonly t = new Float64Array(CAPACITY);
  private readonly x = new Float64Array(CAPACITY);
  private readonly y = new Float64Array(CAPACITY);
  private readonly z = new Float64Array(CAPACITY);
  private head = 0;
  private count = 0;

  clear(): void {
    this.count = 0;
  }

  push({ tMs, x, y, z }: Readonly<MotionSample>): void {
    this.t[this.head] = tMs;
    this.x[this.head] = x;
    this.y[this.head] = y;
    this.z[this.head] = z;
    this.head = (this.head + 1) & MASK;
    if (this.count < CAPACITY) this.count++;
  }

  /** Squared change found by `seekChange`, g²; NaN before that long ago. */
  changeSquared = NaN;

  /** Squared change of the acceleration vector since the sample nearest to that long ago. */
  seekChange(lagMs: number): void {
    this.changeSquared = NaN;
    const { t, x, y, z } = this;
    const now = (this.head - 1) & MASK;
    const wantMs = t[now]! - lagMs;
    for (let k = 2; k <= this.count; k++) {
      const older = (this.head - k) & MASK;
      if (t[older]! > wantMs) continue;
      const newer = (older + 1) & MASK;
      const at = k > 2 && t[newer]! - wantMs < wantMs - t[older]! ? newer : older;
      const dx = x[now]! - x[at]!;
      const dy = y[now]! - y[at]!;
      const dz = z[now]! - z[at]!;
      this.changeSquared = dx * dx + dy * dy + dz * dz;
      return;
    }
  }

  /** Correlation found by `seekRhythm`, −1…1; NaN when there was too little. */
  correlation = NaN;
  /** Lag of that correlation, ms. */
  lagMs = NaN;

  /**
   * How well the changes of acceleration repeat themselves: the highest correlation of the last windowMs with what was
   * between fromMs and toMs earlier. Near 1 = a swing, near 0 = jolts.
   */
  seekRhythm(windowMs: number, fromMs: number, toMs: number): void {
    this.correlation = NaN;
    this.lagMs = NaN;
    this.windowMs = windowMs;
    const newestMs = this.t[(this.head - 1) & MASK]!;
    for (let shift = 1; shift < this.count - 2; shift++) {
      const lagMs = newestMs - this.t[(this.head - 1 - shift) & MASK]!;
      if (lagMs < fromMs) continue;
      if (lagMs > toMs) break;
      this.correlate(shift);
      const { shifted } = this;
      if (!(shifted <= this.correlation) && !Number.isNaN(shifted)) {
        this.correlation = shifted;
        this.lagMs = lagMs;
      }
    }
  }

  private windowMs = NaN;
  /** Found by `correlate`: the correlation with what was so many samples earlier. */
  private shifted = NaN;

  private correlate(shift: number): void {
    const { t, x, y, z } = this;
    // Not `a ? NaN : b` below: what is chosen so is put on the heap.
    this.shifted = NaN;
    const afterMs = t[(this.head - 1) & MASK]! - this.windowMs;
    let cross = 0;
    let here = 0;
    let there = 0;
    let n = 0;
    for (let k = 1; k + shift + 1 <= this.count; k++) {
      const a = (this.head - k) & MASK;
      if (t[a]! <= afterMs) break;
      const a0 = (a - 1) & MASK;
      const b = (a - shift) & MASK;
      const b0 = (b - 1) & MASK;
      const ax = x[a]! - x[a0]!;
      const ay = y[a]! - y[a0]!;
      const az = z[a]! - z[a0]!;
      const bx = x[b]! - x[b0]!;
      const by = y[b]! - y[b0]!;
      const bz = z[b]! - z[b0]!;
      cross += ax * bx + ay * by + az * bz;
      here += ax * ax + ay * ay + az * az;
      there += bx * bx + by * by + bz * bz;
      n++;
    }
    if (n >= MIN_PAIRS && here > 0 && there > 0) this.shifted = cross / Math.sqrt(here * there);
  }

  /** Rate found by `seekOscillation`, Hz; NaN when there was too little. */
  oscillationHz = NaN;

  /**
   * Root-mean-square rate of oscillation over the last windowMs; NaN when there is too little.
   * For a sinusoid of rate f sampled every τ the mean squared difference of neighbours is 4 sin²(π f τ) times the
   * variance; summed over the axes this does not change when the sensor is turned.
   */
  seekOscillation(windowMs: number): void {
    this.oscillationHz = NaN;
    const { t, x, y, z } = this;
    const newest = (this.head - 1) & MASK;
    const afterMs = t[newest]! - windowMs;
    let n = 0;
    let sumX = 0;
    let sumY = 0;
    let sumZ = 0;
    let squares = 0;
    let steps = 0;
    for (let k = 1; k < this.count; k++) {
      const a = (this.head - k) & MASK;
      if (t[a]! <= afterMs) break;
      const b = (a - 1) & MASK;
      sumX += x[a]!;
      sumY += y[a]!;
      sumZ += z[a]!;
      squares += x[a]! * x[a]! + y[a]! * y[a]! + z[a]! * z[a]!;
      steps += (x[a]! - x[b]!) ** 2 + (y[a]! - y[b]!) ** 2 + (z[a]! - z[b]!) ** 2;
      n++;
    }
    if (n < MIN_PAIRS) return;
    const variance = squares / n - (sumX * sumX + sumY * sumY + sumZ * sumZ) / (n * n);
    if (!(variance > 0)) return;
    const spacingMs = (t[newest]! - t[(this.head - 1 - n) & MASK]!) / n;
    this.oscillationHz =
      (Math.asin(Math.sqrt(Math.min(1, steps / n / (4 * variance)))) * 1_000) / (Math.PI * spacingMs);
  }
}
