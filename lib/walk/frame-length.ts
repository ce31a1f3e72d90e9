/** Length of a frame where nothing is known yet, s: 30 a second, as most phones film. */
const USUAL_S = 1 / 30;
/** Frames are between these apart, s: 250 and 5 a second. */
const LEAST_S = 1 / 250;
const MOST_S = 1 / 5;
/** Distances that are remembered, and as many as say something. */
const KEPT = 61;
const ENOUGH = 5;
/** Part of the distances that may be too short: times in a file are rounded. Longer ones are frames that were left out. */
const TOO_SHORT = 0.2;

/** How far a film's frames are apart, from the times of those that were shown. */
export class FrameLength {
  #lastS = NaN;
  readonly #distancesS: number[] = [];

  /**
   * A frame was shown.
   * @param mediaS its time in the film, s
   * @param speed film time per wall time: beyond 1 a screen leaves frames out, and nothing is learnt
   */
  push(mediaS: number, speed: number): void {
    const distanceS = mediaS - this.#lastS;
    this.#lastS = mediaS;
    // Further apart, or backwards, is a seek.
    if (speed > 1 || !(distanceS >= LEAST_S && distanceS <= MOST_S)) return;
    this.#distancesS.push(distanceS);
    if (this.#distancesS.length > KEPT) this.#distancesS.shift();
  }

  /** s. The usual one until a few frames were seen. */
  get lengthS(): number {
    const sorted = [...this.#distancesS].sort((a, b) => a - b);
    return sorted.length < ENOUGH ? USUAL_S : sorted[Math.floor(TOO_SHORT * sorted.length)]!;
  }
}

/** Turn of a usual screen, ms. */
const USUAL_TURN_MS = 1000 / 60;
/** Turns are between these, ms: 240 and 30 a second. */
const TURN_MS = { least: 1000 / 240, most: 1000 / 30 };
/** Turns that are remembered. */
const KEPT_TURNS = 30;

/** How often the screen shows a new picture, from the times of the turns that a page took part in. */
export class TurnLength {
  #lastMs = NaN;
  readonly #turnsMs: number[] = [];

  /** A turn, by the screen's clock, ms. */
  push(nowMs: number): void {
    const turnMs = nowMs - this.#lastMs;
    this.#lastMs = nowMs;
    if (!(turnMs >= TURN_MS.least && turnMs <= TURN_MS.most)) return;
    this.#turnsMs.push(turnMs);
    if (this.#turnsMs.length > KEPT_TURNS) this.#turnsMs.shift();
  }

  /** ms. The shortest of late: a busy page leaves some out. */
  get lengthMs(): number {
    return this.#turnsMs.length < ENOUGH ? USUAL_TURN_MS : Math.min(...this.#turnsMs);
  }
}

/** Times are measured a little late or early: so much of a turn, and of a frame, counts as whole. Ours. */
const NEARLY = 0.15;

/** A film at a moment, as its page knows it. */
export interface FilmNow {
  /** Film time of the newest frame that the page was told of, s. */
  mediaS: number;
  /** How long ago that was shown, ms. */
  sinceMs: number;
  /** The screen shows a new picture this often, ms. */
  turnMs: number;
  /** The film's own clock, s: it stands where the film has stopped to think. */
  clockS: number;
  /** Film time per wall time. */
  speed: number;
  /** Of one frame, s. */
  lengthS: number;
}

/**
 * Film time of the frame that is on the screen now, s. A page is told of a frame a turn of the screen after it was shown, later on
 * a machine that is busy; at eight times the speed a turn is an eighth of a second of film. Between turns nothing changes.
 */
export function frameNow({ mediaS, sinceMs, turnMs, clockS, speed, lengthS }: FilmNow): number {
  const byTurnsS = (Math.floor(sinceMs / turnMs + NEARLY) * turnMs * speed) / 1000;
  const byClockS = clockS - mediaS + (turnMs * speed) / 1000;
  const onS = Math.max(0, Math.min(byTurnsS, byClockS));
  return mediaS + Math.floor(onS / lengthS + NEARLY) * lengthS;
}
