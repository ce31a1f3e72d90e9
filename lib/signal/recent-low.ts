import type { TimedValue } from './sample-block';

const FIRST_CAPACITY = 64;

/**
 * The lowest value of a short window of time that ends at the newest sample. It is looked for only when somebody asks: to keep the
 * window costs two writes a sample. Nothing is allocated per sample.
 */
export class RecentLow {
  /** As `seek` found it; Infinity when the window is empty. */
  low = Infinity;
  private readonly windowMs: number;
  private t = new Float64Array(FIRST_CAPACITY);
  private v = new Float64Array(FIRST_CAPACITY);
  private head = 0;
  private count = 0;

  constructor(windowMs: number) {
    this.windowMs = windowMs;
  }

  clear(): void {
    this.count = 0;
  }

  /** Takes a finite sample in. Times never fall. */
  push({ tMs, value }: Readonly<TimedValue>): void {
    if (this.count === this.t.length && this.t[this.head]! > tMs - this.windowMs) this.grow();
    const mask = this.t.length - 1;
    this.t[this.head] = tMs;
    this.v[this.head] = value;
    this.head = (this.head + 1) & mask;
    if (this.count <= mask) this.count++;
  }

  /** Looks for the lowest value: a walk over the window. */
  seek(): void {
    const { t, v, head, count } = this;
    const mask = t.length - 1;
    const afterMs = t[(head - 1) & mask]! - this.windowMs;
    let low = Infinity;
    for (let k = 1; k <= count; k++) {
      const at = (head - k) & mask;
      if (t[at]! <= afterMs) break;
      if (v[at]! < low) low = v[at]!;
    }
    this.low = low;
  }

  /** The ring is full of what the window still holds. */
  private grow(): void {
    const { t, v, head } = this;
    const size = t.length;
    this.t = new Float64Array(2 * size);
    this.v = new Float64Array(2 * size);
    for (let k = 0; k < size; k++) {
      this.t[k] = t[(head + k) & (size - 1)]!;
      this.v[k] = v[(head + k) & (size - 1)]!;
    }
    this.head = size;
  }
}
