/** A pause between arrivals that is taken for lost samples at once, ms: longer than a radio's own stalls. Ours. */
const PAUSE_MS = 1_000;
/** The time is corrected once in so many samples, the period once in twice as many: a second at the usual rates. Ours. */
const HALF = 25;
/** Share of an error of the period that one correction takes back. Ours: steady within a few windows, calm against lost samples. */
const PERIOD_GAIN = 0.5;
/** The true period lies within this of the one that the tag names. A micro:bit asked for 20 ms sends every 18 (microbit-dal#300). */
const PERIOD_LIMITS = { least: 0.7, most: 1.5 } as const;
/** A sample lies at least this share of a period behind the one before it. */
const LEAST_STEP = 0.25;

/**
 * Times for samples that come without any: no device time, no number, one notification each.
 *
 * An arrival is late by the radio's delay, which is never negative and often near zero. So samples are counted on by their
 * period; none can have been taken after it arrived, which holds the count back; and what even the quickest arrivals of a
 * window are late by is taken up, as lost samples or a period that is longer than thought. The period is measured by the same
 * token. What comes out is the time of arrival without its jitter, plus the radio's least delay; it is not the device's time.
 */
export class ArrivalClock {
  readonly #nominalMs: number;
  #periodMs: number;
  #nextMs = NaN;
  #lastMs = NaN;
  #seen = 0;
  #leastMs = Infinity;
  #heldBackMs = 0;

  /** @param periodMs as the tag names it */
  constructor(periodMs: number) {
    this.#nominalMs = periodMs;
    this.#periodMs = periodMs;
  }

  /** Period as measured so far, ms. */
  get periodMs(): number {
    return this.#periodMs;
  }

  /** Time of the next sample, ms on the clock of the arrivals. Rises with each call. */
  next(arrivalMs: number): number {
    if (!(arrivalMs - this.#nextMs <= PAUSE_MS)) this.#begin(arrivalMs);
    const earlyMs = this.#nextMs - arrivalMs;
    let tMs = this.#nextMs;
    if (earlyMs > 0) {
      tMs = Math.max(arrivalMs, this.#lastMs + LEAST_STEP * this.#periodMs);
      this.#heldBackMs += this.#nextMs - tMs;
    }
    this.#lastMs = tMs;
    this.#nextMs = tMs + this.#periodMs;
    this.#observe(arrivalMs - tMs);
    return tMs;
  }

  #begin(arrivalMs: number): void {
    const earliest = this.#lastMs + LEAST_STEP * this.#periodMs;
    this.#nextMs = arrivalMs > earliest || Number.isNaN(this.#lastMs) ? arrivalMs : earliest;
    this.#lastMs = this.#nextMs - this.#periodMs;
    this.#clearWindow();
  }

  #observe(delayMs: number): void {
    this.#seen += 1;
    this.#leastMs = Math.min(this.#leastMs, delayMs);
    if (this.#seen !== HALF && this.#seen !== 2 * HALF) return;
    const lateMs = Math.max(0, this.#leastMs);
    this.#nextMs += lateMs;
    this.#leastMs = Infinity;
    if (this.#seen === HALF) return;
    // The first half has just been put right: what the second is late by, it has fallen behind in that time.
    const errorMs = this.#heldBackMs > 0 ? -this.#heldBackMs / (2 * HALF) : lateMs / HALF;
    const { least, most } = PERIOD_LIMITS;
    this.#periodMs = Math.max(
      least * this.#nominalMs,
      Math.min(most * this.#nominalMs, this.#periodMs + PERIOD_GAIN * errorMs),
    );
    this.#clearWindow();
  }

  #clearWindow(): void {
    this.#seen = 0;
    this.#leastMs = Infinity;
    this.#heldBackMs = 0;
  }
}
