/** A gap of this share of a message is one: less is the spread of a sensor's own rate. Ours. */
const LEAST_SHARE = 0.6;

/**
 * Counts messages that device time shows to be lost: a message begins where the one before it ended, give or take the spread
 * of the sensor's rate.
 */
export class HoleCounter {
  #endMs = NaN;

  /**
   * @param startMs device time of the message's first sample
   * @param durationMs samples × period
   * @returns how many messages of this length fit into the gap before it
   */
  count(startMs: number, durationMs: number): number {
    const gapMs = startMs - this.#endMs;
    this.#endMs = startMs + durationMs;
    return gapMs > LEAST_SHARE * durationMs ? Math.round(gapMs / durationMs) : 0;
  }

  /** The stream begins anew: what lies before is no hole. */
  reset(): void {
    this.#endMs = NaN;
  }
}
