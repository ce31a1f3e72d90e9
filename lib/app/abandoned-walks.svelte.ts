import type { Database } from '../store/database';
import { deleteWalk } from '../store/walks';
import type { Walk } from '../walk/walk';
import type { RecoverableWalk } from './page-views';
import { listRecoverable, recoverWalk } from './recovery';
import type { WalkOwnership } from './walk-ownership';

/** Walks that were cut off, and what becomes of them. All methods reject with `StoreError`. */
export class AbandonedWalks {
  list = $state.raw<RecoverableWalk[]>([]);
  readonly #database: Database;
  readonly #ownership: WalkOwnership;

  constructor(database: Database, ownership: WalkOwnership) {
    this.#database = database;
    this.#ownership = ownership;
  }

  async look(): Promise<void> {
    this.list = await listRecoverable(this.#database, this.#ownership);
  }

  /** Keep one. Null: it was not there any more. */
  async keep(walkId: string): Promise<Walk | null> {
    const walk = await recoverWalk(this.#database, walkId, this.#ownership);
    await this.look();
    return walk;
  }

  /** Put one aside for good: its samples stay in the database, but no page brings it back. */
  async letGo(walkId: string): Promise<void> {
    const walk = await recoverWalk(this.#database, walkId, this.#ownership);
    if (walk) await deleteWalk(this.#database, walkId, Date.now());
    await this.look();
  }
}
