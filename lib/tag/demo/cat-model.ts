import { bodyWeightN, STANDARD_GRAVITY_MS2 } from '../../units';
import type { BodyKind, CatScript } from './cat-script';
import { LeashModel } from './leash-model';
import { createRandom, type SeededRandom } from './seeded-random';

/** The model moves on in steps of 2.5 ms: 400 Hz, a multiple of 50, 80 and 100 Hz. */
export const MODEL_STEP_MS = 2.5;

type Vector = [x: number, y: number, z: number];

/** How the body moves in a segment, and how fast it gets into it. Amplitudes 0–1, angles in degrees. */
interface Motion {
  walk: number;
  sniff: number;
  bolt: number;
  shake: number;
  /** Nose up is positive. */
  pitchDeg: number;
}
type Amplitude = Exclude<keyof Motion, 'pitchDeg'>;

const STILL: Motion = { walk: 0, sniff: 0, bolt: 0, shake: 0, pitchDeg: 0 };
/** Postures are ours: a harness tag tilts with the back, less than the head does. */
const MOTION: Readonly<Record<BodyKind, Motion>> = {
  walk: { ...STILL, walk: 1 },
  sniff: { ...STILL, sniff: 1, pitchDeg: -13 },
  alert: { ...STILL, pitchDeg: 9 },
  freeze: { ...STILL, pitchDeg: -6 },
  bolt: { ...STILL, bolt: 1, pitchDeg: 4 },
  shake: { ...STILL, shake: 1 },
};
/** Time in which a motion comes or goes to 1/e, ms. Ours: a cat stops within a step. */
const SETTLING_MS: Readonly<Record<keyof Motion, number>> = {
  walk: 120,
  sniff: 200,
  bolt: 70,
  shake: 60,
  pitchDeg: 300,
};

/**
 * Strides a second at usual vigour. Walk: ours. Gallop: 3.7 at 4.5 kg where trot turns into gallop (Heglund & Taylor 1988,
 * 4.70 M^−0.162).
 */
const WALK_HZ = 2.3;
const GALLOP_HZ = 3.7;
/** A coat shake at 4.5 kg (Dickerson et al. 2012, f ∝ M^−0.22). */
const SHAKE_HZ = 6.5;
/** The tag's back swings so far to either side when shaking, at this distance from the axis of roll. Ours. */
const SHAKE_DEG = 20;
const SHAKE_RADIUS_M = 0.06;
/**
 * Vertical motion of a walk: [harmonic of the stride, g, phase]. Ours: together a standard deviation of .23 g, between
 * what other walking animals show on the back and at the collar.
 */
const WALK_HARMONICS: readonly (readonly [harmonic: number, g: number, phase: number])[] = [
  [1, 0.1, 0],
  [2, 0.26, 0.6],
  [4, 0.15, 1.5],
  [6, 0.08, 2.6],
];
/** Motions of a sniffing head as they reach the back: [Hz, g]. Ours. */
const SNIFF_WAVES: readonly (readonly [hz: number, g: number])[] = [
  [1.9, 0.032],
  [3.3, 0.026],
  [5.1, 0.016],
];
/** Breath of a tense cat (30–40 a minute) as seen at the back. Ours. */
const BREATH_HZ = 0.6;
const BREATH_G = 0.006;
/**
 * No living body stands quite still: sway and small turns of the head, as noise of this strength and memory. Ours, so
 * that a still cat is no quieter than a resting animal on record (.014 g), unlike a tag on a table.
 */
const SWAY_G = 0.012;
const SWAY_MS = 60;
/** Share of the stride with a foot on the ground in a gallop. The ground carries the weight in that time. Ours. */
const GALLOP_DUTY = { from: 0.36, to: 0.52 } as const;
/** A startled cat starts, dodges and looks back: its strides follow each other unevenly, as a dog's in bursts do. Ours. */
const GALLOP_PACE = { from: 0.75, to: 1.3 } as const;
/** Spine and harness give: a push reaches the tag smoothed by this, ms. Ours. */
const HARNESS_MS = 14;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
const wave = (phase: number): number => Math.sin(2 * Math.PI * phase);

/**
 * A cat of the given script with a tag on its back: x forward, y left, z up, tilted as a harness sits. Accelerations
 * follow from what the body does: gait harmonics, the ground's push in a gallop, the roll of a shake, gravity turning
 * with the posture, the jerk of the leash. Without sensor noise. The same seed makes the same walk.
 */
export class CatModel {
  /** Specific force, g. */
  readonly accelG: Vector = [0, 0, 1];
  /** Rate of turn, °/s. */
  readonly gyroDps: Vector = [0, 0, 0];
  /** Pull on the leash, N. */
  tensionN = 0;
  /** Time on the script, ms. */
  tMs = 0;

  readonly #script: CatScript;
  readonly #random: SeededRandom;
  readonly #leash: LeashModel;
  readonly #motion: Motion = { ...STILL };
  readonly #mountRollDeg: number;
  readonly #mountPitchDeg: number;
  #segment = 0;
  /** Phases in turns. */
  #stride = 0;
  #shakePhase = 0;
  #strideVigour = 1;
  #gallopDuty = 0.4;
  #gallopPace = 1;
  #rollWanderDeg = 0;
  #rollDeg: number;
  #pitchDeg: number;
  #shakeRollDeg = 0;
  /** rad/s */
  #shakeRate = 0;
  #steadyTensionN = 0;
  #swayG = 0;
  #pushG = 1;

  constructor(script: CatScript, seed: number) {
    this.#script = script;
    // Another stream of numbers than the script's own.
    this.#random = createRandom(seed + 2 ** 40);
    this.#leash = new LeashModel(script.leash, createRandom(seed + 2 ** 41));
    this.#mountRollDeg = this.#rollDeg = this.#random.between(-12, 12);
    this.#mountPitchDeg = this.#pitchDeg = this.#random.between(-8, 8);
  }

  /** One step of `MODEL_STEP_MS`. */
  step(): void {
    const dt = MODEL_STEP_MS / 1000;
    const vigour = this.#follow();
    const { walk, sniff, bolt, shake, pitchDeg } = this.#motion;
    const seconds = this.tMs / 1000;

    this.#advanceStride(dt, vigour, bolt > 0.5 ? GALLOP_HZ * this.#gallopPace : WALK_HZ);
    const stride = this.#stride;
    this.#leash.step(this.tMs, MODEL_STEP_MS, wave(2 * stride), Math.max(walk, bolt));
    this.tensionN = this.#leash.tensionN;

    // Attitude. What the gyroscope sees is how it changes.
    this.#rollWanderDeg +=
      -this.#rollWanderDeg * dt * 0.5 + 3 * Math.sqrt(dt) * this.#random.gaussian() * walk;
    this.#shakePhase += SHAKE_HZ * dt * (shake > 0.02 ? 1 : 0);
    const shakeRollDeg = shake * SHAKE_DEG * wave(this.#shakePhase);
    const roll = this.#mountRollDeg + this.#rollWanderDeg + walk * 5 * wave(stride) + shakeRollDeg;
    const pitch =
      this.#mountPitchDeg +
      pitchDeg +
      walk * 2.5 * wave(2 * stride + 0.1) +
      bolt * 5 * wave(stride) +
      sniff * wave(1.7 * seconds);
    this.gyroDps[0] = (roll - this.#rollDeg) / dt;
    this.gyroDps[1] = (this.#pitchDeg - pitch) / dt;
    this.gyroDps[2] =
      walk * 22 * wave(stride + 0.2) + bolt * 60 * wave(stride + 0.3) + sniff * 12 * wave(0.9 * seconds);
    this.#rollDeg = roll;
    this.#pitchDeg = pitch;

    // Motion of the body on top of gravity, g.
    const shakeRate = radians(shakeRollDeg - this.#shakeRollDeg) / dt;
    const shakeAcceleration = (shakeRate - this.#shakeRate) / dt;
    this.#shakeRollDeg = shakeRollDeg;
    this.#shakeRate = shakeRate;
    const step = walk * vigour * this.#strideVigour;
    const up =
      step *
        WALK_HARMONICS.reduce(
          (sum, [harmonic, g, phase]) => sum + g * Math.sin(2 * Math.PI * harmonic * stride + phase),
          0,
        ) +
      sniff * SNIFF_WAVES.reduce((sum, [hz, g], i) => sum + g * wave(hz * seconds + 0.3 * i), 0) +
      BREATH_G * wave(BREATH_HZ * seconds) +
      this.#sway() +
      bolt * (this.#pushed() - 1) -
      (SHAKE_RADIUS_M * shakeRate ** 2) / STANDARD_GRAVITY_MS2;
    const jerkG = (this.tensionN - this.#steadyTensionN) / bodyWeightN(this.#script.bodyKg);
    this.#steadyTensionN += (this.tensionN - this.#steadyTensionN) * (MODEL_STEP_MS / 300);
    const forward = step * 0.12 * wave(2 * stride + 0.2) + bolt * 0.9 * wave(stride + 0.12) - jerkG;
    const left =
      step * 0.08 * wave(stride + 0.07) +
      bolt * 0.25 * wave(stride + 0.4) -
      (SHAKE_RADIUS_M * shakeAcceleration) / STANDARD_GRAVITY_MS2;

    this.accelG[0] = forward + Math.sin(radians(pitch));
    this.accelG[1] = left + Math.cos(radians(pitch)) * Math.sin(radians(roll));
    this.accelG[2] = up + Math.cos(radians(pitch)) * Math.cos(radians(roll));
    this.tMs += MODEL_STEP_MS;
  }

  /** Let the body settle into the segment of now. Returns its vigour. */
  #follow(): number {
    const { body } = this.#script;
    while (this.#segment < body.length - 1 && body[this.#segment]!.endMs <= this.tMs) this.#segment += 1;
    const segment = body[this.#segment];
    const target = segment === undefined ? STILL : MOTION[segment.kind];
    for (const key of Object.keys(SETTLING_MS) as (Amplitude | 'pitchDeg')[])
      this.#motion[key] += (target[key] - this.#motion[key]) * (MODEL_STEP_MS / SETTLING_MS[key]);
    return segment?.vigour ?? 1;
  }

  #advanceStride(dt: number, vigour: number, hz: number): void {
    const before = Math.floor(this.#stride);
    this.#stride += hz * (0.6 + 0.4 * vigour) * dt;
    if (Math.floor(this.#stride) === before) return;
    // No two strides are alike.
    this.#strideVigour = this.#random.between(0.85, 1.2);
    this.#gallopDuty = this.#random.between(GALLOP_DUTY.from, GALLOP_DUTY.to);
    this.#gallopPace = this.#random.between(GALLOP_PACE.from, GALLOP_PACE.to);
  }

  #sway(): number {
    const decay = MODEL_STEP_MS / SWAY_MS;
    this.#swayG += -this.#swayG * decay + SWAY_G * Math.sqrt(2 * decay) * this.#random.gaussian();
    return this.#swayG;
  }

  /** The ground's push as the tag feels it. */
  #pushed(): number {
    this.#pushG += (this.#groundPush() - this.#pushG) * (MODEL_STEP_MS / HARNESS_MS);
    return this.#pushG;
  }

  /** Vertical force of the ground in a gallop, in body weights: half a sine in stance, nothing in flight, 1 on average. */
  #groundPush(): number {
    const phase = this.#stride - Math.floor(this.#stride);
    if (phase >= this.#gallopDuty) return 0;
    return (Math.PI / (2 * this.#gallopDuty)) * Math.sin((Math.PI * phase) / this.#gallopDuty);
  }
}
