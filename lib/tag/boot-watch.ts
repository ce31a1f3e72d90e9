/** Messages of one connection come in order: device time that goes back by more than this started over, ms. Ours. */
const BACK_MS = 1_000;
/** Device time cannot run ahead of the quickest arrivals by more than this, ms: then it is another clock. Ours. */
const AHEAD_MS = 2_000;
/** The first messages may all have been held up: until so many have come, running ahead says nothing. Ours. */
const SETTLED_AFTER = 20;
/** Nothing that the radio still holds is as old as this, ms: device time so far behind started over. Ours. */
const BEHIND_MS = 60_000;

/**
 * Tells when a sensor's clock has started over (it booted, or somebody set it), for sensors that do not say so themselves.
 * Drift is no reason: it moves the clock by less than the limits in an hour, and what moves ahead is followed.
 */
export class BootWatch {
  #newestMs = NaN;
  /** Device time − arrival of the quickest messages. */
  #offsetMs = NaN;
  #seen = 0;

  /** @returns true: device time belongs to another boot from here on */
  look(deviceMs: number, arrivalMs: number): boolean {
    const offsetMs = deviceMs - arrivalMs;
    const isOther =
      deviceMs < this.#newestMs - BACK_MS ||
      (this.#seen >= SETTLED_AFTER && offsetMs > this.#offsetMs + AHEAD_MS) ||
      offsetMs < this.#offsetMs - BEHIND_MS;
    if (isOther || Number.isNaN(this.#newestMs)) {
      this.#newestMs = deviceMs;
      this.#offsetMs = offsetMs;
      this.#seen = 1;
      return isOther;
    }
    this.#seen += 1;
    this.#newestMs = Math.max(this.#newestMs, deviceMs);
    this.#offsetMs = Math.max(this.#offsetMs, offsetMs);
    return false;
  }
}
