import type { MotionFeature } from '../signal/motion-features';

/**
 * Weights of one behaviour against stillness: log-odds (natural) = bias + swing × log10(swingShortG) +
 * spread × log10(sdShortG).
 */
export interface BehaviourWeights {
  bias: number;
  swing: number;
  spread: number;
}

/** A small model of what a body does: how each behaviour looks at a glance, and how long it lasts. */
export interface BehaviourModel {
  moving: BehaviourWeights;
  busy: BehaviourWeights;
  /** How much of a glance counts: neighbouring ones share most of their samples. Per 40 ms. */
  trust: number;
  /** Rates of change, 1/s: how often one behaviour turns into another. */
  stillToMoving: number;
  stillToBusy: number;
  movingToStill: number;
  movingToBusy: number;
  busyToStill: number;
  busyToMoving: number;
}

/**
 * Weights fitted by `npm run accuracy -- --fit` to all sea lions on land of MoniqueLadds/Behaviour_accelerometry:
 * still (still, sitting, lying, stationary) against moving (moving, out, fast, thrash, shake) and busy (all other labels:
 * manipulation, chewing, scratch, swimming, slow, grooming …), classes weighted equally. Rates and trust: ours, chosen on
 * the same recordings with the weights of each animal fitted to the others (docs/accuracy.md).
 */
export const BEHAVIOUR_MODEL: BehaviourModel = {
  moving: { bias: 6.426, swing: 5.291, spread: 1.89 },
  busy: { bias: 3.46, swing: 2.248, spread: 0.484 },
  trust: 0.107,
  stillToMoving: 0.155,
  stillToBusy: 0.095,
  movingToStill: 0.174,
  movingToBusy: 0.0435,
  busyToStill: 0.209,
  busyToMoving: 0.0771,
};

/** Quieter than this a sensor cannot tell, g: keeps the logarithm finite. Resolution of ±8 g in 16 bits, about. */
const FLOOR_G = 1e-4;
const STEP_MS = 40;

/** What the body does, as probabilities that sum to one. */
export interface Behaviour {
  known: boolean;
  still: number;
  moving: number;
  /** Active on the spot: grooming, scratching, chewing, handling things. Looks almost still at the back. */
  busy: number;
  tMs: number;
}

export function behaviourFrom(): Behaviour {
  return { known: false, still: 1 / 3, moving: 1 / 3, busy: 1 / 3, tMs: NaN };
}

/**
 * One step of Bayes: what was believed moves on at the model's rates, then the present glance weighs in.
 * Each glance alone is weak between stillness and quiet grooming; seconds of glances are not.
 * State is updated in place.
 */
export function judgeBehaviour(
  state: Behaviour,
  feature: Readonly<MotionFeature>,
  model: Readonly<BehaviourModel>,
): Behaviour {
  if (feature.afterGap) {
    state.known = false;
    state.still = state.moving = state.busy = 1 / 3;
  }
  const swingG = feature.swingShortG;
  const spreadG = feature.sdShortG;
  if (Number.isNaN(swingG) || Number.isNaN(spreadG)) return state;
  const stepMs = state.known ? feature.tMs - state.tMs : STEP_MS;
  state.known = true;
  state.tMs = feature.tMs;

  const dt = stepMs / 1_000;
  const { still, moving, busy } = state;
  const toStill = dt * (model.movingToStill * moving + model.busyToStill * busy);
  const toMoving = dt * (model.stillToMoving * still + model.busyToMoving * busy);
  const toBusy = dt * (model.stillToBusy * still + model.movingToBusy * moving);
  const stillNext = still + toStill - dt * (model.stillToMoving + model.stillToBusy) * still;
  const movingNext = moving + toMoving - dt * (model.movingToStill + model.movingToBusy) * moving;
  const busyNext = busy + toBusy - dt * (model.busyToStill + model.busyToMoving) * busy;

  const swing = Math.log(Math.max(FLOOR_G, swingG)) * Math.LOG10E;
  const spread = Math.log(Math.max(FLOOR_G, spreadG)) * Math.LOG10E;
  const weight = (model.trust * stepMs) / STEP_MS;
  const m = weight * (model.moving.bias + model.moving.swing * swing + model.moving.spread * spread);
  const b = weight * (model.busy.bias + model.busy.swing * swing + model.busy.spread * spread);
  state.still = stillNext;
  state.moving = movingNext * Math.exp(m);
  state.busy = busyNext * Math.exp(b);
  const sum = state.still + state.moving + state.busy;
  state.still /= sum;
  state.moving /= sum;
  state.busy /= sum;
  return state;
}
