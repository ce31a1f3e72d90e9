/** Spacings that are remembered. Ours. */
const REMEMBERED = 16;
/** A spacing of this many usual ones holds lost samples. Ours. */
const HOLE_SHARE = 1.8;

/**
 * Counts notifications that device time shows to be lost, of a gauge whose rate is not told: the smallest spacing of late is
 * taken for the usual one.
 */
export class SpacingWatch {
  readonly #recentMs: number[] = [];
  #lastMs = NaN;

  /** @param times device times of a notification's samples, ms. @returns notifications of this length lost before it */
  lostBefore(times: ArrayLike<number>): number {
    let lost = 0;
    for (let i = 0; i < times.length; i += 1) {
      const spacingMs = times[i]! - this.#lastMs;
      this.#lastMs = times[i]!;
      if (!(spacingMs > 0)) continue;
      if (this.#recentMs.length === REMEMBERED) {
        const usualMs = Math.min(...this.#recentMs);
        if (i === 0 && spacingMs > HOLE_SHARE * usualMs)
          lost = Math.max(1, Math.round((spacingMs / usualMs - 1) / times.length));
        this.#recentMs.shift();
      }
      this.#recentMs.push(spacingMs);
    }
    return lost;
  }

  /** The measurement begins anew: what lies before is no hole. */
  reset(): void {
    this.#recentMs.length = 0;
    this.#lastMs = NaN;
  }
}
