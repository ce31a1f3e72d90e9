import { decodeVectors, type Vectors } from './protocol';

export interface JoinedParts {
  /** Samples that are whole now; null while there are none. */
  vectors: Vectors | null;
  /** Something did not fit: a part without its beginning, a beginning without its end. */
  isFault: boolean;
}

/**
 * Puts data together that came in two notifications, for one stream. A first part that ends between two vectors goes on at
 * once; its second part then continues it a period later.
 */
export function joinParts(): (part: 1 | 2, body: Uint8Array, periodMs: number) => JoinedParts {
  let held: Uint8Array | null = null;
  let whole: Vectors | null = null;
  return (part, body, periodMs) => {
    const [begun, before] = [held, whole];
    held = whole = null;
    if (part === 1) {
      whole = decodeVectors(body);
      // Too short for its own time: nothing can complete it.
      if (whole === null && body.length >= 4) held = body;
      return { vectors: whole, isFault: begun !== null || (whole === null && held === null) };
    }
    if (begun !== null) {
      const joined = new Uint8Array(begun.length + body.length);
      joined.set(begun);
      joined.set(body, begun.length);
      const vectors = decodeVectors(joined);
      return { vectors, isFault: vectors === null };
    }
    if (before === null) return { vectors: null, isFault: true };
    // Behind whole vectors only whole vectors can follow; their time is that of the first part, counted on.
    const timed = new Uint8Array(4 + body.length);
    const tMs = Math.round(before.tMs + (before.values.length / 3) * periodMs) % 2 ** 32;
    new DataView(timed.buffer).setUint32(0, tMs, true);
    timed.set(body, 4);
    const vectors = decodeVectors(timed);
    return { vectors, isFault: vectors === null };
  };
}
