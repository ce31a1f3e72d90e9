import { SLOT_MASK, SLOT_MS, type SlotRing } from './slot-ring';

/** What is looked at: 0.4 s of a body under a pull. Up and down is along gravity, as it lay in the last second or so. */
export interface StandFigures {
  /** Standard deviation of the acceleration up and down, and across, g. */
  bounceG: number;
  swayG: number;
  /** Root mean square change of either within 0.08 s, g. */
  bounceChangeG: number;
  swayChangeG: number;
  /** Mean pull, share of body weight. */
  meanShare: number;
  /** Usual bounce of this walk so far, g: mean of the logarithm. */
  usualBounceG: number;
}

/** What the model weighs: logarithms (to base 10) of the figures, and the pull as it is. */
export type StandTerm = 'bounce' | 'sway' | 'bounceChange' | 'swayChange' | 'pull' | 'usual';

/** Log-odds (natural) that the cat stands: bias, and one weight for each term. */
export interface StandModel {
  bias: number;
  weights: Readonly<Record<StandTerm, number>>;
}

/**
 * Weights fitted by `npm run accuracy -- --fit-standing` to the pulls of 300 synthetic walks (seeds 1 to 300 of
 * `scripts/accuracy/leash/`, none of which is scored). They read: a body that steps bounces, slowly and against gravity; one
 * that stands, sniffs or is drawn over the floor trembles alike in all directions, and fast.
 */
export const STAND_MODEL: StandModel = {
  bias: -8.97,
  weights: { bounce: -0.87, sway: -6.04, bounceChange: -11.59, swayChange: 11.4, pull: 5.37, usual: 1.79 },
};

/** Slots of one glance: 0.4 s. */
export const GLANCE_SLOTS = 10;
/** A change is one over so many slots: 0.08 s, which samples at 12.5 Hz can carry. */
const CHANGE_SLOTS = 2;
/** Slots that a glance needs before it: gravity must have been found. */
const LOOK_BACK_SLOTS = 25;
/** Gravity follows the mean of about a second. */
const GRAVITY_SLOTS = 25;
/** Less than this is the sensor's own noise, g. */
const FLOOR_G = 0.003;
/** How much of a glance counts: neighbouring ones share nine tenths of their samples. Ours, chosen on tuning seeds. */
const TRUST = 0.5;
/** How often a cat on a taut lead starts to step, and stops, 1/s; and the chance that it stands as a pull begins. Ours. */
const STARTS_PER_S = 0.5;
const STOPS_PER_S = 0.3;
const STANDS_AT_FIRST = 0.3;
/** A single glance never decides alone: bound of its log-odds. */
const MOST_ODDS = 20;

/** Whether the cat under a pull stands or steps. One for each walk. */
export class Standing {
  /** Chance that it stood GLANCE_SLOTS before the newest glance, 0–1. */
  chance = STANDS_AT_FIRST;
  private readonly ring: SlotRing;
  private readonly figures: StandFigures = {
    bounceG: NaN,
    swayG: NaN,
    bounceChangeG: NaN,
    swayChangeG: NaN,
    meanShare: NaN,
    usualBounceG: NaN,
  };
  private readonly terms = noTerms();
  private readonly glance = { odds: NaN };
  private gx = NaN;
  private gy = NaN;
  private gz = NaN;
  private logBounce = 0;
  private bounces = 0;

  constructor(ring: SlotRing) {
    this.ring = ring;
  }

  /** To be called once for each slot that the ring has taken in. */
  see(): void {
    const { ring } = this;
    const at = ring.slot & SLOT_MASK;
    // The first after a hole is all that is known of gravity.
    const share = ring.run === 1 ? 1 : 1 / GRAVITY_SLOTS;
    if (ring.run === 1) this.gx = this.gy = this.gz = 0;
    this.gx += (ring.x[at]! - this.gx) * share;
    this.gy += (ring.y[at]! - this.gy) * share;
    this.gz += (ring.z[at]! - this.gz) * share;
    // A tenth of the glances says what is usual as well as all.
    if (ring.run < LOOK_BACK_SLOTS || ring.slot % GLANCE_SLOTS !== 0) return;
    this.measure(ring.slot);
    this.logBounce += Math.log10(Math.max(FLOOR_G, this.figures.bounceG));
    this.bounces++;
  }

  /** A pull begins: nothing is known of it. */
  restart(): void {
    this.chance = STANDS_AT_FIRST;
  }

  /**
   * What 0.4 s that end with this slot look like, the newest one or one shortly before; null right after a hole. The same object
   * each time.
   */
  look(lastSlot: number): Readonly<StandFigures> | null {
    const { ring, figures } = this;
    if (ring.run - (ring.slot - lastSlot) < LOOK_BACK_SLOTS || this.bounces === 0) return null;
    this.measure(lastSlot);
    figures.usualBounceG = 10 ** (this.logBounce / this.bounces);
    return figures;
  }

  /** One step of Bayes with that glance. False where nothing can be told. */
  judge(lastSlot: number, model: StandModel = STAND_MODEL): boolean {
    const figures = this.look(lastSlot);
    if (!figures) return false;
    const stepS = SLOT_MS / 1_000;
    const before = this.chance;
    const now = before + stepS * (STOPS_PER_S * (1 - before) - STARTS_PER_S * before);
    weigh(standTermsOf(figures, this.terms), model, this.glance);
    const odds = Math.max(-MOST_ODDS, Math.min(MOST_ODDS, TRUST * this.glance.odds));
    const weighed = now * Math.exp(odds);
    this.chance = weighed / (weighed + 1 - now);
    return true;
  }

  private measure(lastSlot: number): void {
    const { ring, figures } = this;
    const { x, y, z, share } = ring;
    const size = Math.sqrt(this.gx * this.gx + this.gy * this.gy + this.gz * this.gz) || 1;
    const ux = this.gx / size;
    const uy = this.gy / size;
    const uz = this.gz / size;
    const n = GLANCE_SLOTS;
    let sumX = 0;
    let sumY = 0;
    let sumZ = 0;
    let squares = 0;
    let upSquares = 0;
    let changes = 0;
    let upChanges = 0;
    let pull = 0;
    for (let k = lastSlot - n + 1; k <= lastSlot; k++) {
      const at = k & SLOT_MASK;
      const before = (k - CHANGE_SLOTS) & SLOT_MASK;
      const ax = x[at]!;
      const ay = y[at]!;
      const az = z[at]!;
      const up = ax * ux + ay * uy + az * uz;
      sumX += ax;
      sumY += ay;
      sumZ += az;
      squares += ax * ax + ay * ay + az * az;
      upSquares += up * up;
      const dx = ax - x[before]!;
      const dy = ay - y[before]!;
      const dz = az - z[before]!;
      const dUp = dx * ux + dy * uy + dz * uz;
      changes += dx * dx + dy * dy + dz * dz;
      upChanges += dUp * dUp;
      pull += share[at]!;
    }
    const upMean = (sumX * ux + sumY * uy + sumZ * uz) / n;
    const bounce = upSquares / n - upMean * upMean;
    const whole = squares / n - (sumX * sumX + sumY * sumY + sumZ * sumZ) / (n * n);
    // Rounding can leave less than nothing.
    figures.bounceG = Math.sqrt(Math.max(0, bounce));
    figures.swayG = Math.sqrt(Math.max(0, whole - bounce));
    figures.bounceChangeG = Math.sqrt(upChanges / n);
    figures.swayChangeG = Math.sqrt(Math.max(0, changes - upChanges) / n);
    figures.meanShare = pull / n;
  }
}

type StandTerms = Record<StandTerm, number>;

const noTerms = (): StandTerms => ({
  bounce: NaN,
  sway: NaN,
  bounceChange: NaN,
  swayChange: NaN,
  pull: NaN,
  usual: NaN,
});

/** The figures as the model weighs them, filled into `terms`. */
export function standTermsOf(figures: Readonly<StandFigures>, terms: StandTerms = noTerms()): StandTerms {
  terms.bounce = Math.log10(Math.max(FLOOR_G, figures.bounceG));
  terms.sway = Math.log10(Math.max(FLOOR_G, figures.swayG));
  terms.bounceChange = Math.log10(Math.max(FLOOR_G, figures.bounceChangeG));
  terms.swayChange = Math.log10(Math.max(FLOOR_G, figures.swayChangeG));
  terms.pull = figures.meanShare;
  terms.usual = Math.log10(Math.max(FLOOR_G, figures.usualBounceG));
  return terms;
}

/** Log-odds (natural) that the body of one glance stands. */
export function standOdds(figures: Readonly<StandFigures>, model: StandModel = STAND_MODEL): number {
  const glance = { odds: NaN };
  weigh(standTermsOf(figures), model, glance);
  return glance.odds;
}

/** Term by term and into a field: a lookup by name puts numbers on the heap, and so does a call that gives one back. */
function weigh(terms: Readonly<StandTerms>, { bias, weights }: StandModel, glance: { odds: number }): void {
  glance.odds =
    bias +
    weights.bounce * terms.bounce +
    weights.sway * terms.sway +
    weights.bounceChange * terms.bounceChange +
    weights.swayChange * terms.swayChange +
    weights.pull * terms.pull +
    weights.usual * terms.usual;
}
