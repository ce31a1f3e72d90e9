/** What a bad radio does to notifications: shares between 0 and 1. */
export interface RadioFaults {
  lost: number;
  doubled: number;
  /** Sent after the one that follows it. */
  late: number;
}

export const NO_FAULTS: RadioFaults = { lost: 0, doubled: 0, late: 0 };

/** What was done to notifications so far. */
export interface FaultCounts {
  lost: number;
  doubled: number;
  late: number;
}

/** Seeded, so that a bad radio can be had again (Marsaglia 2003, xorshift32). */
function randomShares(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}

/** Loses, doubles and reorders notifications at the wanted rate. Pure but for its own counters. */
export class FaultyRadio {
  readonly counts: FaultCounts = { lost: 0, doubled: 0, late: 0 };
  faults: RadioFaults = NO_FAULTS;
  readonly #share: () => number;
  #held: Uint8Array | null = null;

  constructor(seed: number) {
    this.#share = randomShares(seed);
  }

  /** What arrives when this is sent. */
  pass(bytes: Uint8Array): Uint8Array[] {
    const draw = this.#share();
    const { lost, doubled, late } = this.faults;
    const waiting = this.#held ? [this.#held] : [];
    this.#held = null;
    if (draw < lost) {
      this.counts.lost++;
      return waiting;
    }
    if (draw < lost + doubled) {
      this.counts.doubled++;
      return [bytes, bytes, ...waiting];
    }
    if (draw < lost + doubled + late && waiting.length === 0) {
      this.counts.late++;
      this.#held = bytes;
      return [];
    }
    return [bytes, ...waiting];
  }
}
