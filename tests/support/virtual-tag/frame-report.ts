import type { FrameLog } from './frame-log';

/** The profile's pace of a report: one notification in this time, ms. */
const REPORT_EVERY_MS = 30;

/** A report of logged frames that is under way. Sequence numbers are the log's, not wrapped. */
export class FrameReport {
  readonly txid: number;
  sentFrames = 0;
  /** Last frame that went out; before the first, the one before the oldest that could. */
  lastSent: number;
  dueMs: number;
  #next: number;
  readonly #last: number;

  constructor(txid: number, log: FrameLog, fromSeq: number, toSeq: number, nowMs: number) {
    this.txid = txid;
    this.#next = Math.max(fromSeq, log.firstSeq);
    this.#last = Math.min(toSeq, log.nextSeq - 1);
    this.lastSent = Math.max(0, this.#next - 1);
    this.dueMs = nowMs;
  }

  /** Frames for one notification; none when the report is at its end. */
  next(log: FrameLog, payloadBytes: number): Uint8Array[] {
    this.dueMs += REPORT_EVERY_MS;
    const frames: Uint8Array[] = [];
    let room = payloadBytes;
    // The log may have forgotten what was still to come.
    this.#next = Math.max(this.#next, log.firstSeq);
    for (; this.#next <= this.#last; this.#next++) {
      const frame = log.read(this.#next)!;
      // Logged when notifications held more: it goes nowhere now.
      if (frame.length > payloadBytes) continue;
      if (frame.length > room) break;
      room -= frame.length;
      frames.push(frame);
      this.lastSent = this.#next;
    }
    this.sentFrames += frames.length;
    return frames;
  }
}
