import type { Database } from '../store/database';
import { listCorrections } from '../store/corrections';
import { reviewWalk } from '../store/walks';
import type { Verdict } from '../training/verdict';
import { ownersDetections } from '../walk/owners-detections';
import type { Detections, Walk, WalkReview } from '../walk/walk';
import { detectionsOf } from './detections-of';
import { verdictAfter } from './verdict-on';

/** The walk that has just ended, and what is said of it. All methods reject with `StoreError`. */
export class LookBack {
  /** Null: none, or nothing was recorded. */
  walk = $state.raw<Walk | null>(null);
  /** As the owner sees them. Null without a tag: nothing was measured. */
  detections = $state.raw<Detections | null>(null);
  verdict = $state.raw<Verdict | null>(null);
  readonly #database: Database;
  #asked = 0;

  constructor(database: Database) {
    this.#database = database;
  }

  async open(walk: Walk | null): Promise<void> {
    this.walk = walk;
    this.detections =
      walk && walk.tags.length > 0
        ? ownersDetections(
            await detectionsOf(this.#database, walk),
            await listCorrections(this.#database, walk.id),
          )
        : null;
    await this.#judge(walk);
  }

  /** What the owner says of the walk. */
  async review(review: WalkReview): Promise<void> {
    if (!this.walk) return;
    this.walk = await reviewWalk(this.#database, this.walk.id, review);
    await this.#judge(this.walk);
  }

  /** Two quick answers are judged at the same time: the verdict on the newer one stays, whichever comes first. */
  async #judge(walk: Walk | null): Promise<void> {
    const mine = ++this.#asked;
    const verdict = walk && (await verdictAfter(this.#database, walk));
    if (mine === this.#asked) this.verdict = verdict;
  }

  close(): void {
    this.#asked++;
    this.walk = null;
    this.detections = null;
    this.verdict = null;
  }
}
