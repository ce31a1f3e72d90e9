import { adviceWords, type AdviceWords } from '../charts/advice-words';
import type { Database } from '../store/database';
import { addMark, setMarkDeleted } from '../store/marks';
import { closeWalk, openWalk, scoreWalk } from '../store/walks';
import { adviseNow, type ShownAdvice } from '../training/advise';
import type { PlanAim } from '../training/plan';
import { NO_ADVICE, withAdvice } from '../walk/advice-log';
import { seenIn, type NewMark } from '../walk/body-sign';
import { HostClock } from '../tag/gatt/host-clock';
import {
  lastTap,
  NO_SCORES,
  withoutLastTap,
  withTreat,
  withTrial,
  type SessionScores,
} from '../walk/session-scores';
import type { Cat, Mark, Walk } from '../walk/walk';
import { markOf } from './mark-of';
import { newWalk } from './new-walk';
import type { ReleaseWalk, WalkOwnership } from './walk-ownership';

export interface OwnerSessionOptions {
  database: Database;
  ownership: WalkOwnership;
  cat: Cat;
  /** What the session is for, by the plan that the cat goes by. */
  target: PlanAim;
  /** Epoch ms. */
  now?: () => number;
}

/** How often the length is written down, ms: what a crash can cost of it. Taps are written at once. */
const WRITE_EVERY_MS = 5000;
const TICK_MS = 250;
/** A machine may sleep this long within a session; a clock that leaps further was set. Longer than any step's range: ours. */
const SLEEPS_MS = 2 * 60 * 60_000;

/**
 * A session without a tag on its way into the database: a clock, treats, tries and marks, each written as it is tapped.
 * Methods reject with `StoreError`; what was tapped stays, and the next write takes it along.
 */
export class OwnerSession {
  elapsedMs = $state(0);
  scores = $state.raw<SessionScores>(NO_SCORES);
  /** The marks that stand, by time. */
  marks = $state.raw<readonly Mark[]>([]);
  /** The one thing to do now, from the marks and the clock. */
  advice = $state.raw<AdviceWords | null>(null);
  #shown: ShownAdvice | null = null;
  #log = NO_ADVICE;
  readonly #options: OwnerSessionOptions;
  readonly #now: () => number;
  readonly #walk: Walk;
  #release: ReleaseWalk | null = null;
  #ticks: ReturnType<typeof setInterval> | null = null;
  #writtenMs = 0;

  private constructor(options: OwnerSessionOptions) {
    this.#options = options;
    const clock = new HostClock(undefined, SLEEPS_MS);
    this.#now = options.now ?? (() => clock.nowMs());
    const { cat, target } = options;
    this.#walk = newWalk(cat, {
      stepNumber: target.number,
      startedAtMs: this.#now(),
      tags: [],
      target: { minMs: target.minMs, maxMs: target.maxMs, aim: target.aim },
      session: { ...NO_SCORES, lastedMs: 0 },
    });
  }

  /** Begin. The session is on disk when this resolves. */
  static async start(options: OwnerSessionOptions): Promise<OwnerSession> {
    const session = new OwnerSession(options);
    // Owned before it is opened: no other page may take it for one that was abandoned.
    session.#release = await options.ownership.own(session.walkId).catch(() => null);
    try {
      await openWalk(options.database, session.#walk);
    } catch (error) {
      session.#release?.();
      throw error;
    }
    session.#ticks = setInterval(() => session.#tick(), TICK_MS);
    return session;
  }

  get walkId(): string {
    return this.#walk.id;
  }

  get stepNumber(): number {
    return this.#walk.stepNumber;
  }

  treat(): Promise<void> {
    return this.#score(withTreat(this.scores, this.#lookAtClock()));
  }

  /** One try, as the owner saw it. */
  try(good: boolean): Promise<void> {
    return this.#score(withTrial(this.scores, { tMs: this.#lookAtClock(), good }));
  }

  /** Take the newest tap back; nothing where there is none. */
  async takeBack(): Promise<void> {
    if (lastTap(this.scores)) await this.#score(withoutLastTap(this.scores));
  }

  async mark(what: NewMark): Promise<void> {
    const mark = markOf(this.walkId, what, this.#lookAtClock(), this.#now());
    await addMark(this.#options.database, mark);
    this.marks = [...this.marks, mark];
    this.#advise();
  }

  async takeBackMark(markId: string): Promise<void> {
    await setMarkDeleted(this.#options.database, markId, this.#now());
    this.marks = this.marks.filter(({ id }) => id !== markId);
    this.#advise();
  }

  /** Save the rest and close the session. May be called again when it fails: the clock goes on until it is saved. */
  async end(): Promise<Walk> {
    const durationMs = this.#lookAtClock();
    await this.#write();
    const walk = await closeWalk(
      this.#options.database,
      { ...this.#walk, advice: this.#log },
      {
        status: 'ended',
        durationMs,
        review: null,
      },
    );
    if (this.#ticks !== null) clearInterval(this.#ticks);
    this.#release?.();
    return walk;
  }

  #tick(): void {
    this.#advise();
    if (this.elapsedMs - this.#writtenMs < WRITE_EVERY_MS) return;
    // A tap says why it could not be written; the length alone is not worth a word.
    this.#write().catch(() => {});
  }

  #lookAtClock(): number {
    return (this.elapsedMs = Math.max(this.elapsedMs, this.#now() - this.#walk.startedAtMs));
  }

  #advise(): void {
    this.#shown = adviseNow({
      nowMs: this.#lookAtClock(),
      items: [],
      target: this.#options.target,
      seen: seenIn(this.marks),
      shown: this.#shown,
    });
    this.advice = this.#shown && adviceWords(this.#shown.advice);
    this.#log = withAdvice(this.#log, this.#shown?.advice.id ?? null, this.elapsedMs);
  }

  #score(scores: SessionScores): Promise<void> {
    this.scores = scores;
    return this.#write();
  }

  async #write(): Promise<void> {
    this.#writtenMs = this.elapsedMs;
    await scoreWalk(this.#options.database, this.walkId, { ...this.scores, lastedMs: this.elapsedMs });
  }
}
