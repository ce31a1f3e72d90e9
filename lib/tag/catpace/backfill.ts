import type { ReceivedFrames } from '../received-frames';
import type { Interval } from '../interval-set';
import type { ControlResults } from './control';

/**
 * Frames asked for in one report: some seconds of a walk. Short, because the tag answers nothing else meanwhile and tare must
 * not wait long. Ours.
 */
export const REPORT_FRAMES = 200;
/** The tag says so often that it has nothing of a stretch before that is believed. Ours: once could be a mistake. */
const EMPTY_REPORTS = 2;
/** Pause before a stretch is asked for again of which nothing arrived, ms; doubled each time up to the longest. Ours. */
const PAUSE_MS = { first: 500, longest: 30_000 } as const;

export interface BackfillTag {
  /** Ask the tag for a stretch (inclusive). Resolves when all that it still has of it has been sent. */
  report(range: Interval): Promise<ControlResults['report-range']>;
  /** First and next sequence number of the tag's log, as the wire has them. */
  logBounds(): Promise<{ firstSeq: number; nextSeq: number }>;
  /** The tag no longer has these (inclusive, unwrapped): a gap that stays. */
  onGivenUp?(range: Interval): void;
}

/**
 * Brings frames that got lost on the radio from the tag's log while live frames go on. One for each connection and boot.
 * Only what the tag no longer has is given up (it stays counted as missing); what the radio keeps losing is asked for again.
 */
export class Backfill {
  readonly #received: ReceivedFrames;
  readonly #tag: BackfillTag;
  /** What was asked for, by the first frame of the stretch: once that one arrives, the rest is another stretch. */
  readonly #asked = new Map<number, { times: number; notBeforeMs: number }>();
  /** Newest frame when `look` was last called: a hole behind it is no matter of order within the air. */
  #newestBefore: number;
  #nowMs = 0;
  #running = false;
  #stopped = false;

  constructor(received: ReceivedFrames, tag: BackfillTag) {
    this.#received = received;
    this.#tag = tag;
    // What an earlier connection left missing is wanted at once.
    this.#newestBefore = received.newest ?? -1;
  }

  /** Look for holes and ask for them. To be called after each notification, and once the link is back. */
  look(nowMs: number): void {
    this.#nowMs = nowMs;
    const settledUpTo = this.#newestBefore;
    this.#newestBefore = Math.max(this.#newestBefore, this.#received.newest ?? -1);
    if (this.#running || this.#stopped || this.#next(settledUpTo) === null) return;
    this.#running = true;
    // A report that fails (busy, link gone) is tried again with the next notification.
    void this.#run(settledUpTo)
      .catch(() => {})
      .finally(() => {
        this.#running = false;
      });
  }

  /** The connection has gone. */
  stop(): void {
    this.#stopped = true;
  }

  /** The oldest stretch that may be asked for now. */
  #next(settledUpTo: number): Interval | null {
    const hole = this.#received
      .missing()
      .find(({ from }) => from <= settledUpTo && (this.#asked.get(from)?.notBeforeMs ?? 0) <= this.#nowMs);
    return hole ? { from: hole.from, to: Math.min(hole.to, hole.from + REPORT_FRAMES - 1) } : null;
  }

  async #run(settledUpTo: number): Promise<void> {
    for (
      let range = this.#next(settledUpTo);
      range !== null && !this.#stopped;
      range = this.#next(settledUpTo)
    ) {
      const times = (this.#asked.get(range.from)?.times ?? 0) + 1;
      const pauseMs = Math.min(PAUSE_MS.longest, PAUSE_MS.first * 2 ** (times - 1));
      this.#asked.set(range.from, { times, notBeforeMs: this.#nowMs + pauseMs });
      const { sentFrames, firstAvailableSeq } = await this.#tag.report(range);
      if (this.#stopped) return;
      this.#giveUpBefore(firstAvailableSeq);
      if (sentFrames > 0) continue;
      await this.#giveUpBeyondLog();
      if (times >= EMPTY_REPORTS) this.#giveUp(range.from, range.to);
    }
  }

  /** What lies before the oldest frame of the log cannot come any more. */
  #giveUpBefore(firstAvailableSeq: number): void {
    const oldest = this.#received.missing()[0];
    if (oldest === undefined) return;
    this.#giveUp(oldest.from, this.#received.unwrap(firstAvailableSeq) - 1);
  }

  #giveUp(from: number, to: number): void {
    const gone = this.#received
      .missing()
      .map((hole) => ({ from: Math.max(hole.from, from), to: Math.min(hole.to, to) }))
      .filter((hole) => hole.from <= hole.to);
    this.#received.giveUp(from, to);
    for (const range of gone) this.#tag.onGivenUp?.(range);
  }

  /**
   * A report brought nothing though the stretch is newer than the log's oldest frame: the number that opened the hole was
   * never the tag's (bytes that happened to look like a frame). Nothing from the tag's next number on is missing, and
   * nothing was lost there.
   */
  async #giveUpBeyondLog(): Promise<void> {
    const { firstSeq, nextSeq } = await this.#tag.logBounds();
    if (this.#stopped) return;
    this.#giveUpBefore(firstSeq);
    const newest = this.#received.newest;
    if (newest !== null) this.#received.giveUp(this.#received.unwrap(nextSeq), newest);
  }
}
