import { bodyWeightN, STANDARD_GRAVITY_MS2 } from '../../../lib/units';
import { CatBody } from './cat-body';
import { DrawnNumbers } from './drawn-numbers';
import { drawManners, nextOfCat, nextOfHand, type Manners, type Will } from './wills';

/** The model moves on in steps of 2.5 ms: 400 Hz. */
export const STEP_MS = 2.5;

/** What was true in the walk, step by step. */
export interface LeashState {
  tMs: number;
  /** True pull, N; 0 while slack. */
  tensionN: number;
  /** How far each end went away from the other since the step before, m; negative when it came nearer. */
  catAwayM: number;
  handAwayM: number;
  /** The cat stands where it is: it takes no steps of its own. */
  stands: boolean;
  /** The harness is off: the tag hangs on the lead or lies. */
  slipped: boolean;
}

/**
 * A cat and a hand on one line, joined by a lead. Each is a mass with a force of its own, which follows its own will;
 * the lead is a spring with damping, slack below its length, and pulls both. A standing cat holds its place on springy
 * legs until the pull exceeds its grip. All parameters are drawn from wide ranges by the seed.
 *
 * Written for scoring alone: it shares nothing with the demo tag's model, which follows a script of forces.
 */
export class LeashAndCat {
  readonly bodyKg: number;
  readonly state: LeashState;
  readonly body: CatBody;
  readonly #random: DrawnNumbers;
  readonly #manners: Manners;
  readonly #lengthM: number;
  readonly #springNPerM: number;
  readonly #dampingNsPerM: number;
  readonly #handKg: number;
  readonly #handTauS: number;
  readonly #catTauS: number;
  readonly #grip: number;
  readonly #legsHz: number;
  readonly #treads: number;
  readonly #reactMs: number;
  readonly #stepSwayM: number;
  #catM = 0;
  #catSpeed = 0;
  #handM = 0;
  #handSpeed = 0;
  /** Where a standing cat has its feet, m; NaN while it walks. */
  #feetM = NaN;
  #cat: Will = { kind: 'stand', speed: 0, untilMs: 0 };
  #hand: Will = { kind: 'stand', speed: 0, untilMs: 3_000 };
  #tautMs = 0;
  #catAnswered = true;
  #handAnswered = true;
  #slipMs: number;
  /** How long the cat has to strain before the harness gives, and how long it has, ms. */
  #slipStrainMs: number;
  #strainMs = 0;

  /** @param slips whether the cat gets out of its harness once, in a pull of the second half. */
  constructor(seed: number, durationMs: number, slips = false) {
    const random = (this.#random = new DrawnNumbers(seed));
    this.bodyKg = random.scale(2.5, 8);
    this.#manners = drawManners(random);
    this.#lengthM = random.between(1, 3);
    this.#springNPerM = random.scale(40, 800);
    this.#dampingNsPerM = random.scale(0.5, 12);
    this.#handKg = random.scale(3, 20);
    this.#handTauS = random.between(0.1, 0.4);
    this.#catTauS = random.between(0.12, 0.4);
    this.#grip = random.between(0.5, 1.1);
    this.#legsHz = random.between(3, 7);
    this.#treads = random.between(0.15, 1);
    this.#reactMs = random.between(300, 1_500);
    this.#stepSwayM = random.between(0, 0.03);
    this.#handM = -0.6 * this.#lengthM;
    this.#slipMs = slips ? durationMs * random.between(0.5, 0.8) : Infinity;
    this.#slipStrainMs = slips ? random.between(200, 1_200) : Infinity;
    this.body = new CatBody(random, this.bodyKg);
    this.state = { tMs: 0, tensionN: 0, catAwayM: 0, handAwayM: 0, stands: true, slipped: false };
  }

  step(): void {
    const { state } = this;
    const dt = STEP_MS / 1_000;
    const weightN = bodyWeightN(this.bodyKg);
    state.tMs += STEP_MS;
    const side = this.#catM >= this.#handM ? 1 : -1;
    this.#decide(state.tMs, side);

    // A walker's hand sways with its steps.
    const swayM =
      this.#stepSwayM * Math.min(1, Math.abs(this.#handSpeed)) * Math.sin(12 * (state.tMs / 1_000));
    const stretchM = Math.abs(this.#catM - this.#handM - swayM) - this.#lengthM;
    const pace = (this.#catSpeed - this.#handSpeed) * side;
    state.tensionN =
      stretchM > 0 && !state.slipped
        ? Math.max(0, this.#springNPerM * stretchM + this.#dampingNsPerM * pace)
        : 0;
    this.#strainMs = state.tensionN >= 0.12 * weightN ? this.#strainMs + STEP_MS : 0;
    if (state.tMs >= this.#slipMs && this.#strainMs >= this.#slipStrainMs && !state.slipped) this.#slip();

    const thrust = this.body.thrust;
    const catForce = this.#ownForce(dt, weightN) + thrust * weightN;
    const catAccel = (catForce - side * state.tensionN) / this.bodyKg;
    const handForce = (this.#handKg * (this.#hand.speed - this.#handSpeed)) / this.#handTauS;
    const handAccel = (Math.max(-150, Math.min(150, handForce)) + side * state.tensionN) / this.#handKg;
    this.#catSpeed += catAccel * dt;
    this.#handSpeed += handAccel * dt;
    this.#catM += this.#catSpeed * dt;
    this.#handM += this.#handSpeed * dt;
    state.catAwayM = side * this.#catSpeed * dt;
    state.handAwayM = -side * this.#handSpeed * dt;
    state.stands = !Number.isNaN(this.#feetM);

    const walks = state.stands ? 0 : this.#gaitSpeed(side, weightN);
    this.body.step(STEP_MS, {
      alongG: catAccel / STANDARD_GRAVITY_MS2 - thrust,
      shareOfWeight: state.tensionN / weightN,
      towardsHand: -side,
      faces: Math.sign(this.#cat.speed) || null,
      gaitSpeed: walks,
      sniffs: this.#cat.kind === 'sniff',
      slides: state.stands && Math.abs(this.#catSpeed) > 0.1,
    });
  }

  /** A cat that strains against the lead treads, some more, some hardly. */
  #gaitSpeed(side: number, weightN: number): number {
    const speed = Math.abs(this.#catSpeed);
    const strains = this.#cat.speed * side > 0 && this.state.tensionN > 0.03 * weightN;
    return strains ? Math.max(speed, this.#treads * Math.abs(this.#cat.speed)) : speed;
  }

  /** What the cat does of itself, N along the line: keeps its pace, or its place. Never more than its grip. */
  #ownForce(dt: number, weightN: number): number {
    const most = this.#grip * weightN;
    const wanted = this.#cat.speed;
    if (wanted !== 0 || (Number.isNaN(this.#feetM) && Math.abs(this.#catSpeed) > 0.15)) {
      this.#feetM = NaN;
      const force = (this.bodyKg * (wanted - this.#catSpeed)) / this.#catTauS;
      return Math.max(-most, Math.min(most, force));
    }
    if (Number.isNaN(this.#feetM)) this.#feetM = this.#catM;
    const omega = 2 * Math.PI * this.#legsHz;
    const force = this.bodyKg * (omega ** 2 * (this.#feetM - this.#catM) - 2 * 0.5 * omega * this.#catSpeed);
    // Beyond its grip it slides, and its feet with it.
    if (Math.abs(force) > most) this.#feetM += (this.#catM - this.#feetM) * Math.min(1, dt * 30);
    return Math.max(-most, Math.min(most, force));
  }

  #decide(tMs: number, side: number): void {
    const random = this.#random;
    if (tMs >= this.#cat.untilMs) this.#cat = nextOfCat(random, this.#manners, tMs);
    if (tMs >= this.#hand.untilMs) this.#hand = nextOfHand(random, this.#manners, tMs, -side);
    if (this.state.tensionN === 0) {
      this.#tautMs = tMs;
      this.#catAnswered = this.#handAnswered = false;
      return;
    }
    // Both feel the lead after a while, and answer as is their manner.
    if (tMs - this.#tautMs < this.#reactMs) return;
    if (!this.#catAnswered && this.#cat.speed * side <= 0) {
      this.#catAnswered = true;
      const follows = random.chance(this.#manners.catGivesWay);
      const speed = follows ? -side * this.#manners.catPace * random.between(0.6, 1.6) : 0;
      this.#cat = { kind: follows ? 'walk' : 'brace', speed, untilMs: tMs + random.scale(1_000, 5_000) };
    }
    if (!this.#handAnswered && this.#hand.speed * side >= 0) {
      this.#handAnswered = true;
      const follows = random.chance(this.#manners.handGivesWay);
      const speed = follows ? side * this.#manners.handPace * random.between(0.6, 1.4) : 0;
      this.#hand = { kind: follows ? 'walk' : 'stand', speed, untilMs: tMs + random.scale(1_000, 6_000) };
    }
  }

  #slip(): void {
    this.state.slipped = true;
    this.body.slipOff();
  }
}
