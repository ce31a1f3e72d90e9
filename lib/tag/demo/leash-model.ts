import type { LeashSegment } from './cat-script';
import type { SeededRandom } from './seeded-random';

/** The leash with the arm that holds it swings and overshoots like a soft spring. Ours. */
const SPRING_HZ = 3.5;
const SPRING_DAMPING = 0.35;
/** Slack: the spring rests this far below zero force, so that a pull begins late and ends early. Ours. */
const SLACK_N = -1.5;
/** What the hanging leash itself weighs on the load cell, and how much it swings with the gait, N. Ours. */
const HANGING_N = 0.35;
const SWING_N = 0.15;
/** A lunge: share of the peak that stays once the first blow is over, and how long that blow lasts. Ours. */
const LUNGE_REST_SHARE = 0.35;
const LUNGE_BLOW_MS = 130;
/** Pulls come and go over this time; a hand is slower than a cat. Ours. */
const RAMP_MS = { cat: 200, hand: 350 } as const;
/** A held arm trembles at 8–12 Hz (physiological tremor). Share of the pull: ours. */
const TREMOR_HZ = 9;
const TREMOR_SHARE = 0.03;
/** A pull breathes with the gait. Ours. */
const GAIT_SHARE = 0.1;
/** Slow wobble of a pull: share of it, and time constant. Ours. */
const WOBBLE_SHARE = 0.1;
const WOBBLE_MS = 400;

/** Force in the leash at the load cell. */
export class LeashModel {
  /** Pull now, N; never negative. */
  tensionN = HANGING_N;
  readonly #segments: readonly LeashSegment[];
  readonly #random: SeededRandom;
  #next = 0;
  #springN = SLACK_N;
  #springNPerS = 0;
  #wobble = 0;

  constructor(segments: readonly LeashSegment[], random: SeededRandom) {
    this.#segments = segments;
    this.#random = random;
  }

  /**
   * @param strideWave the gait now, −1 … 1
   * @param gait how much the cat moves, 0 … 1
   */
  step(tMs: number, stepMs: number, strideWave: number, gait: number): void {
    const dt = stepMs / 1000;
    const decay = stepMs / WOBBLE_MS;
    this.#wobble += -this.#wobble * decay + Math.sqrt(2 * decay) * this.#random.gaussian();

    const omega = 2 * Math.PI * SPRING_HZ;
    const targetN = this.#target(tMs, strideWave * gait);
    const acceleration =
      omega ** 2 * (targetN - this.#springN) - 2 * SPRING_DAMPING * omega * this.#springNPerS;
    this.#springNPerS += acceleration * dt;
    this.#springN += this.#springNPerS * dt;
    this.tensionN = Math.max(0, this.#springN) + Math.max(0, HANGING_N + SWING_N * strideWave * gait);
  }

  #target(tMs: number, stride: number): number {
    let segment = this.#segments[this.#next];
    while (segment !== undefined && segment.endMs <= tMs) segment = this.#segments[(this.#next += 1)];
    if (segment === undefined || tMs < segment.startMs) return SLACK_N;
    const { kind, by, startMs, endMs, peakN } = segment;
    if (kind === 'lunge')
      return tMs < startMs + LUNGE_BLOW_MS ? peakN : peakN * LUNGE_REST_SHARE * (1 + GAIT_SHARE * stride);
    const ramp = Math.min(1, (tMs - startMs) / RAMP_MS[by], (endMs - tMs) / RAMP_MS[by]);
    const tremor = by === 'hand' ? TREMOR_SHARE * Math.sin((2 * Math.PI * TREMOR_HZ * tMs) / 1000) : 0;
    // The peak is the top of the wobble: it is not passed on purpose.
    const level = 1 - 2 * WOBBLE_SHARE + WOBBLE_SHARE * Math.max(-2, Math.min(2, this.#wobble));
    return SLACK_N + (peakN - SLACK_N) * ramp * (level + GAIT_SHARE * stride + tremor);
  }
}
