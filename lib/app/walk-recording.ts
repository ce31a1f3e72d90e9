import { databaseSink, WalkRecorder, type RecorderState } from './recorder';
import type { FrameOrigin, TimedFrame } from './frame-collector';
import type { ReleaseWalk, WalkOwnership } from './walk-ownership';
import { walkFrameBlocks, type StoredBlock } from './walk-samples';
import type { Database } from '../store/database';
import { addMark, setMarkDeleted } from '../store/marks';
import { StoreError, type StoreErrorCode } from '../store/store-error';
import { changeRunningWalk, openWalk } from '../store/walks';
import { NO_ADVICE, withAdvice } from '../walk/advice-log';
import type { NewMark } from '../walk/body-sign';
import type { Mark, Walk, WalkChunk } from '../walk/walk';
import { markOf } from './mark-of';

export interface WalkRecordingOptions {
  walk: Walk;
  database: Database;
  ownership: WalkOwnership;
  onChange: () => void;
  /** Every frame of this boot up to here (24 bits) is in the database: the tag may forget it. */
  onSafe: (origin: FrameOrigin, uptoSeq: number) => void;
}

/** A walk on its way into the database: owned and opened, its frames and marks saved, at last closed. */
export class WalkRecording {
  readonly #options: WalkRecordingOptions;
  readonly #recorder: WalkRecorder;
  #walk: Walk;
  #releaseWalk: ReleaseWalk | null = null;
  /** As the record has it; null while the walk is not open. */
  #written: Walk | null = null;
  #saving: Promise<void> | null = null;
  #marks: readonly Mark[] = [];

  constructor(options: WalkRecordingOptions) {
    const { walk, database, onChange, onSafe } = options;
    this.#options = options;
    this.#walk = walk;
    const sink = databaseSink(database);
    const recordFirst = {
      ...sink,
      // Chunks without their walk, or of a tag that it does not name, would be out of reach after a crash.
      putChunk: async (chunk: WalkChunk) => {
        await this.#saveRecord();
        await sink.putChunk(chunk);
      },
    };
    this.#recorder = new WalkRecorder(walk, recordFirst, { onState: onChange, onSafe });
    // The first chunk tries again, and says why when it cannot.
    this.#saveRecord().catch(() => {});
  }

  get walk(): Walk {
    return this.#walk;
  }

  get state(): RecorderState {
    return this.#recorder.state;
  }

  /** Why saving fails; null while it does not. */
  get trouble(): StoreErrorCode | null {
    return this.#recorder.state.trouble;
  }

  /** Marks that stand, in the order in which they were made. */
  get marks(): readonly Mark[] {
    return this.#marks;
  }

  append(origin: FrameOrigin, frames: readonly TimedFrame[]): void {
    this.#recorder.append(origin, frames);
  }

  /** Make safe what there is, however short. */
  flush(): void {
    void this.#recorder.flush();
  }

  /** Mark a moment of the walk. Resolves when the mark is safe on disk; rejects with `StoreError`. */
  async mark(what: NewMark, tMs: number): Promise<void> {
    const mark = markOf(this.#walk.id, what, tMs, Date.now());
    this.#marks = [...this.#marks, mark];
    await addMark(this.#options.database, mark);
  }

  /** Take a mark of this walk back. Resolves when that is safe on disk; rejects with `StoreError`. */
  async takeBack(markId: string): Promise<void> {
    this.#marks = this.#marks.filter(({ id }) => id !== markId);
    await setMarkDeleted(this.#options.database, markId, Date.now());
  }

  /** What stands on the screen as advice from `tMs` on; null: nothing. The next chunk takes it along. */
  noteAdvice(id: string | null, tMs: number): void {
    const before = this.#walk.advice ?? NO_ADVICE;
    const advice = withAdvice(before, id, tMs);
    if (advice !== before) this.#changeWalk({ ...this.#walk, advice });
  }

  /** All samples that arrived before this call, read back in the order of time. Rejects with `StoreError`. */
  async recorded(): Promise<Iterable<StoredBlock>> {
    if (!(await this.#recorder.flush())) throw new StoreError('unknown', 'The walk could not be saved yet.');
    return walkFrameBlocks(this.#options.database, this.#walk);
  }

  /** A tag has joined the walk: the next chunk takes its name along. */
  nameTags(tags: Walk['tags']): void {
    this.#changeWalk({ ...this.#walk, tags });
  }

  /**
   * Save the rest and close the walk. Rejects with `StoreError` when that fails: nothing is lost from memory, and `close`
   * may be called again.
   */
  async close(): Promise<Walk> {
    const closing = { status: 'ended' as const, durationMs: this.#recorder.state.recordedMs, review: null };
    await this.#recorder.close(closing);
    this.#walk = { ...this.#walk, ...closing };
    this.#releaseWalk?.();
    return this.#walk;
  }

  #changeWalk(walk: Walk): void {
    this.#walk = walk;
    this.#recorder.changeWalk(walk);
  }

  /** The walk's opening, the tags that have joined and the advice that was given, as they stand. Rejects with `StoreError`. */
  #saveRecord(): Promise<void> {
    return (this.#saving ??= this.#writeRecord().finally(() => (this.#saving = null)));
  }

  async #writeRecord(): Promise<void> {
    const { database, ownership } = this.#options;
    const walk = this.#walk;
    if (walk === this.#written) return;
    // Owned before it is opened: no other page may take a walk that begins for one that was abandoned. Where locks fail
    // the record matters more.
    this.#releaseWalk ??= await ownership.own(walk.id).catch(() => null);
    if (this.#written === null) await openOnce(database, walk);
    else await changeRunningWalk(database, walk);
    this.#written = walk;
  }
}

/** Open a walk whose id is new: where there is one already, an earlier attempt came through unnoticed. */
async function openOnce(database: Database, walk: Walk): Promise<void> {
  try {
    await openWalk(database, walk);
  } catch (error) {
    if (!(error instanceof StoreError && error.code === 'conflict')) throw error;
  }
}
