import { SLOT_MASK, type SlotRing } from './slot-ring';
import type { Puller } from './event';
import { evidence } from './evidence';
import { Heading } from './heading';

/** What is looked at where a pull began: the body before, as and after the lead came under tension, and the lead. */
export interface PullFigures {
  /** Swing of the body (standard deviation of its acceleration), g: 0.9 to 0.3 s before, within ±0.3 s, to 0.5 s after, and from 0.4 to 0.8 s after. */
  beforeG: number;
  atOnceG: number;
  afterG: number;
  laterG: number;
  /** Usual swing of this walk so far, g: mean of the logarithm. */
  usualG: number;
  /** Mean pull of the first 0.8 s, share of body weight. */
  meanShare: number;
  /**
   * Acceleration to the cat's front, g, for each body weight that the lead pulls more: positive where the lead draws the
   * cat forward, negative where it holds it back, 0 while the front is not known.
   */
  forwardPerPull: number;
}

/** What the model weighs: logarithms (to base 10) of the figures around what is middling, and one product. */
const TERMS = ['before', 'atOnce', 'after', 'later', 'usual', 'pull', 'forward', 'atOnceByPull'] as const;
export type PullerTerm = (typeof TERMS)[number];

/** Log-odds (natural) that the cat pulls: bias, and one weight for each term. */
export interface PullerModel {
  bias: number;
  weights: Readonly<Record<PullerTerm, number>>;
}

/**
 * Weights fitted by `npm run accuracy -- --fit-puller` to the pulls of 300 synthetic walks (seeds 1 to 300 of
 * `scripts/accuracy/leash/`, none of which is scored). No recording says who pulled. They read: a body that moves as the
 * lead comes taut pulled itself, the more so the harder the pull; one that stood was pulled; a lead that draws forward is
 * the hand's, one that holds back the cat's.
 */
export const PULLER_MODEL: PullerModel = {
  bias: -0.08,
  weights: {
    before: -0.93,
    atOnce: 4.18,
    after: 1.56,
    later: -0.8,
    usual: -1.89,
    pull: -4.45,
    forward: -1.52,
    atOnceByPull: 5.41,
  },
};

/** Slots from the crossing until the pull is judged: 0.8 s. */
const JUDGE_AFTER = 20;
/** What must be known before it: 1 s. */
const LOOK_BACK = 25;
/** Without at least this chance for one of the two it cannot tell. */
export const DARES_FROM = 0.73;
/** From this clearness on the front counts in full. */
const CLEAR_HEADING = 1.5;
/** Keeps a lead that hardly changes from saying much, squared shares; and no figure beyond this counts. */
const LEAST_SQUARES = 0.002;
const MOST_FORWARD = 1.5;

/** Who pulled: the cat, or the hand. One for each walk. */
export class PullerJudge {
  private readonly heading: Heading;
  private readonly ring: SlotRing;
  private logSwing = 0;
  private swings = 0;

  constructor(ring: SlotRing) {
    this.ring = ring;
    this.heading = new Heading(ring);
  }

  /** To be called once for each slot that the ring has taken in. */
  see(): void {
    const { ring, heading } = this;
    heading.see();
    // A tenth of the slots says what is usual as well as all.
    if (ring.run >= 10 && ring.slot % 10 === 0) {
      this.measureSwing(ring.slot - 9, ring.slot + 1);
      this.logSwing += Math.log10(Math.max(FLOOR_G, this.swingG));
      this.swings++;
    }
  }

  /** Slot with which a pull that began in this one can be judged. */
  static judgedWith(startSlot: number): number {
    return startSlot + JUDGE_AFTER;
  }

  /** The figures of a pull that began in this slot, now that the last slot it needs is in; null where data are missing. */
  figures(startSlot: number): PullFigures | null {
    const { ring } = this;
    if (ring.slot !== startSlot + JUDGE_AFTER || ring.run < JUDGE_AFTER + LOOK_BACK || this.swings === 0)
      return null;
    const s = startSlot;
    let sum = 0;
    for (let k = s; k < s + JUDGE_AFTER; k++) sum += ring.share[k & SLOT_MASK]!;
    return {
      beforeG: this.swing(s - 22, s - 8),
      atOnceG: this.swing(s - 8, s + 2),
      afterG: this.swing(s + 2, s + 12),
      laterG: this.swing(s + 10, s + 20),
      usualG: 10 ** (this.logSwing / this.swings),
      meanShare: sum / JUDGE_AFTER,
      forwardPerPull: this.forwardPerPull(s),
    };
  }

  private swing(from: number, to: number): number {
    this.measureSwing(from, to);
    return this.swingG;
  }

  /** Found by `measureSwing`: standard deviation of the vector, g. A field: a number that a call gives back is put on the heap. */
  private swingG = NaN;

  private measureSwing(from: number, to: number): void {
    const { x, y, z } = this.ring;
    const n = to - from;
    let sumX = 0;
    let sumY = 0;
    let sumZ = 0;
    let squares = 0;
    for (let k = from; k < to; k++) {
      const at = k & SLOT_MASK;
      sumX += x[at]!;
      sumY += y[at]!;
      sumZ += z[at]!;
      squares += x[at]! * x[at]! + y[at]! * y[at]! + z[at]! * z[at]!;
    }
    const variance = squares / n - (sumX * sumX + sumY * sumY + sumZ * sumZ) / (n * n);
    this.swingG = Math.sqrt(Math.max(0, variance));
  }

  /** How the body gives way along its own front to what the lead pulls more, from slot to slot. */
  private forwardPerPull(s: number): number {
    const clear = Math.min(1, this.heading.clearness / CLEAR_HEADING);
    const front = this.heading.sum;
    const size = Math.hypot(...front);
    if (!(size > 0)) return 0;
    const { x, y, z, share } = this.ring;
    let cross = 0;
    let squares = LEAST_SQUARES;
    let before = NaN;
    for (let k = s - 8; k < s + 14; k++) {
      const at = k & SLOT_MASK;
      const along = (x[at]! * front[0]! + y[at]! * front[1]! + z[at]! * front[2]!) / size;
      const more = share[at]! - share[(k - 1) & SLOT_MASK]!;
      if (k > s - 8) {
        cross += more * (along - before);
        squares += more * more;
      }
      before = along;
    }
    return clear * Math.max(-MOST_FORWARD, Math.min(MOST_FORWARD, cross / squares));
  }
}

/** Quieter than this is still, g. */
const FLOOR_G = 0.01;
/** Logarithm around 0.2: a middling swing in g, and a middling pull as a share of body weight. */
const log = (value: number): number => Math.log10(Math.max(FLOOR_G, value) / 0.2);

/** The figures as the model weighs them. */
export function termsOf(figures: Readonly<PullFigures>): Record<PullerTerm, number> {
  const atOnce = log(figures.atOnceG);
  const pull = log(figures.meanShare);
  return {
    before: log(figures.beforeG),
    atOnce,
    after: log(figures.afterG),
    later: log(figures.laterG),
    usual: log(figures.usualG),
    pull,
    forward: figures.forwardPerPull,
    atOnceByPull: atOnce * pull,
  };
}

/** Chance that the cat pulled, 0–1. */
export function catPulledChance(figures: Readonly<PullFigures>, model: PullerModel = PULLER_MODEL): number {
  const terms = termsOf(figures);
  let odds = model.bias;
  for (const term of TERMS) odds += model.weights[term] * terms[term];
  return 1 / (1 + Math.exp(-odds));
}

/** The judgement with its evidence; 'cannot-tell' where neither is likely enough. */
export function judgePuller(figures: Readonly<PullFigures> | null, knownMs: number): Puller {
  if (!figures) return { who: 'cannot-tell', confidence: 0, knownMs, evidence: [] };
  const cat = catPulledChance(figures);
  const confidence = Math.max(cat, 1 - cat);
  return {
    who: confidence < DARES_FROM ? 'cannot-tell' : cat > 0.5 ? 'cat' : 'hand',
    confidence,
    knownMs,
    evidence: [
      evidence('catPulledChance', cat, DARES_FROM),
      evidence('swingBeforeG', figures.beforeG, figures.usualG),
      evidence('swingAtOnceG', figures.atOnceG, figures.usualG),
      evidence('swingUnderPullG', figures.laterG, figures.usualG),
      evidence('forwardPerPull', figures.forwardPerPull, 0),
    ],
  };
}
