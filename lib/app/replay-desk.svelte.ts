import type { Database } from '../store/database';
import { reviewWalk } from '../store/walks';
import { addMark, changeMark, listMarks, type MarkChange } from '../store/marks';
import { newId } from '../store/uuid-v7';
import { adviceGiven, NO_ADVICE, type AdviceGiven } from '../walk/advice-log';
import type { NewMark } from '../walk/body-sign';
import type { EventKind, OwnersSaying } from '../walk/correction';
import { ownersDetections } from '../walk/owners-detections';
import type { OwnersEvent } from '../walk/owners-events';
import { beginningAt } from '../walk/usual-length';
import type { Detections, Mark, WalkReview } from '../walk/walk';
import { markOf } from './mark-of';
import { OwnersWord } from './owners-word.svelte';
import type { ReplayMoment } from './page-views';
import { saveBlob } from './save-file';
import { walkFileName } from '../exchange/file-name';
import { loadReplay, momentAt, type ReplayData } from './replay-data';
import type { Sentence } from './live-view';
import { sentenceFor } from './sentences';

/** What the figure shows before there are data. */
const NOTHING: ReplayMoment = {
  tensionN: null,
  tensionLevel: null,
  activity: 'unknown',
  activityForMs: 0,
  bolting: false,
  shaking: false,
  handPulls: false,
};

/** Something that is played beside a walk, and is its clock while it `leads`: it says where the cursor is by `follow`. */
export interface PlayCompanion {
  readonly leads: boolean;
  /** A turn of the screen while it leads. @param nowMs by the screen's clock */
  turn: (nowMs: number) => void;
  /** The walk plays, and is here: begin to lead, if there is anything to play. */
  play: (cursorMs: number) => void;
  pause: () => void;
  /** The cursor was moved. */
  seek: (cursorMs: number) => void;
  /** The walk's speed has changed. */
  setSpeed: () => void;
}

/** One walk on the replay page. The cursor follows the screen's own clock, so speed is true at any frame rate. */
export class ReplayDesk {
  data = $state.raw<ReplayData | null>(null);
  missing = $state(false);
  trouble = $state.raw<Sentence | null>(null);
  /** Why the last word on an event was not kept. */
  wordTrouble = $state.raw<Sentence | null>(null);
  cursorMs = $state(0);
  playing = $state(false);
  companion: PlayCompanion | null = null;
  /** Settles once the walk is read, or is known to be missing. */
  readonly loaded: Promise<void>;
  #speed = $state(1);
  readonly word: OwnersWord;
  /** As the owner sees them. */
  readonly detections: Detections | null = $derived.by(
    () => this.data && ownersDetections(this.data.detections, this.word.corrections),
  );
  /** All events with what the owner said of them, rejected ones too. */
  readonly events: OwnersEvent[] = $derived.by(() => this.word.on(this.data?.detections.events ?? []));
  readonly moment: ReplayMoment = $derived(
    this.data && this.detections
      ? momentAt({ ...this.data, detections: this.detections }, this.cursorMs)
      : NOTHING,
  );
  /** What stood on the screen as advice, and when. */
  readonly given: AdviceGiven[] = $derived(
    this.data ? adviceGiven(this.data.walk.advice ?? NO_ADVICE, this.data.series.durationMs) : [],
  );
  /** The newest mark that was made here, to be taken back. */
  lastMark = $state.raw<Mark | null>(null);
  /** The last change of a mark, to be undone; null: none. */
  markChange = $state.raw<MarkChange | null>(null);
  #frame = 0;
  #lastMs: number | null = null;

  readonly #database: Database;

  constructor(database: Database, walkId: string) {
    this.#database = database;
    this.word = new OwnersWord(database);
    this.loaded = this.#load(database, walkId);
  }

  /** Walk time per wall time. */
  get speed(): number {
    return this.#speed;
  }

  set speed(speed: number) {
    this.#speed = speed;
    this.companion?.setSpeed();
  }

  /** What the owner says of the walk, or says anew. */
  async review(review: WalkReview): Promise<void> {
    const { data } = this;
    if (!data) return;
    try {
      this.data = { ...data, walk: await reviewWalk(this.#database, data.walk.id, review) };
    } catch (error) {
      this.trouble = sentenceFor(error);
    }
  }

  /** What the owner says of an event. The trouble is said where it cannot be kept. */
  say(saying: OwnersSaying): Promise<void> {
    return this.#try(() => this.word.say(saying));
  }

  /** An event that the detectors missed, from the cursor on. */
  add(kind: EventKind): Promise<void> {
    return this.say({ say: 'add', kind, ...beginningAt(kind, this.cursorMs, this.#durationMs) });
  }

  /** Take a word back, the newest one unless another is named. */
  undoWord(wordId?: string): Promise<void> {
    return this.#try(() => this.word.undo(wordId));
  }

  /** Mark what is seen at the cursor, perhaps days later. */
  async mark(what: NewMark): Promise<void> {
    const walkId = this.data?.walk.id;
    if (walkId === undefined) return;
    const mark = markOf(walkId, what, Math.round(this.cursorMs), Date.now());
    await this.#try(async () => {
      await addMark(this.#database, mark);
      this.lastMark = mark;
      this.markChange = null;
      await this.#rereadMarks(walkId);
    });
  }

  takeBackMark(markId: string): Promise<void> {
    return this.#changeMark(markId, () => null);
  }

  /** Other words of a note, or another moment of a mark: the cursor goes along. */
  async editMark(markId: string, change: { text: string } | { tMs: number }): Promise<void> {
    await this.#changeMark(markId, (mark) => {
      const tMs = 'tMs' in change ? Math.min(this.#durationMs, Math.max(0, change.tMs)) : mark.tMs;
      return { ...mark, ...change, tMs, id: newId(), createdAtMs: Date.now() };
    });
    const is = this.markChange?.is;
    if (is && 'tMs' in change) this.seek(is.tMs);
  }

  /** Take back the last change of a mark. */
  undoMark(): Promise<void> {
    const change = this.markChange;
    if (!change) return Promise.resolve();
    return this.#keepMark({ was: change.is, is: change.was }, null);
  }

  #changeMark(markId: string, to: (mark: Mark) => Mark | null): Promise<void> {
    const was = this.data?.marks.find(({ id }) => id === markId);
    if (!was) return Promise.resolve();
    const change = { was, is: to(was) };
    return this.#keepMark(change, change);
  }

  #keepMark(change: MarkChange, undoable: MarkChange | null): Promise<void> {
    return this.#try(async () => {
      const { walkId } = (change.was ?? change.is)!;
      await changeMark(this.#database, change, Date.now());
      this.lastMark = null;
      this.markChange = undoable;
      await this.#rereadMarks(walkId);
    });
  }

  async #rereadMarks(walkId: string): Promise<void> {
    const marks = await listMarks(this.#database, walkId);
    if (this.data) this.data = { ...this.data, marks };
  }

  /** Offer a picture of the traces as a file that is named after the walk. */
  savePicture(content: Blob, ending: 'png' | 'svg'): void {
    if (this.data) saveBlob({ name: walkFileName(this.data.walk, `replay.${ending}`), content });
  }

  play(): void {
    if (this.playing || this.#durationMs <= 0) return;
    if (this.cursorMs >= this.#durationMs) this.cursorMs = 0;
    this.playing = true;
    this.#lastMs = null;
    this.companion?.play(this.cursorMs);
    this.#frame = requestAnimationFrame((nowMs) => this.#tick(nowMs));
  }

  pause(): void {
    this.playing = false;
    cancelAnimationFrame(this.#frame);
    this.companion?.pause();
  }

  seek(ms: number): void {
    this.follow(ms);
    this.companion?.seek(this.cursorMs);
  }

  /** The cursor goes where the companion is. */
  follow(ms: number): void {
    this.cursorMs = Math.min(this.#durationMs, Math.max(0, ms));
  }

  close(): void {
    this.pause();
  }

  get #durationMs(): number {
    return this.data?.series.durationMs ?? 0;
  }

  async #load(database: Database, walkId: string): Promise<void> {
    try {
      const [data] = await Promise.all([loadReplay(database, walkId), this.word.open(walkId)]);
      this.data = data;
      this.missing = this.data === null;
    } catch (error) {
      this.trouble = sentenceFor(error);
    }
  }

  async #try(work: () => Promise<void>): Promise<void> {
    this.wordTrouble = null;
    try {
      await work();
    } catch (error) {
      this.wordTrouble = sentenceFor(error);
    }
  }

  #tick(nowMs: number): void {
    if (!this.playing) return;
    const { companion } = this;
    if (companion?.leads) {
      this.#lastMs = null;
      companion.turn(nowMs);
    } else {
      if (this.#lastMs !== null) this.follow(this.cursorMs + (nowMs - this.#lastMs) * this.speed);
      this.#lastMs = nowMs;
      companion?.play(this.cursorMs);
    }
    if (this.cursorMs >= this.#durationMs) this.pause();
    else this.#frame = requestAnimationFrame((next) => this.#tick(next));
  }
}
