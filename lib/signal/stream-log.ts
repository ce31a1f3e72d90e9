import type { StreamKind } from '../tag/frame';
import { GAP_MS, OVERLAP_MS } from './gap';

/** A stretch that one stream is missing in, ms. */
export interface Hole {
  startMs: number;
  endMs: number;
  streams: StreamKind[];
}

/** What has come of one stream: when, how much, and where it broke off. */
export class StreamLog {
  firstMs = NaN;
  /** Time of the newest sample, ms; NaN before the first. */
  lastMs = NaN;
  /** Samples with a value. */
  count = 0;
  /** Samples that came after newer ones. */
  late = 0;
  private readonly kind: StreamKind;
  private readonly holes: Hole[] = [];

  constructor(kind: StreamKind) {
    this.kind = kind;
  }

  /** Time at which a sample counts: its own, or that of the newest where frames overlap a little; NaN when it is late. */
  place(tMs: number): number {
    if (!(tMs < this.lastMs)) return Number.isFinite(tMs) ? tMs : NaN;
    if (this.lastMs - tMs <= OVERLAP_MS) return this.lastMs;
    this.late++;
    return NaN;
  }

  /** A sample with a value was taken at this time. */
  advance(tMs: number): void {
    if (this.count === 0) this.firstMs = tMs;
    else if (tMs - this.lastMs > GAP_MS) {
      this.holes.push({ startMs: this.lastMs, endMs: tMs, streams: [this.kind] });
    }
    this.lastMs = tMs;
    this.count++;
  }

  /** Holes within a recording, its beginning and end included; none for a stream that never came. */
  holesWithin(startMs: number, endMs: number): Hole[] {
    if (this.count === 0) return [];
    const holes = [...this.holes];
    if (this.firstMs - startMs > GAP_MS) holes.push({ startMs, endMs: this.firstMs, streams: [this.kind] });
    if (endMs - this.lastMs > GAP_MS) holes.push({ startMs: this.lastMs, endMs, streams: [this.kind] });
    return holes;
  }
}
