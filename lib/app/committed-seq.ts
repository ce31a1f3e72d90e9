/** Frames are numbered in 24 bits on the wire (tag profile v1). */
const SEQ_MODULUS = 2 ** 24;

/** The number without end that lies nearest to `near` and shows `seq` in its low 24 bits. */
export function unwrapSeq(seq: number, near: number): number {
  const forward = (((seq - near) % SEQ_MODULUS) + SEQ_MODULUS) % SEQ_MODULUS;
  return near + (forward < SEQ_MODULUS / 2 ? forward : forward - SEQ_MODULUS);
}

/** The low 24 bits, as the wire shows a number without end. */
export function wrapSeq(seq: number): number {
  return ((seq % SEQ_MODULUS) + SEQ_MODULUS) % SEQ_MODULUS;
}

/**
 * Which frames of one boot are safe, as runs of unwrapped sequence numbers, so that the tag is told to forget only
 * what lies below the first hole. It holds one run for each hole, however long the walk.
 */
export class CommittedSeq {
  /** Sorted, apart from each other; ends inclusive. */
  #runs: { from: number; to: number }[] = [];
  readonly #floor: number;

  /** `floor`: the first frame that is wanted. */
  constructor(floor: number) {
    this.#floor = floor;
  }

  /** Frames from `from` to `to`, both included, need not be asked for again. */
  add(from: number, to: number): void {
    const runs = this.#runs;
    // Data come nearly in order: look from the end.
    let first = runs.length;
    while (first > 0 && runs[first - 1]!.to >= from - 1) first--;
    let end = first;
    let joined = { from, to };
    while (end < runs.length && runs[end]!.from <= to + 1) {
      joined = { from: Math.min(joined.from, runs[end]!.from), to: Math.max(joined.to, runs[end]!.to) };
      end++;
    }
    runs.splice(first, end - first, joined);
  }

  /** The last frame before the first hole; null while the first wanted frame is missing. */
  get safeUpto(): number | null {
    const run = this.#runs.find(({ from, to }) => from <= this.#floor && to >= this.#floor);
    return run ? run.to : null;
  }
}
