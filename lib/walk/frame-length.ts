import { median } from './median';

/** Length of a frame where nothing is known yet, s: 30 a second, as most phones film. */
const USUAL_S = 1 / 30;
/** Frames are between these apart, s: 240 and 5 a second. */
const LEAST_S = 1 / 250;
const MOST_S = 1 / 5;
/** Distances that are remembered. */
const KEPT = 31;

/** How far a film's frames are apart, from the times of those that were shown. */
export class FrameLength {
  #lastS = NaN;
  #lastCount = NaN;
  readonly #distancesS: number[] = [];

  /**
   * A frame was shown.
   * @param mediaS its time in the film, s
   * @param count frames shown so far: two that follow each other are next to each other
   */
  push(mediaS: number, count: number): void {
    const distanceS = mediaS - this.#lastS;
    const isNext = count === this.#lastCount + 1;
    this.#lastS = mediaS;
    this.#lastCount = count;
    // A seek, or frames that were left out at high speed, say nothing.
    if (!isNext || !(distanceS >= LEAST_S && distanceS <= MOST_S)) return;
    this.#distancesS.push(distanceS);
    if (this.#distancesS.length > KEPT) this.#distancesS.shift();
  }

  /** s. The usual one until a few frames were seen. */
  get lengthS(): number {
    return this.#distancesS.length < 5 ? USUAL_S : median(this.#distancesS)!;
  }
}

/** A film that says nothing for longer has stopped to think: its last frame stays, ms. Ours: three turns of a usual screen. */
const LONGEST_GUESS_MS = 50;

/**
 * Film time of the frame that is on the screen now, s. A page is told of a frame one turn of the screen after it was shown; at
 * eight times the speed that is an eighth of a second of film.
 * @param mediaS film time of the newest frame that was told of, s
 * @param sinceMs how long ago it was shown, ms
 * @param speed film time per wall time
 * @param lengthS of one frame, s
 */
export function frameNow(mediaS: number, sinceMs: number, speed: number, lengthS: number): number {
  const onS = (Math.max(0, Math.min(LONGEST_GUESS_MS, sinceMs)) / 1000) * speed;
  return mediaS + Math.floor(onS / lengthS + 1e-6) * lengthS;
}
