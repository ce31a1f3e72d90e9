/** How it is known when a film began. `by-frame`: the owner laid a frame beside a moment of the walk. */
export type FilmClock = 'start-in-file' | 'end-in-file' | 'saved' | 'by-frame' | 'by-walk-start';

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

/**
 * The best guess of when a film began. A date inside the file goes before the file's own. Whether it is that of the start
 * (iPhones) or of the end (Android writes it when the film is saved) the file does not say: the one by which more of the
 * film lies within the walk is taken, the start where both do. Where neither touches the walk, the film's start is laid
 * beside the walk's: the clocks do not agree.
 */
export function guessFilmStart(
  { durationMs, createdAtMs, savedAtMs }: FilmDates,
  walk: { startedAtMs: number; durationMs: number },
): FilmStart {
  const guesses: FilmStart[] = [
    ...(createdAtMs === null
      ? []
      : [
          { startedAtMs: createdAtMs, clock: 'start-in-file' as const },
          { startedAtMs: createdAtMs - durationMs, clock: 'end-in-file' as const },
        ]),
    { startedAtMs: savedAtMs - durationMs, clock: 'saved' },
  ];
  const shared = ({ startedAtMs }: FilmStart): number => {
    const startMs = startedAtMs - walk.startedAtMs;
    return Math.min(walk.durationMs, startMs + durationMs) - Math.max(0, startMs);
  };
  const touching = guesses.filter((guess) => shared(guess) > 0);
  const inFile = touching.filter(({ clock }) => clock !== 'saved');
  const best = (inFile.length > 0 ? inFile : touching).reduce<FilmStart | null>(
    (found, guess) => (found === null || shared(guess) > shared(found) ? guess : found),
    null,
  );
  return best ?? { startedAtMs: walk.startedAtMs, clock: 'by-walk-start' };
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
