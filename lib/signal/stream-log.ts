import type { StreamKind } from '../tag/frame';
import { COARSE_MS, GAP_MS, MOST_AT_ONE_TIME, OVERLAP_MS } from './gap';

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
  /** Bounds of all samples, also of those without a value, ms; NaN before the first. */
  seenFromMs = NaN;
  seenToMs = NaN;
  /** Samples with a value. */
  count = 0;
  /** Samples that came after newer ones. */
  late = 0;
  /** Time between samples, holes left out, ms. */
  measuredMs = 0;
  /** The part of it in which they lie further apart than COARSE_MS. */
  coarseMs = 0;
  private readonly kind: StreamKind;
  private atOneTime = 0;
  private readonly holes: Hole[] = [];

  constructor(kind: StreamKind) {
    this.kind = kind;
  }

  /**
   * Time at which the sample counts that was placed last: its own, or that of the newest where frames overlap a little. A field: a
   * number that a call gives back is put on the heap.
   */
  placedMs = NaN;

  /** Finds the time of a block's sample; false when it is late or has no time of its own because the clock stands still. */
  place(times: Float64Array, i: number): boolean {
    const tMs = times[i]!;
    if (tMs <= this.lastMs) {
      this.placedMs = this.lastMs;
      if (this.lastMs - tMs <= OVERLAP_MS) return this.atOneTime < MOST_AT_ONE_TIME;
      this.late++;
      return false;
    }
    if (!Number.isFinite(tMs)) return false;
    if (!(tMs >= this.seenFromMs)) this.seenFromMs = tMs;
    if (!(tMs <= this.seenToMs)) this.seenToMs = tMs;
    this.placedMs = tMs;
    return true;
  }

  /** The sample that was placed last has a value, and was taken. */
  advance(): void {
    const tMs = this.placedMs;
    const apartMs = tMs - this.lastMs;
    if (this.count === 0) this.firstMs = tMs;
    else if (apartMs > GAP_MS) {
      this.holes.push({ startMs: this.lastMs, endMs: tMs, streams: [this.kind] });
    } else {
      this.measuredMs += apartMs;
      if (apartMs > COARSE_MS) this.coarseMs += apartMs;
    }
    this.atOneTime = tMs > this.lastMs ? 1 : this.atOneTime + 1;
    this.lastMs = tMs;
    this.count++;
  }

  /** No value has come for longer than a gap while samples without one did. */
  get blind(): boolean {
    return this.seenToMs - this.lastMs > GAP_MS || (this.count === 0 && !Number.isNaN(this.seenToMs));
  }

  /** Holes within a recording, its beginning and end included; none for a stream that never came. */
  holesWithin(startMs: number, endMs: number): Hole[] {
    if (Number.isNaN(this.seenToMs)) return [];
    if (this.count === 0) return endMs > startMs ? [{ startMs, endMs, streams: [this.kind] }] : [];
    const holes = [...this.holes];
    if (this.firstMs - startMs > GAP_MS) holes.push({ startMs, endMs: this.firstMs, streams: [this.kind] });
    if (endMs - this.lastMs > GAP_MS) holes.push({ startMs: this.lastMs, endMs, streams: [this.kind] });
    return holes;
  }
}
