import { findThreeTaps, type ThreeTaps } from '../signal/find-three-taps';
import type { Database } from '../store/database';
import { forgetFileHandle, keepFileHandle, readFileHandle } from '../store/file-handles';
import { forgetFilm, keepFilm, readFilmOfWalk, readFilmStart, type FilmFile } from '../store/films';
import {
  filmStarts,
  guessFilmStart,
  isFilmed,
  mediaSOf,
  walkMsOf,
  type FilmClock,
  type FilmedWalk,
  type FilmPlace,
  type FilmStart,
} from '../walk/film-place';
import { FrameLength, frameNow, TurnLength } from '../walk/frame-length';
import { keyOf, t } from '../words/words';
import { canRememberFiles, fileOf, FilmError, openFilm, pickFilm, type OpenFilm } from './film-file';
import type { Sentence } from './live-view';
import type { PlayCompanion, ReplayDesk } from './replay-desk.svelte';
import { sentenceFor } from './sentences';
import { TapListener } from './tap-listener.svelte';

/** A frame further from the clock of a film that stands is not the one that it shows, s. Ours: longer than any frame. */
const FAR_S = 0.5;

/** A frame that was shown. */
interface ToldFrame {
  /** Film time, s. */
  mediaS: number;
  /** By the page's clock, ms. */
  shownAtMs: number;
}

/** The owner's own film beside a replay. While it plays it is the clock: the walk's cursor goes where its frame is. */
export class FilmDesk implements PlayCompanion {
  film = $state.raw<OpenFilm | null>(null);
  start = $state.raw<FilmStart | null>(null);
  /** A film lies beside the walk, and its file has to be chosen once more. */
  missing = $state.raw<FilmFile | null>(null);
  trouble = $state.raw<Sentence | null>(null);
  /** A file is being looked at. */
  busy = $state(false);
  /** It is being lined up: film and walk move each by itself. */
  lining = $state(false);
  /** Film time of the frame on the screen, ms. */
  frameAtMs = $state(0);
  frameLengthMs = $state(1000 * new FrameLength().lengthS);
  /** The film moves the cursor now. */
  leads = $state(false);
  readonly canRemember = canRememberFiles();
  readonly place: FilmPlace | null = $derived.by(() => this.#placed());
  /** Whether the film shows the moment at the cursor. */
  readonly shows = $derived.by(() => this.place !== null && isFilmed(this.place, this.#replay.cursorMs));
  /** Three taps on the tag that the motion shows, looked for when the film is lined up. */
  readonly taps: readonly ThreeTaps[] = $derived.by(() => (this.lining ? this.#tapsOfWalk() : []));
  /** The same taps, looked for in the film's sound. */
  readonly ear = new TapListener();

  readonly #replay: ReplayDesk;
  readonly #database: Database;
  readonly #walkId: string;
  #video: HTMLVideoElement | null = null;
  #listening: AbortController | null = null;
  #frames = new FrameLength();
  readonly #turns = new TurnLength();
  /** Where to go once the film is where it was last sent, s. */
  #wantedS: number | null = null;
  /** The newest frame that the browser told of. */
  #newest: ToldFrame | null = null;
  /** The newest that it told of during a seek. */
  #early: ToldFrame | null = null;
  /** The next frame moves the cursor: it is a step, or the last one before a pause. */
  #stepping = false;
  /** When it was taken to begin before its sound said otherwise. */
  #startUnheard: FilmStart | null = null;
  /** The browser would not play it, or not at this speed: the walk plays alone until something changes. */
  #refuses = false;

  constructor(database: Database, walkId: string, replay: ReplayDesk) {
    this.#database = database;
    this.#walkId = walkId;
    this.#replay = replay;
    replay.companion = this;
    void this.#try(() => this.#remember());
  }

  /** Clocks that say when the film began: the owner may trust another one. */
  get clocks(): readonly FilmClock[] {
    return this.#starts().map(({ clock }) => clock);
  }

  /** The owner chooses a film in the browser's own list. */
  choose(): Promise<void> {
    return this.#try(async () => {
      const handle = await pickFilm(t('film.films'));
      const file = handle && (await fileOf(handle, true));
      if (file) await this.#open(file, handle);
      else if (handle) throw new FilmError('gone');
    });
  }

  /** A film that was dropped here, or chosen where the browser lets no page remember files. */
  take(file: File): Promise<void> {
    return this.#try(() => this.#open(file, null));
  }

  /** The film that lay here before, once more: the browser asks the owner. */
  openAgain(): Promise<void> {
    return this.#try(async () => {
      const handle = await readFileHandle(this.#walkId).catch(() => null);
      const file = handle && (await fileOf(handle, true));
      if (file) await this.#open(file, handle);
      else await this.choose();
    });
  }

  /** Take the film from beside the walk. Its file is not touched. */
  remove(): Promise<void> {
    return this.#try(async () => {
      this.#letGo();
      this.missing = null;
      await forgetFilm(this.#database, this.#walkId);
      await forgetFileHandle(this.#walkId).catch(() => {});
    });
  }

  close(): void {
    this.#letGo();
    if (this.#replay.companion === this) this.#replay.companion = null;
  }

  /** The element that shows the film; null: it is gone. */
  attach(video: HTMLVideoElement | null): void {
    this.#listening?.abort();
    this.#video = video;
    this.leads = false;
    this.#refuses = false;
    if (!video) return;
    const { signal } = (this.#listening = new AbortController());
    video.addEventListener('seeked', () => this.#seekOn(video), { signal });
    video.addEventListener('ended', () => this.#ended(), { signal });
    video.addEventListener('error', () => this.#broke(), { signal });
    const next = (): void => {
      video.requestVideoFrameCallback((_now, { mediaTime, presentationTime }) => {
        if (signal.aborted) return;
        this.#frame({ mediaS: mediaTime, shownAtMs: presentationTime });
        next();
      });
    };
    next();
    this.#showCursor();
  }

  play(cursorMs: number): void {
    if (!this.lining && !this.#refuses && this.place && isFilmed(this.place, cursorMs)) this.#lead(cursorMs);
  }

  pause(): void {
    this.#stepping = this.leads;
    this.leads = false;
    this.#video?.pause();
  }

  seek(cursorMs: number): void {
    if (this.lining || !this.place) return;
    const wasLeading = this.leads;
    this.#stepping = false;
    this.#showCursor();
    if (isFilmed(this.place, cursorMs)) return;
    this.leads = false;
    if (wasLeading) this.#video?.pause();
  }

  setSpeed(): void {
    this.#refuses = false;
    if (this.leads) this.#setRate();
  }

  /** One frame on (1) or back (−1): the film, and the walk with it unless it is being lined up. */
  step(direction: 1 | -1): void {
    this.#replay.pause();
    const { place } = this;
    if (!this.#video || !place) return;
    if (!this.lining && !this.shows) {
      this.#replay.seek(this.#replay.cursorMs + direction * this.frameLengthMs);
      return;
    }
    this.#stepping = !this.lining;
    // Into the middle of the frame: its bounds are rounded.
    this.seekFilm(this.frameAtMs + (direction + 0.5) * this.frameLengthMs);
    if (!this.lining) this.#replay.follow(place.startMs + this.frameAtMs);
  }

  /** Move the film alone, while it is lined up. @param ms film time */
  seekFilm(ms: number): void {
    const video = this.#video;
    if (!video || !this.film) return;
    const wantedS = Math.max(0, Math.min(this.film.durationMs, ms)) / 1000;
    // At once, not when the browser tells of it: a second step goes one frame further.
    this.frameAtMs = Math.floor((1000 * wantedS) / this.frameLengthMs + 1e-6) * this.frameLengthMs;
    this.#newest = null;
    this.#early = null;
    // A drag asks more often than a film can seek: the newest wish is met once the one before it is.
    this.#wantedS = video.seeking ? wantedS : null;
    if (!video.seeking) video.currentTime = wantedS;
  }

  beginLining(): void {
    this.#replay.pause();
    this.lining = true;
  }

  endLining(): void {
    this.lining = false;
    this.#showCursor();
  }

  /** Look for the three taps in the film's sound, and lay it there where they are heard once. */
  listen(): Promise<void> {
    return this.#try(() => this.#listen(this.#tapsOfWalk()));
  }

  stopListening(): void {
    this.ear.forget();
  }

  /** Back to when it was taken to begin before it was heard. */
  unhear(): Promise<void> {
    const start = this.#startUnheard;
    this.ear.forget();
    return start ? this.#startAt(start) : Promise.resolve();
  }

  /** The frame on the screen is this moment of the walk. */
  lineUp(walkMs: number): Promise<void> {
    const walk = this.#walk();
    if (!walk) return Promise.resolve();
    this.ear.forget();
    this.lining = false;
    const kept = this.#startAt({
      startedAtMs: walk.startedAtMs + walkMs - this.frameAtMs,
      clock: 'by-frame',
    });
    this.#replay.seek(walkMs);
    return kept;
  }

  /** The film begins some frames later (or earlier) than it was said; also while it plays. */
  shift(frames: number): Promise<void> {
    if (!this.start) return Promise.resolve();
    const startedAtMs = this.start.startedAtMs + frames * this.frameLengthMs;
    this.ear.forget();
    return this.#startAt({ startedAtMs, clock: 'by-frame' });
  }

  /** Go by another clock. */
  goBy(clock: FilmClock): Promise<void> {
    const start = this.#starts().find((each) => each.clock === clock);
    this.ear.forget();
    return start ? this.#startAt(start) : Promise.resolve();
  }

  async #startAt(start: FilmStart): Promise<void> {
    const { film } = this;
    this.start = start;
    if (!this.leads) this.#showCursor();
    if (film) await this.#try(() => keepFilm(this.#database, this.#walkId, film.file, start));
  }

  async #listen(felt: readonly ThreeTaps[]): Promise<void> {
    const { film } = this;
    const walk = this.#walk();
    if (!film || !walk) return;
    const startMs = await this.ear.listen(film.file, film.durationMs, felt);
    if (startMs === null) return;
    this.#startUnheard = this.start;
    this.lining = false;
    await this.#startAt({ startedAtMs: walk.startedAtMs + startMs, clock: 'by-sound' });
  }

  /** The film that lies beside the walk, from the last time. */
  async #remember(): Promise<void> {
    const file = await readFilmOfWalk(this.#database, this.#walkId);
    if (!file) return;
    const handle = await readFileHandle(this.#walkId).catch(() => null);
    const found = handle && (await fileOf(handle, false));
    if (found) await this.#open(found, handle);
    else this.missing = file;
  }

  async #open(file: File, handle: FileSystemFileHandle | null): Promise<void> {
    this.busy = true;
    try {
      const film = await openFilm(file);
      const known = await readFilmStart(this.#database, file);
      await this.#replay.loaded;
      const walk = this.#walk();
      if (!walk) return URL.revokeObjectURL(film.url);
      this.#letGo();
      this.missing = null;
      this.start = known ?? guessFilmStart(datesOf(film), walk);
      this.film = film;
      await keepFilm(this.#database, this.#walkId, file, this.start);
      // Without it the file is asked for again, no more.
      await (handle ? keepFileHandle(this.#walkId, handle) : forgetFileHandle(this.#walkId)).catch(() => {});
      // Where nobody has said yet when it began, and the tag was tapped. The page goes on meanwhile.
      const felt = known ? [] : this.#tapsOfWalk();
      if (felt.length > 0) void this.#try(() => this.#listen(felt));
    } finally {
      this.busy = false;
    }
  }

  #letGo(): void {
    this.leads = false;
    this.lining = false;
    this.ear.forget();
    this.#listening?.abort();
    if (this.film) URL.revokeObjectURL(this.film.url);
    this.film = null;
    this.start = null;
    this.#frames = new FrameLength();
    this.#newest = null;
    this.frameAtMs = 0;
  }

  #lead(cursorMs: number): void {
    const video = this.#video;
    if (!video || !this.place || !this.#setRate()) return;
    this.leads = true;
    const wantedS = mediaSOf(this.place, cursorMs);
    // The frame on the screen is where the cursor is: going there anew would cost a moment.
    const onMs = 1000 * wantedS - this.frameAtMs;
    const isThere = onMs > -this.frameLengthMs / 2 && onMs < this.frameLengthMs;
    if (!isThere || video.ended) this.seekFilm(1000 * wantedS);
    video.play().catch((error: unknown) => {
      // It was paused meanwhile.
      if (error instanceof DOMException && error.name === 'AbortError') return;
      this.leads = false;
      this.#refuses = true;
      this.trouble = troubleOf(new FilmError('codec', { cause: error }));
    });
  }

  /** False: the browser plays no film at this speed, and the walk plays alone. */
  #setRate(): boolean {
    try {
      this.#video!.playbackRate = this.#replay.speed;
      return true;
    } catch {
      this.pause();
      this.#refuses = true;
      this.trouble = { title: t('film.tooFast.title'), todo: t('film.tooFast.todo') };
      return false;
    }
  }

  turn(nowMs: number): void {
    this.#turns.push(nowMs);
    const video = this.#video;
    if (!video || !this.#newest || !this.place || video.seeking) return;
    const { mediaS, shownAtMs } = this.#newest;
    const shownS = frameNow({
      mediaS,
      sinceMs: performance.now() - shownAtMs,
      turnMs: this.#turns.lengthMs,
      clockS: video.currentTime,
      speed: this.#replay.speed,
      lengthS: this.#frames.lengthS,
    });
    this.#replay.follow(walkMsOf(this.place, shownS));
  }

  #frame(frame: ToldFrame): void {
    const video = this.#video;
    if (!video) return;
    // The browser may still tell of what was shown before a seek when that is over.
    if (video.paused && Math.abs(frame.mediaS - video.currentTime) > FAR_S) return;
    if (video.seeking || this.#wantedS !== null) {
      // From before the seek, or already where it goes: known once it is there.
      this.#early = frame;
      return;
    }
    if (!this.place) return;
    this.#frames.push(frame.mediaS, this.leads ? this.#replay.speed : 1);
    this.frameLengthMs = 1000 * this.#frames.lengthS;
    this.#newest = frame;
    this.frameAtMs = 1000 * frame.mediaS;
    if (this.lining) return;
    if (this.leads || this.#stepping) this.#replay.follow(walkMsOf(this.place, frame.mediaS));
    this.#stepping = false;
  }

  #seekOn(video: HTMLVideoElement): void {
    const [wantedS, early] = [this.#wantedS, this.#early];
    this.#wantedS = null;
    this.#early = null;
    if (wantedS !== null) video.currentTime = wantedS;
    else if (early && Math.abs(early.mediaS - video.currentTime) < 1.5 * this.#frames.lengthS)
      this.#frame(early);
  }

  #ended(): void {
    if (!this.leads || !this.place) return;
    this.leads = false;
    // What comes after it the walk plays alone.
    this.#replay.follow(this.place.startMs + this.place.durationMs);
  }

  #broke(): void {
    this.pause();
    this.#refuses = true;
    this.trouble = troubleOf(new FilmError('gone'));
  }

  /** The frame of the cursor's moment; outside the film its nearest one. */
  #showCursor(): void {
    const { place, film } = this;
    if (!place || !film || !this.#video) return;
    const wantedMs = 1000 * mediaSOf(place, this.#replay.cursorMs);
    this.seekFilm(Math.min(wantedMs, film.durationMs - this.frameLengthMs / 2));
  }

  #placed(): FilmPlace | null {
    const walk = this.#walk();
    if (!walk || !this.film || !this.start) return null;
    return { startMs: this.start.startedAtMs - walk.startedAtMs, durationMs: this.film.durationMs };
  }

  #starts(): FilmStart[] {
    const walk = this.#walk();
    return this.film && walk ? filmStarts(datesOf(this.film), walk) : [];
  }

  #walk(): FilmedWalk | null {
    const data = this.#replay.data;
    return data && { startedAtMs: data.walk.startedAtMs, durationMs: data.series.durationMs };
  }

  #tapsOfWalk(): ThreeTaps[] {
    const axes = this.#replay.data?.series.accel?.();
    if (!axes) return [];
    const [x, y, z] = axes;
    return findThreeTaps(x.tMs, [x.values, y.values, z.values]);
  }

  async #try(work: () => Promise<void>): Promise<void> {
    this.trouble = null;
    try {
      await work();
    } catch (error) {
      this.trouble = troubleOf(error);
    }
  }
}

function datesOf({ durationMs, createdAtMs, file }: OpenFilm) {
  return { durationMs, createdAtMs, savedAtMs: file.lastModified };
}

function troubleOf(error: unknown): Sentence {
  if (!(error instanceof FilmError)) return sentenceFor(error);
  const fault = keyOf(error.fault);
  return { title: t(`film.fault.${fault}.title`), todo: t(`film.fault.${fault}.todo`) };
}
