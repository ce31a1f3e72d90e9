import type { SampleBlock } from '../signal/sample-block';
import type { LiveTrace } from './live-view';

/** What the thin trace shows, ms. Ours: long enough to see a pull come and go. */
export const TRACE_MS = 30_000;

/** Highest rate that the trace is kept at, Hz; a screen shows no more of 30 s. */
const TRACE_RATE_HZ = 100;

/** The last 30 s of tension, oldest first. */
export class TraceRing {
  readonly #capacity = (TRACE_MS / 1000) * TRACE_RATE_HZ;
  readonly #tMs = new Float64Array(this.#capacity);
  readonly #tensionN = new Float32Array(this.#capacity);
  #length = 0;

  pushBlock({ tMs, values }: Pick<SampleBlock, 'tMs' | 'values'>): void {
    for (let i = 0; i < tMs.length; i++) this.push(tMs[i]!, values[i]!);
  }

  push(tMs: number, tensionN: number): void {
    const last = this.#length > 0 ? this.#tMs[this.#length - 1]! : -Infinity;
    // Late samples belong to the record, not to a trace of the last moments.
    if (tMs <= last) return;
    if (tMs - last < 1000 / TRACE_RATE_HZ && Number.isFinite(tensionN)) {
      this.#tensionN[this.#length - 1] = Math.max(this.#tensionN[this.#length - 1]!, tensionN);
      return;
    }
    if (this.#length === this.#capacity) {
      const drop = this.#capacity >> 2;
      this.#tMs.copyWithin(0, drop);
      this.#tensionN.copyWithin(0, drop);
      this.#length -= drop;
    }
    this.#tMs[this.#length] = tMs;
    this.#tensionN[this.#length] = tensionN;
    this.#length++;
  }

  /** A copy that shows the last `TRACE_MS`. */
  snapshot(): LiveTrace {
    const newest = this.#length > 0 ? this.#tMs[this.#length - 1]! : 0;
    let from = 0;
    while (from < this.#length && this.#tMs[from]! < newest - TRACE_MS) from++;
    return {
      tMs: this.#tMs.slice(from, this.#length),
      tensionN: this.#tensionN.slice(from, this.#length),
      length: this.#length - from,
    };
  }
}
