import type { VerdictWords } from '../charts/verdict-words';
import type { Database } from '../store/database';
import { listCorrections } from '../store/corrections';
import { listCats } from '../store/cats';
import { listMarks } from '../store/marks';
import { listWalks, reviewWalk } from '../store/walks';
import type { NextTime } from '../training/next-time';
import type { Cat, Detections, Walk, WalkReview } from '../walk/walk';
import type * as afterWalkPart from './after-walk';
import { loadPart } from './part-missing';
import { namedPlaces } from './walk-history';

/** Rejects with `PartMissing`. */
export const afterWalk = (): Promise<typeof afterWalkPart> => loadPart(() => import('./after-walk'));

/** The walk that has just ended, and what is said of it. All methods reject with `StoreError` or `PartMissing`. */
export class LookBack {
  /** Null: none, or nothing was recorded. */
  walk = $state.raw<Walk | null>(null);
  /** As the owner sees them. Null without a tag: nothing was measured. */
  detections = $state.raw<Detections | null>(null);
  verdict = $state.raw<VerdictWords | null>(null);
  /** What a struggle in it asks of the next session. */
  nextTime = $state.raw<readonly NextTime[]>([]);
  /** Places that earlier walks were at. */
  places = $state.raw<readonly string[]>([]);
  /** The cat that walked, as it is now. */
  cat = $state.raw<Cat | null>(null);
  readonly #database: Database;
  #asked = 0;

  constructor(database: Database) {
    this.#database = database;
  }

  async open(walk: Walk | null): Promise<void> {
    this.walk = walk;
    const { detectionsOf, nextTime, ownersDetections, seenIn } = await afterWalk();
    this.detections =
      walk && walk.tags.length > 0
        ? ownersDetections(
            await detectionsOf(this.#database, walk),
            await listCorrections(this.#database, walk.id),
          )
        : null;
    this.nextTime = walk
      ? nextTime(this.detections?.events ?? [], seenIn(await listMarks(this.#database, walk.id)))
      : [];
    await this.#judge(walk);
    this.places = namedPlaces(await listWalks(this.#database));
    this.cat = (walk && (await listCats(this.#database)).find(({ id }) => id === walk.catId)) ?? null;
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
    const { verdictAfter } = await afterWalk();
    const verdict = walk && (await verdictAfter(this.#database, walk));
    if (mine === this.#asked) this.verdict = verdict;
  }

  /** The owner's choice of a step after this walk. Resolves with the cat as it is then; null when there is none. */
  async choose(toStepNumber: number, reason: string): Promise<Cat | null> {
    const { walk, verdict } = this;
    const cat = walk && (await listCats(this.#database)).find(({ id }) => id === walk.catId);
    if (!cat || !verdict) return null;
    const { chooseStep } = await afterWalk();
    this.cat = (await chooseStep(this.#database, cat, verdict, toStepNumber, reason)).cat;
    return this.cat;
  }

  close(): void {
    this.#asked++;
    this.cat = null;
    this.walk = null;
    this.detections = null;
    this.nextTime = [];
    this.verdict = null;
  }
}
