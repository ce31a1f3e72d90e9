import { databaseSink, WalkRecorder, type RecorderState } from './recorder';
import type { FrameOrigin, TimedFrame } from './frame-collector';
import type { ReleaseWalk, WalkOwnership } from './recovery';
import { walkFrameBlocks, type StoredBlock } from './detections-of';
import type { Database } from '../store/database';
import { addMark } from '../store/marks';
import { StoreError, type StoreErrorCode } from '../store/store-error';
import { newId } from '../store/uuid-v7';
import { changeWalkTags, openWalk } from '../store/walks';
import type { MarkKind, Walk } from '../walk/walk';

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
  readonly #opening: Promise<void>;
  #walk: Walk;
  #releaseWalk: ReleaseWalk | null = null;
  #openingTrouble: StoreErrorCode | null = null;
  #marks = 0;

  constructor(options: WalkRecordingOptions) {
    const { walk, database, onChange, onSafe } = options;
    this.#options = options;
    this.#walk = walk;
    this.#recorder = new WalkRecorder(walk, databaseSink(database), { onState: onChange, onSafe });
    this.#opening = this.#open();
  }

  get walk(): Walk {
    return this.#walk;
  }

  get state(): RecorderState {
    return this.#recorder.state;
  }

  /** Why saving fails; null while it does not. */
  get trouble(): StoreErrorCode | null {
    return this.#recorder.state.trouble ?? this.#openingTrouble;
  }

  get marks(): number {
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
  async mark(kind: MarkKind, text: string, tMs: number): Promise<void> {
    this.#marks++;
    await addMark(this.#options.database, {
      id: newId(),
      walkId: this.#walk.id,
      tMs,
      kind,
      text,
      createdAtMs: Date.now(),
      deletedAtMs: null,
    });
  }

  /** All samples that arrived before this call, read back in the order of time. Rejects with `StoreError`. */
  async recorded(): Promise<StoredBlock[]> {
    await this.#opening;
    if (!(await this.#recorder.flush())) throw new StoreError('unknown', 'The walk could not be saved yet.');
    return walkFrameBlocks(this.#options.database, this.#walk);
  }

  /** A tag has joined the walk. Rejects with `StoreError`. */
  async nameTags(tags: Walk['tags']): Promise<void> {
    this.#walk = { ...this.#walk, tags };
    this.#recorder.changeWalk(this.#walk);
    await this.#opening;
    await changeWalkTags(this.#options.database, this.#walk.id, tags);
  }

  /**
   * Save the rest and close the walk. Rejects with `StoreError` when that fails: nothing is lost from memory, and `close`
   * may be called again.
   */
  async close(): Promise<Walk> {
    await this.#opening;
    const closing = { status: 'ended' as const, durationMs: this.#recorder.state.recordedMs, review: null };
    await this.#recorder.close(closing);
    this.#walk = { ...this.#walk, ...closing };
    this.#releaseWalk?.();
    return this.#walk;
  }

  async #open(): Promise<void> {
    const { database, ownership, onChange } = this.#options;
    try {
      // Owned before it is opened: no other page may take a walk that begins for one that was abandoned.
      this.#releaseWalk = await ownership.own(this.#walk.id);
      await openWalk(database, this.#walk);
    } catch (error) {
      // Closing writes the walk whole, so a failed opening loses nothing as long as this page lives.
      this.#openingTrouble = error instanceof StoreError ? error.code : 'unknown';
      onChange();
    }
  }
}
