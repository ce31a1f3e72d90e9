import { findTapsInSound } from '../signal/find-taps-in-sound';
import type { ThreeTaps } from '../signal/find-three-taps';
import type { SoundFault } from './film-sound';
import { loadPart } from './part-missing';

/** Taps come at the beginning of a walk: so much of a film's sound is listened to, ms. Ours. */
export const LISTENED_MS = 30 * 60_000;
/** Places that are told where several are as likely. */
const MOST_TOLD = 3;

/** What was heard of three taps in a film's sound. Times in the film, ms. */
export type HeardInFilm =
  | { kind: 'found'; atMs: number }
  | { kind: 'none'; heardMs: number }
  | { kind: 'several'; atMs: number[] }
  | { kind: SoundFault };

/** Listens to a film for the three taps that the tag felt. */
export class TapListener {
  /** How far it has listened, 0 to 1; null: it does not. */
  progress = $state<number | null>(null);
  heard = $state.raw<HeardInFilm | null>(null);
  #running: AbortController | null = null;

  /**
   * Walk time of the film's beginning, ms, by the one place where the taps are heard; null: `heard` says what there was
   * instead, or it was stopped.
   */
  async listen(film: Blob, durationMs: number, felt: readonly ThreeTaps[]): Promise<number | null> {
    this.forget();
    const { signal } = (this.#running = new AbortController());
    const mostMs = Math.min(durationMs, LISTENED_MS);
    this.progress = 0;
    try {
      const { readFilmSound } = await loadPart(() => import('./film-sound'));
      const sound = await readFilmSound(film, {
        mostS: mostMs / 1000,
        onHeard: (heardS) => {
          if (!signal.aborted) this.progress = Math.min(1, (1000 * heardS) / mostMs);
        },
        signal,
      });
      signal.throwIfAborted();
      if (typeof sound === 'string') {
        this.heard = { kind: sound };
        return null;
      }
      const found = findTapsInSound(sound.levelsDb, felt);
      if (found.kind === 'none') this.heard = { kind: 'none', heardMs: 1000 * sound.heardS };
      else if (found.kind === 'several')
        this.heard = {
          kind: 'several',
          atMs: found.taps.slice(0, MOST_TOLD).map(({ soundS }) => 1000 * soundS),
        };
      else {
        this.heard = { kind: 'found', atMs: 1000 * found.taps.soundS };
        return found.taps.startMs;
      }
      return null;
    } catch (error) {
      if (signal.aborted) return null;
      throw error;
    } finally {
      if (!signal.aborted) this.progress = null;
    }
  }

  /** Stop listening, and forget what was heard. */
  forget(): void {
    this.#running?.abort();
    this.#running = null;
    this.progress = null;
    this.heard = null;
  }
}
