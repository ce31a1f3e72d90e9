import type { Database } from '../store/database';
import { KEPT_DELETED_MS, listDeletedWalks, purgeDeletedBefore } from '../store/trash';
import { undeleteWalk } from '../store/walks';
import type { Sentence } from './live-view';
import type { DeletedWalk } from './page-views';
import { sentenceFor } from './sentences';

const DAY_MS = 86_400_000;

/** Walks that were deleted. What has waited for 30 days is cleared away as soon as anybody looks. */
export class TrashDesk {
  walks = $state.raw<DeletedWalk[]>([]);
  trouble = $state.raw<Sentence | null>(null);
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
    void this.load();
  }

  load(): Promise<void> {
    return this.#try(async () => {
      await purgeDeletedBefore(this.#database, Date.now() - KEPT_DELETED_MS);
    });
  }

  restore(walkId: string): Promise<void> {
    return this.#try(() => undeleteWalk(this.#database, walkId));
  }

  /** Clear away all of them now. */
  purge(): Promise<void> {
    return this.#try(() => purgeDeletedBefore(this.#database, Infinity));
  }

  async #try(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      const nowMs = Date.now();
      this.walks = (await listDeletedWalks(this.#database)).map(
        ({ id, startedAtMs, timeZone, deletedAtMs }) => ({
          id,
          startedAtMs,
          timeZone,
          daysLeft: Math.max(1, Math.ceil((deletedAtMs! + KEPT_DELETED_MS - nowMs) / DAY_MS)),
        }),
      );
    } catch (error) {
      this.trouble = sentenceFor(error);
    }
  }
}
