/**
 * Device time that wraps at 2^32, made to rise for ever. A value may lie up to half a turn before or behind the newest: that
 * covers what arrives late, and no link is silent for half a turn without being reconnected.
 */
export class UnwrapU32 {
  #newest = NaN;

  /** @param wrapped u32 as on the wire */
  unwrap(wrapped: number): number {
    const newest = this.#newest;
    // The difference as a signed 32-bit number is right across the wrap, forwards and backwards. (NaN >>> 0 is 0.)
    const value = newest === newest ? newest + ((wrapped - (newest >>> 0)) | 0) : wrapped;
    if (!(value <= newest)) this.#newest = value;
    return value;
  }

  /**
   * Many values that came together, in order. A plain array: small ones are made several times faster than typed ones.
   * @param scale each is multiplied by it
   */
  unwrapAll(wrapped: Uint32Array, scale = 1): number[] {
    const values: number[] = [];
    const first = wrapped[0];
    if (first === undefined) return values;
    const start = this.unwrap(first);
    let newest = start;
    for (let i = 0; i < wrapped.length; i += 1) {
      // Those of one notification lie well within half a turn of its first.
      const value = start + ((wrapped[i]! - first) | 0);
      if (value > newest) newest = value;
      values.push(value * scale);
    }
    if (newest > this.#newest) this.#newest = newest;
    return values;
  }
}
