/**
 * Device time that wraps at 2^32, made to rise for ever. A value may lie up to half a turn before or behind the newest: that
 * covers what arrives late, and no link is silent for half a turn without being reconnected.
 */
export class UnwrapU32 {
  #newest: number | null = null;

  /** @param wrapped u32 as on the wire */
  unwrap(wrapped: number): number {
    if (this.#newest === null) return (this.#newest = wrapped);
    // The difference as a signed 32-bit number is right across the wrap, forwards and backwards.
    const value = this.#newest + ((wrapped - (this.#newest % 2 ** 32)) | 0);
    if (value > this.#newest) this.#newest = value;
    return value;
  }
}
