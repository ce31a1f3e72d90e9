/** One press moves an end by this much, ms. Ours: half a second is what a hand on a key can mean. */
export const END_STEP_MS = 500;

export type End = 'start' | 'end';

export interface Stretch {
  startMs: number;
  endMs: number;
}

/** A stretch with one end moved by a step; never before the walk, past what is known, or past its other end. */
export function moveEnd({ startMs, endMs }: Stretch, end: End, stepMs: number, latestMs: number): Stretch {
  return end === 'start'
    ? { startMs: Math.min(endMs, Math.max(0, startMs + stepMs)), endMs }
    : { startMs, endMs: Math.max(startMs, Math.min(latestMs, endMs + stepMs)) };
}

/**
 * What a key moves: comma the start, point the end, outwards; with Shift (as it comes on an English or a German keyboard)
 * inwards. Null for every other key.
 * @param key a key that means itself (`plainKey`); null: none.
 */
export function endKey(key: string | null): { end: End; stepMs: number } | null {
  switch (key) {
    case ',':
      return { end: 'start', stepMs: -END_STEP_MS };
    case '<':
    case ';':
      return { end: 'start', stepMs: END_STEP_MS };
    case '.':
      return { end: 'end', stepMs: END_STEP_MS };
    case '>':
    case ':':
      return { end: 'end', stepMs: -END_STEP_MS };
    default:
      return null;
  }
}
