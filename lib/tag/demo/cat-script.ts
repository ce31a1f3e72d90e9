import { bodyWeightN } from '../../units';
import { createRandom, type SeededRandom } from './seeded-random';

/** What the demo cat does. Segments follow each other without gap or overlap. */
export type BodyKind =
  /** Goes on at its own pace. */
  | 'walk'
  /** Stops, nose to the ground, small motions of the head. Too short for a freeze. */
  | 'sniff'
  /** Stands still with pricked ears before it bolts. */
  | 'alert'
  /** Breaks off walking and does not move but for its breath. */
  | 'freeze'
  /** Gallops off. */
  | 'bolt'
  /** Shakes its coat from head to tail. */
  | 'shake';

export interface BodySegment {
  kind: BodyKind;
  startMs: number;
  endMs: number;
  /** How brisk, 1 is usual. */
  vigour: number;
}

/** A pull on the leash. Between pulls it hangs slack. */
export interface LeashSegment {
  kind: 'light' | 'pull' | 'lunge';
  /** Who pulls. */
  by: 'cat' | 'hand';
  startMs: number;
  endMs: number;
  /** Highest force that is asked of the leash, N; its spring may overshoot. */
  peakN: number;
}

/** The truth of a demo walk: what a detector ought to find in it. */
export interface CatScript {
  durationMs: number;
  bodyKg: number;
  body: readonly BodySegment[];
  leash: readonly LeashSegment[];
}

/** Ours: long enough for one of everything with calm walking between. */
export const DEFAULT_WALK_MS = 8 * 60_000;
/** Ours: a middling domestic cat. */
export const DEMO_CAT_KG = 4.5;

/** Moves in the story and when they are due, as a share of the walk. Ours. */
const STORY: readonly (readonly [due: number, play: (pen: ScriptPen) => void])[] = [
  [0.14, (pen) => pen.freeze(9_000, 14_000)],
  [0.27, (pen) => pen.pullWhileWalking('light', 0.13, 0.17)],
  [0.34, (pen) => pen.pullWhileWalking('light', 0.14, 0.19)],
  [0.42, (pen) => pen.shake()],
  [0.48, (pen) => pen.handPullAtSniff()],
  [0.55, (pen) => pen.pullWhileWalking('pull', 0.22, 0.27)],
  [0.66, (pen) => pen.startle()],
  [0.86, (pen) => pen.freeze(5_000, 7_500)],
];

/**
 * Write the story of a walk: leaves the door, sniffs, walks, freezes, recovers, pulls a little, shakes, takes fright and
 * bolts, freezes, and walks on calmly. Short walks hold the same story closer together, cut off at the end.
 */
export function writeScript(
  seed: number,
  durationMs: number = DEFAULT_WALK_MS,
  bodyKg = DEMO_CAT_KG,
): CatScript {
  const pen = new ScriptPen(createRandom(seed), bodyWeightN(bodyKg));
  pen.sniff();
  for (const [due, play] of STORY) {
    // Two legs at least, so that each move breaks off a walk.
    do pen.stroll();
    while (pen.nowMs < due * durationMs);
    play(pen);
  }
  while (pen.nowMs < durationMs) pen.stroll();

  const within = <Segment extends { startMs: number; endMs: number }>(segments: Segment[]): Segment[] =>
    segments
      .filter(({ startMs }) => startMs < durationMs)
      .map((segment) => ({ ...segment, endMs: Math.min(segment.endMs, durationMs) }));
  return { durationMs, bodyKg, body: within(pen.body), leash: within(pen.leash) };
}

/** Appends one move of the cat after another. */
class ScriptPen {
  readonly body: BodySegment[] = [];
  readonly leash: LeashSegment[] = [];
  nowMs = 0;
  readonly #random: SeededRandom;
  readonly #weightN: number;

  constructor(random: SeededRandom, weightN: number) {
    this.#random = random;
    this.#weightN = weightN;
  }

  /** A leg of the walk, mostly with a sniff behind it. */
  stroll(): void {
    this.#walk(5_000, 14_000);
    if (this.#random.between(0, 1) < 0.7) {
      this.sniff();
      this.#walk(2_500, 5_000);
    }
  }

  sniff(): void {
    this.#add('sniff', this.#random.between(1_400, 2_200));
  }

  freeze(shortestMs: number, longestMs: number): void {
    this.#add('freeze', this.#random.between(shortestMs, longestMs));
    // Picks itself up slowly.
    this.#add('walk', this.#random.between(4_000, 6_000), 0.8);
  }

  shake(): void {
    this.#add('shake', this.#random.between(900, 1_200));
    this.#walk(2_500, 4_000);
  }

  pullWhileWalking(kind: 'light' | 'pull', lowShare: number, highShare: number): void {
    const durationMs = this.#random.between(1_600, 3_200);
    this.#pull(kind, 'cat', this.nowMs + 1_500, durationMs, this.#random.between(lowShare, highShare));
    this.#walk(durationMs + 3_000, durationMs + 6_000);
  }

  /** The hand wants to go on while the cat still sniffs. */
  handPullAtSniff(): void {
    this.sniff();
    const durationMs = this.#random.between(1_000, 1_400);
    this.#pull('light', 'hand', this.nowMs - 600, durationMs, this.#random.between(0.13, 0.17));
    this.#walk(4_000, 6_000);
  }

  /** Looks up, bolts, runs into the leash, slows down, and freezes. */
  startle(): void {
    this.#add('alert', this.#random.between(1_200, 1_600));
    const boltMs = this.#random.between(1_700, 2_600);
    const tautAfterMs = this.#random.between(350, 500);
    this.#pull(
      'lunge',
      'cat',
      this.nowMs + tautAfterMs,
      boltMs - tautAfterMs,
      this.#random.between(0.9, 1.2),
    );
    this.#add('bolt', boltMs, this.#random.between(0.95, 1.1));
    this.#add('walk', this.#random.between(1_200, 1_800), 1.2);
    this.freeze(15_000, 24_000);
  }

  #walk(shortestMs: number, longestMs: number): void {
    this.#add('walk', this.#random.between(shortestMs, longestMs), this.#random.between(0.85, 1.15));
  }

  #add(kind: BodyKind, durationMs: number, vigour = 1): void {
    const endMs = this.nowMs + Math.round(durationMs);
    this.body.push({ kind, startMs: this.nowMs, endMs, vigour });
    this.nowMs = endMs;
  }

  #pull(
    kind: LeashSegment['kind'],
    by: LeashSegment['by'],
    startMs: number,
    durationMs: number,
    shareOfWeight: number,
  ): void {
    const start = Math.round(startMs);
    const endMs = start + Math.round(durationMs);
    this.leash.push({ kind, by, startMs: start, endMs, peakN: shareOfWeight * this.#weightN });
  }
}
