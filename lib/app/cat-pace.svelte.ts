import { type Gait, NO_GAIT, profileOf } from '../events/gait';
import type { Database } from '../store/database';
import { gaitOfCat, paceOf } from './gait-of-cat';
import type { PaceView } from './live-view';

/** How far the walk of the cat that is going to walk is known. */
export class CatPace {
  /** Null while nobody has asked. */
  view = $state.raw<PaceView | null>(null);
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** What is known of a cat. A database that does not answer makes it uncalibrated; a walk can begin all the same. */
  async of(catId: string): Promise<Gait> {
    const gait = await gaitOfCat(this.#database, catId).catch(() => NO_GAIT);
    this.view = paceOf(gait, profileOf(gait) !== null);
    return gait;
  }
}
