import type { WalkEvent } from '../events/event';
import { addCorrection, listCorrections, setCorrectionDeleted } from '../store/corrections';
import type { Database } from '../store/database';
import { StoreError } from '../store/store-error';
import { newId } from '../store/uuid-v7';
import { readWalk } from '../store/walks';
import { checkSaying } from '../walk/check-saying';
import type { Correction, OwnersSaying } from '../walk/correction';
import { ownersEvents, type OwnersEvent } from '../walk/owners-events';

/** The owner's words on one walk, as they are said and taken back. Live and in the replay. */
export class OwnersWord {
  /** Those taken back too. */
  corrections = $state.raw<readonly Correction[]>([]);
  /** There is a word to take back. */
  readonly canUndo: boolean = $derived(this.corrections.some(({ deletedAtMs }) => deletedAtMs === null));
  readonly #database: Database;
  #walkId: string | null = null;
  /** One word after the other: two quick keys must not lose each other. */
  #last: Promise<void> = Promise.resolve();

  constructor(database: Database) {
    this.#database = database;
  }

  /** The walk that is spoken of; null before the first one. */
  get walkId(): string | null {
    return this.#walkId;
  }

  /** Words on this walk from now on. Rejects with `StoreError`. */
  async open(walkId: string): Promise<void> {
    if (this.#walkId === walkId) return;
    this.#walkId = walkId;
    this.corrections = [];
    await this.#next(async () => {
      const kept = await listCorrections(this.#database, walkId);
      if (this.#walkId === walkId) this.corrections = kept;
    });
  }

  /** Detections with the words on top, rejected ones too. */
  on(detected: readonly WalkEvent[]): OwnersEvent[] {
    return ownersEvents(detected, this.corrections);
  }

  /** Keep a word. Resolves when it is safe on disk. Rejects with `SayingError` or `StoreError`. */
  say(saying: OwnersSaying): Promise<void> {
    return this.#next(async (walkId) => {
      const walk = await readWalk(this.#database, walkId);
      if (!walk) throw new StoreError('missing', `There is no walk ${walkId}.`);
      checkSaying(saying, walk);
      const newest = this.corrections.at(-1)?.createdAtMs ?? 0;
      // The order of words is their meaning: two within one millisecond stay in order.
      const createdAtMs = Math.max(Date.now(), newest + 1);
      const correction: Correction = { ...saying, id: newId(), walkId, createdAtMs, deletedAtMs: null };
      await addCorrection(this.#database, correction);
      if (this.#walkId === walkId) this.corrections = [...this.corrections, correction];
    });
  }

  /** Take a word back, the newest one unless another is named. Rejects with `StoreError`. */
  undo(wordId?: string): Promise<void> {
    return this.#next(async () => {
      const standing = this.corrections.filter(({ deletedAtMs }) => deletedAtMs === null);
      const word = wordId === undefined ? standing.at(-1) : standing.find(({ id }) => id === wordId);
      if (!word) return;
      const undone = await setCorrectionDeleted(this.#database, word.id, Date.now());
      this.corrections = this.corrections.map((each) => (each.id === undone.id ? undone : each));
    });
  }

  #next(work: (walkId: string) => Promise<void>): Promise<void> {
    const walkId = this.#walkId;
    if (walkId === null) return Promise.resolve();
    const done = this.#last.then(() => work(walkId));
    this.#last = done.catch(() => {});
    return done;
  }
}
