import type { Database } from '../store/database';
import { putChunk } from '../store/chunks';
import { StoreError, storeErrorFrom, type StoreErrorCode } from '../store/store-error';
import { closeWalk, type WalkClosing } from '../store/walks';
import type { Walk, WalkChunk } from '../walk/walk';
import { CommittedSeq, unwrapSeq, wrapSeq } from './committed-seq';
import { logError } from './event-log';
import { FrameCollector, type FrameOrigin, type SealedChunk, type TimedFrame } from './frame-collector';

/** Walk time gathered before a chunk is saved, ms. A crash loses this, the last frame and one commit: under 2 s. */
export const CHUNK_SPAN_MS = 1000;
/** Ours: a burst of re-sent frames is saved in parts of this size even while walk time stands still. */
export const CHUNK_BYTES = 64 * 1024;
/** Ours: what may wait in memory while saving fails: more than a day of 50 Hz motion and 80 Hz tension. */
export const WAITING_BYTES = 64 * 1024 * 1024;
/** Strides 1, 2, 4 … past chunks of another writer: 20 of them pass a million. */
const CONFLICT_TRIES = 20;

/** Where chunks and the closing go. */
export interface WalkSink {
  putChunk(chunk: WalkChunk): Promise<void>;
  closeWalk(walk: Walk, closing: WalkClosing): Promise<unknown>;
}

export interface RecorderState {
  /** Safe in the database up to here on the walk's timeline, ms. */
  savedMs: number;
  /** Walk time of the newest sample that has arrived, ms: the walk's length so far. */
  recordedMs: number;
  /** Frames in memory that are not safe yet. */
  waitingFrames: number;
  /** Why the last attempt to save failed; null when it did not. */
  trouble: StoreErrorCode | null;
  /** Frames turned away because memory was full too. The tag still has them: they are never released. */
  refusedFrames: number;
}

export interface RecorderEvents {
  /** After each commit, failure or refusal. */
  onState?(state: RecorderState): void;
  /** Every frame of this boot up to `uptoSeq` (24 bits, as on the wire) is in the database: the tag may forget it. */
  onSafe?(origin: FrameOrigin, uptoSeq: number): void;
}

interface Boot {
  origin: FrameOrigin;
  /** Highest unwrapped number seen. */
  newestSeq: number;
  committed: CommittedSeq;
  released: number | null;
}

/** The sink of a real database. */
export function databaseSink(database: Database): WalkSink {
  return {
    putChunk: (chunk) => putChunk(database, chunk),
    closeWalk: (walk, closing) => closeWalk(database, walk, closing),
  };
}

/**
 * Records one walk: gathers frames into chunks and commits them one after the other. Arriving data drive it, no timer
 * does, so a hidden page records as well as a visible one. While saving fails everything waits in memory, and each
 * arrival tries again.
 */
export class WalkRecorder {
  #walk: Walk;
  readonly #sink: WalkSink;
  readonly #events: RecorderEvents;
  readonly #boots = new Map<string, Boot>();
  #open: FrameCollector | null = null;
  #waiting: SealedChunk[] = [];
  #waitingBytes = 0;
  #waitingFrames = 0;
  #nextIndex = 0;
  /** Walk time from which the open chunk's span counts, ms. */
  #spanFromMs: number | null = null;
  #recordedMs = 0;
  #savedMs = 0;
  #trouble: StoreErrorCode | null = null;
  #refusedFrames = 0;
  #pumping: Promise<void> | null = null;
  #closed = false;

  constructor(walk: Walk, sink: WalkSink, events: RecorderEvents = {}) {
    this.#walk = walk;
    this.#sink = sink;
    this.#events = events;
  }

  get state(): RecorderState {
    return {
      savedMs: this.#savedMs,
      recordedMs: this.#recordedMs,
      waitingFrames: this.#waitingFrames + (this.#open?.frames ?? 0),
      trouble: this.#trouble,
      refusedFrames: this.#refusedFrames,
    };
  }

  /** A tag joined the walk: its frames may follow. */
  changeWalk(walk: Walk): void {
    this.#walk = walk;
  }

  /** The first frame of a boot that the walk wants. Without it the first one to arrive counts as the first. */
  expectFrom(origin: FrameOrigin, seq: number): void {
    this.#boot(origin, seq);
  }

  /** The tag no longer has these frames (both ends included): the hole stays, and later frames may be released. */
  giveUp(origin: FrameOrigin, fromSeq: number, toSeq: number): void {
    const boot = this.#boots.get(keyOf(origin));
    if (!boot) return;
    const from = unwrapSeq(fromSeq, boot.newestSeq);
    boot.committed.add(from, unwrapSeq(toSeq, from));
    this.#release(boot);
  }

  /**
   * Take frames that nobody has seen before, in any order; notes count as seen and are not stored. Late ones keep
   * their own times. The counts belong to the recorder from here on. After `close` nothing is taken.
   */
  append(origin: FrameOrigin, frames: readonly TimedFrame[]): void {
    if (this.#closed) return;
    if (this.#open && keyOf(this.#open.origin) !== keyOf(origin)) this.#seal();
    for (const [i, timed] of frames.entries()) {
      if (this.#waitingBytes + (this.#open?.bytes ?? 0) >= WAITING_BYTES) {
        this.#refusedFrames += frames.length - i;
        this.#say();
        break;
      }
      this.#take(origin, timed);
    }
    if (this.#waiting.length > 0) void this.#pump();
  }

  /** Save all that has arrived, however short: at silence, when the page is hidden, at the end. True when all is safe. */
  async flush(): Promise<boolean> {
    this.#seal();
    await this.#pumping;
    if (this.#waiting.length > 0) await this.#pump();
    return this.#waiting.length === 0;
  }

  /**
   * Save the rest and close the walk with strict durability. Rejects with `StoreError` when that fails: nothing is
   * lost from memory then, the recorder still takes frames, and `close` may be called again.
   */
  async close(closing: WalkClosing): Promise<void> {
    if (!(await this.flush()))
      throw new StoreError(this.#trouble ?? 'unknown', 'The walk could not be saved yet.');
    try {
      await this.#sink.closeWalk(this.#walk, closing);
    } catch (cause) {
      const error = storeErrorFrom(cause);
      this.#trouble = error.code;
      this.#say();
      throw error;
    }
    this.#closed = true;
  }

  #take(origin: FrameOrigin, timed: TimedFrame): void {
    const boot = this.#boot(origin, timed.frame.seq);
    const seq = unwrapSeq(timed.frame.seq, boot.newestSeq);
    boot.newestSeq = Math.max(boot.newestSeq, seq);
    this.#open ??= new FrameCollector(origin, this.#walk.tags[origin.tag]?.streams ?? []);
    this.#open.add(timed, seq);
    // Re-sent frames lie far back: only progress of the walk's newest sample counts as span. A gap does not.
    this.#spanFromMs ??= Math.max(this.#recordedMs, timed.tMs);
    this.#recordedMs = Math.max(this.#recordedMs, this.#open.toMs);
    if (this.#recordedMs - this.#spanFromMs >= CHUNK_SPAN_MS || this.#open.bytes >= CHUNK_BYTES) this.#seal();
  }

  #seal(): void {
    if (!this.#open) return;
    const sealed = this.#open.seal(this.#walk.id, this.#nextIndex++);
    this.#open = null;
    this.#spanFromMs = null;
    this.#waiting.push(sealed);
    this.#waitingBytes += sealed.bytes;
    this.#waitingFrames += sealed.seqs.length;
  }

  #pump(): Promise<void> {
    return (this.#pumping ??= this.#commitWaiting().finally(() => (this.#pumping = null)));
  }

  /** Oldest first, one at a time, until none is left or one fails. */
  async #commitWaiting(): Promise<void> {
    let conflicts = 0;
    for (;;) {
      const sealed = this.#waiting[0];
      if (!sealed) return;
      try {
        // A chunk of notes alone has nothing to store.
        if (sealed.chunk.columns.length > 0) await this.#sink.putChunk(sealed.chunk);
      } catch (cause) {
        const error = storeErrorFrom(cause);
        const { code } = error;
        if (code === 'conflict' && conflicts < CONFLICT_TRIES) {
          this.#renumber(2 ** conflicts++);
          continue;
        }
        if (code !== this.#trouble) logError(error);
        this.#trouble = code;
        this.#say();
        return;
      }
      conflicts = 0;
      this.#committed(sealed);
    }
  }

  /** Another writer has taken this walk's numbers: go past them rather than over them. */
  #renumber(stride: number): void {
    for (const { chunk } of this.#waiting) chunk.index += stride;
    this.#nextIndex += stride;
  }

  #committed(sealed: SealedChunk): void {
    this.#waiting.shift();
    this.#waitingBytes -= sealed.bytes;
    this.#waitingFrames -= sealed.seqs.length;
    this.#savedMs = Math.max(this.#savedMs, sealed.chunk.toMs);
    this.#trouble = null;
    this.#say();
    const boot = this.#boots.get(keyOf(sealed.chunk));
    if (!boot) return;
    for (const seq of sealed.seqs) boot.committed.add(seq, seq);
    this.#release(boot);
  }

  #boot(origin: FrameOrigin, firstSeq: number): Boot {
    const key = keyOf(origin);
    let boot = this.#boots.get(key);
    if (!boot) {
      boot = { origin, newestSeq: firstSeq, committed: new CommittedSeq(firstSeq), released: null };
      this.#boots.set(key, boot);
    }
    return boot;
  }

  #release(boot: Boot): void {
    const upto = boot.committed.safeUpto;
    if (upto === null || upto === boot.released) return;
    boot.released = upto;
    this.#events.onSafe?.(boot.origin, wrapSeq(upto));
  }

  #say(): void {
    this.#events.onState?.(this.state);
  }
}

function keyOf({ tag, bootId }: FrameOrigin): string {
  return `${tag}:${bootId}`;
}
