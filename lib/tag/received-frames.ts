import { type Interval, IntervalSet } from './interval-set';

/** What an arriving sequence number turned out to be. */
export interface Receipt {
  /** Unwrapped: goes on rising past the wire's last number. */
  seq: number;
  /** False: this frame has arrived before. */
  isNew: boolean;
}

/**
 * Which frames of one boot of one tag have arrived. Sequence numbers come as the wire has them, wrapped; they are
 * unwrapped to the value nearest to the newest frame so far, so a frame may come late by half the modulus.
 *
 * Invariants:
 * - a frame is new exactly once, in whatever order and however often it comes;
 * - missing = between the first frame expected and the newest arrived, neither arrived nor given up;
 * - a frame that was given up and comes after all is new.
 */
export class ReceivedFrames {
  readonly #modulus: number;
  readonly #received = new IntervalSet();
  readonly #givenUp = new IntervalSet();
  #firstExpected: number | null;
  #newest: number | null = null;

  /**
   * @param modulus where the wire's numbers wrap (2^24 in the Catpace profile)
   * @param firstExpected frames from here on are wanted; null: from the first that arrives
   */
  constructor(modulus: number, firstExpected: number | null = null) {
    this.#modulus = modulus;
    this.#firstExpected = firstExpected;
  }

  /** Newest frame so far, unwrapped; null before the first. */
  get newest(): number | null {
    return this.#newest;
  }

  /** The first frame that is wanted; null while that is not known. */
  get firstExpected(): number | null {
    return this.#firstExpected;
  }

  get receivedCount(): number {
    return this.#received.size;
  }

  /** The unwrapped value of a number on the wire that lies nearest to the newest frame. */
  unwrap(wireSeq: number): number {
    const reference = this.#newest ?? this.#firstExpected;
    if (reference === null) return wireSeq;
    const half = this.#modulus / 2;
    const ahead = (((wireSeq - reference + half) % this.#modulus) + this.#modulus) % this.#modulus;
    return reference + ahead - half;
  }

  receive(wireSeq: number): Receipt {
    const seq = this.unwrap(wireSeq);
    const isNew = this.#received.add(seq) === 1;
    if (this.#newest === null || seq > this.#newest) this.#newest = seq;
    this.#firstExpected ??= seq;
    return { seq, isNew };
  }

  /**
   * Learn that the tag has made frames up to here, though they have not arrived: what is missing of them can be asked
   * for. Numbers behind the newest frame change nothing.
   */
  expectUpTo(wireSeq: number): void {
    const seq = this.unwrap(wireSeq);
    this.#firstExpected ??= seq;
    if (seq >= this.#firstExpected && (this.#newest === null || seq > this.#newest)) this.#newest = seq;
  }

  /** These are safe already, unwrapped: they need not be asked for and are new no more. */
  hold({ from, to }: Interval): void {
    this.#received.add(from, to);
    this.#firstExpected = Math.min(this.#firstExpected ?? from, from);
    this.#newest = Math.max(this.#newest ?? to, to);
  }

  /** Stretches that have neither arrived nor been given up, oldest first. */
  missing(): Interval[] {
    if (this.#firstExpected === null || this.#newest === null) return [];
    return this.#received
      .gaps(this.#firstExpected, this.#newest)
      .flatMap((gap) => this.#givenUp.gaps(gap.from, gap.to));
  }

  /** How many frames are missing: may still be asked for. */
  get missingCount(): number {
    return countOf(this.missing());
  }

  /** How many frames between the first expected and the newest have not arrived, given up or not. */
  get notReceivedCount(): number {
    if (this.#firstExpected === null || this.#newest === null) return 0;
    return countOf(this.#received.gaps(this.#firstExpected, this.#newest));
  }

  /** The tag cannot bring these any more: stop asking for those that have not arrived. Returns how many those are. */
  giveUp(from: number, to: number): number {
    const gaps = this.#received.gaps(from, to);
    return gaps.reduce((count, gap) => count + this.#givenUp.add(gap.from, gap.to), 0);
  }
}

function countOf(intervals: readonly Interval[]): number {
  return intervals.reduce((count, { from, to }) => count + to - from + 1, 0);
}
