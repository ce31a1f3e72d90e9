import { Database } from '../store/database';
import { stepTarget } from '../training/plan';
import type { Plan } from '../training/plan-schema';
import type { NewMark } from '../walk/body-sign';
import type { Cat, WalkReview } from '../walk/walk';
import { keepAwake } from './extension';
import type { Sentence } from './live-view';
import { LookBack } from './look-back.svelte';
import { OwnerSession } from './owner-session.svelte';
import { lockOwnership, type WalkOwnership } from './walk-ownership';
import { sentenceFor } from './sentences';

/** A session without a tag from its first second to what comes of it. */
export class SessionDesk {
  /** Null before it begins and once it is over. */
  session = $state.raw<OwnerSession | null>(null);
  trouble = $state.raw<Sentence | null>(null);
  readonly #database: Database;
  readonly #ownership: WalkOwnership;
  /** Once it is over. */
  readonly lookBack: LookBack;
  #ending = false;

  constructor(database = new Database(), ownership = lockOwnership()) {
    this.#database = database;
    this.#ownership = ownership;
    this.lookBack = new LookBack(database);
  }

  /** @param plan as the cat goes by it */
  begin(cat: Cat, plan: Plan): Promise<void> {
    return this.#try(async () => {
      this.session = await OwnerSession.start({
        database: this.#database,
        ownership: this.#ownership,
        cat,
        target: stepTarget(cat.stepNumber, plan),
      });
      keepAwake(true);
    });
  }

  /** Say why the session could not begin. */
  fail(error: unknown): void {
    this.trouble = sentenceFor(error);
  }

  treat(): Promise<void> {
    return this.#try(() => this.session?.treat());
  }

  score(good: boolean): Promise<void> {
    return this.#try(() => this.session?.try(good));
  }

  takeBack(): Promise<void> {
    return this.#try(() => this.session?.takeBack());
  }

  mark(mark: NewMark): Promise<void> {
    return this.#try(() => this.session?.mark(mark));
  }

  takeBackMark(markId: string): Promise<void> {
    return this.#try(() => this.session?.takeBackMark(markId));
  }

  async end(): Promise<void> {
    const { session } = this;
    if (!session || this.#ending) return;
    this.#ending = true;
    await this.#try(async () => {
      const walk = await session.end();
      keepAwake(false);
      // It is saved: whatever comes of looking back, the page is out of it.
      this.session = null;
      await this.lookBack.open(walk);
    });
    this.#ending = false;
  }

  /** The owner's choice of a step after the session. Resolves with the cat as it is then; null when it was not kept. */
  async chooseStep(toStepNumber: number, reason: string): Promise<Cat | null> {
    let cat: Cat | null = null;
    await this.#try(async () => void (cat = await this.lookBack.choose(toStepNumber, reason)));
    return cat;
  }

  review(review: WalkReview): Promise<void> {
    return this.#try(() => this.lookBack.review(review));
  }

  async #try(work: () => Promise<void> | undefined): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.trouble = sentenceFor(error);
    }
  }
}
