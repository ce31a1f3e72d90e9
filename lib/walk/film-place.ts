/**
 * How it is known when a film began. `by-frame`: the owner laid a frame beside a moment of the walk. `by-sound`: three taps
 * that the tag felt are heard in it.
 */
export type FilmClock = 'start-in-file' | 'end-in-file' | 'saved' | 'by-frame' | 'by-sound' | 'by-walk-start';

/** When a film began, and how that is known. */
export interface FilmStart {
  /** Epoch ms, on the walk's own clock. */
  startedAtMs: number;
  clock: FilmClock;
}

/** Where a film lies on a walk's timeline. */
export interface FilmPlace {
  /** Walk time of the film's first frame, ms; negative when it began before the walk. */
  startMs: number;
  durationMs: number;
}

/** What is known of a film before it is laid beside a walk. */
export interface FilmDates {
  durationMs: number;
  /** What the file says inside, epoch ms; null: nothing. */
  createdAtMs: number | null;
  /** When the file was last saved, epoch ms: copying may have changed it. */
  savedAtMs: number;
}

/** Length and beginning of the walk that a film is laid beside. */
export interface FilmedWalk {
  startedAtMs: number;
  durationMs: number;
}

/** What each of its clocks says of when a film began, the most trusted first. */
export function filmStarts(
  { durationMs, createdAtMs, savedAtMs }: FilmDates,
  { startedAtMs }: FilmedWalk,
): FilmStart[] {
  return [
    ...(createdAtMs === null
      ? []
      : [
          { startedAtMs: createdAtMs, clock: 'start-in-file' as const },
          { startedAtMs: createdAtMs - durationMs, clock: 'end-in-file' as const },
        ]),
    { startedAtMs: savedAtMs - durationMs, clock: 'saved' },
    { startedAtMs, clock: 'by-walk-start' },
  ];
}

/**
 * The best guess of when a film began. A date inside the file goes before the file's own. Whether it is that of the start
 * (iPhones) or of the end (Android writes it when the film is saved) the file does not say: the one by which more of the
 * film lies within the walk is taken, the start where both do. Where no clock puts it within the walk, the film's start is
 * laid beside the walk's.
 */
export function guessFilmStart(dates: FilmDates, walk: FilmedWalk): FilmStart {
  const shared = ({ startedAtMs }: FilmStart): number => {
    const startMs = startedAtMs - walk.startedAtMs;
    return Math.min(walk.durationMs, startMs + dates.durationMs) - Math.max(0, startMs);
  };
  const starts = filmStarts(dates, walk);
  const touching = starts.filter((start) => shared(start) > 0);
  const first = touching[0] ?? starts.at(-1)!;
  const other = touching.find(({ clock }) => clock === 'end-in-file');
  const isOfEnd = first.clock === 'start-in-file' && other && shared(other) > shared(first);
  return isOfEnd ? other : first;
}

/** Walk time of a moment of the film, ms. @param mediaS film time, s */
export function walkMsOf({ startMs }: FilmPlace, mediaS: number): number {
  return startMs + 1000 * mediaS;
}

/** Film time of a moment of the walk, s. */
export function mediaSOf({ startMs }: FilmPlace, walkMs: number): number {
  return (walkMs - startMs) / 1000;
}

/** Whether the film shows a moment of the walk. */
export function isFilmed({ startMs, durationMs }: FilmPlace, walkMs: number): boolean {
  return walkMs >= startMs && walkMs < startMs + durationMs;
}
