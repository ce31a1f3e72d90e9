import type { TimedValue } from './sample-block';

const FIRST_CAPACITY = 64;

/**
 * Mean and standard deviation of one quantity over a window of time that ends at the newest sample.
 * Windows are of time and not of counts: any rate, jitter and holes. Nothing is allocated per sample.
 */
export class SlidingMoments {
  count = 0;
  /** Of the window as it stands; NaN when empty. Fields and not getters: a number that a call gives back is put on the heap. */
  mean = NaN;
  /** Population variance; NaN when empty. The root is left to who wants it. */
  variance = NaN;
  private readonly windowMs: number;
  private readonly atLeast: number;
  private t = new Float64Array(FIRST_CAPACITY);
  private v = new Float64Array(FIRST_CAPACITY);
  private head = 0;
  private sum = 0;
  private sumSquares = 0;

  /** @param atLeast samples that stay even when older than the window: for low rates. */
  constructor(windowMs: number, atLeast = 0) {
    this.windowMs = windowMs;
    this.atLeast = atLeast;
  }

  clear(): void {
    this.count = 0;
    this.head = 0;
    this.sum = 0;
    this.sumSquares = 0;
    this.mean = NaN;
    this.variance = NaN;
  }

  /** Takes a finite sample in; those of windowMs ago or older fall out. Times never fall. */
  push({ tMs, value }: Readonly<TimedValue>): void {
    if (this.count === this.t.length) this.grow();
    const mask = this.t.length - 1;
    this.t[this.head] = tMs;
    this.v[this.head] = value;
    this.head = (this.head + 1) & mask;
    this.count++;
    this.sum += value;
    this.sumSquares += value * value;
    const keepAfter = tMs - this.windowMs;
    let tail = (this.head - this.count) & mask;
    while (this.count > this.atLeast && this.t[tail]! <= keepAfter) {
      const old = this.v[tail]!;
      this.sum -= old;
      this.sumSquares -= old * old;
      this.count--;
      tail = (tail + 1) & mask;
    }
    // Once a turn of the ring the sums are made anew, so that rounding cannot pile up.
    if (this.head === 0) this.resum();
    const mean = this.sum / this.count;
    this.mean = mean;
    // Rounding can leave less than nothing.
    this.variance = Math.max(0, this.sumSquares / this.count - mean * mean);
  }

  /** Population standard deviation; NaN when empty. */
  get sd(): number {
    return Math.sqrt(this.variance);
  }

  private resum(): void {
    const mask = this.t.length - 1;
    this.sum = 0;
    this.sumSquares = 0;
    for (let k = this.count; k >= 1; k--) {
      const value = this.v[(this.head - k) & mask]!;
      this.sum += value;
      this.sumSquares += value * value;
    }
  }

  private grow(): void {
    const size = this.t.length;
    const t = new Float64Array(size * 2);
    const v = new Float64Array(size * 2);
    for (let k = 0; k < size; k++) {
      const from = (this.head + k) & (size - 1);
      t[k] = this.t[from]!;
      v[k] = this.v[from]!;
    }
    this.t = t;
    this.v = v;
    this.head = size;
  }
}
