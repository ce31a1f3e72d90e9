import type { SampleBlock } from '../../../lib/signal/sample-block';
import { DrawnNumbers } from '../leash/drawn-numbers';

/** How a tag can sit: fast; on a harness that slips round the chest; hanging by a string or a ring. */
export type Seat = 'fast' | 'slips' | 'hangs';

type Vector = readonly [x: number, y: number, z: number];

const STEP_MS = 2;
const G = 9.81;

/**
 * A body that walks and stands by turns, and a tag on it. The body's bounce, push and sway come in strides; a fastened tag feels
 * them and sways a little; a slipping one lies round the chest by an angle that changes once in a while; a hanging one is a
 * pendulum in three directions (a stiff tag on a string, so that its own length counts), driven by the body, and may knock against it.
 * A model of its own that shares nothing with the demo tag nor with the lead's.
 */
export function recordLooseTag(seed: number, seat: Seat, { minutes = 10, knocks = true } = {}): SampleBlock {
  const random = new DrawnNumbers(seed + 7_000_003);
  const body = new WalkingBody(random);
  const steps = (minutes * 60_000) / STEP_MS;
  const sampleSteps = random.pick([5, 10, 20]);
  const noiseG = random.scale(0.002, 0.01);
  const mount = turnAbout(random, random.between(0, Math.PI));
  const tag = seat === 'hangs' ? new Pendulum(random, knocks) : new Worn(random, seat === 'slips');
  const tMs: number[] = [];
  const values: number[] = [];
  const mean = [0, 0, 0];
  for (let i = 0; i < steps; i++) {
    body.step();
    const felt = tag.step(body);
    // A sensor averages between its samples.
    for (let axis = 0; axis < 3; axis++) mean[axis]! += felt[axis]! / sampleSteps;
    if ((i + 1) % sampleSteps !== 0) continue;
    tMs.push((i + 1) * STEP_MS);
    for (const row of mount) values.push(dot(row, mean) + noiseG * random.gaussian());
    mean.fill(0);
  }
  return { kind: 'accel', tMs: Float64Array.from(tMs), values: Float32Array.from(values), clipped: 0 };
}

/** Acceleration of the back, g: x forward, y left, z up; without weight. */
class WalkingBody {
  walks = true;
  readonly accel = [0, 0, 0];
  readonly #random: DrawnNumbers;
  readonly #strideHz: number;
  readonly #upG: number;
  readonly #forwardG: number;
  readonly #sidewaysG: number;
  readonly #roughG: number;
  readonly #phases: readonly number[];
  #leftMs = 0;
  #phase = 0;
  #size = 0;
  #vigour = 1;

  constructor(random: DrawnNumbers) {
    this.#random = random;
    this.#strideHz = random.between(1.3, 2.6);
    this.#upG = random.scale(0.15, 0.5);
    // Quadrupeds and people in recordings swing across the weight 0.5 to 2.6 times as much as along it.
    this.#forwardG = this.#upG * random.between(0.4, 1);
    this.#sidewaysG = this.#upG * random.between(0.4, 1);
    this.#roughG = this.#upG * random.between(0.2, 0.6);
    this.#phases = [0, 1, 2, 3].map(() => random.between(0, 1));
  }

  step(): void {
    const random = this.#random;
    const dt = STEP_MS / 1_000;
    this.#leftMs -= STEP_MS;
    if (this.#leftMs <= 0) {
      this.walks = !this.walks;
      this.#leftMs = this.walks ? random.scale(4_000, 60_000) : random.scale(2_000, 30_000);
    }
    this.#size += ((this.walks ? 1 : 0) - this.#size) * (STEP_MS / 200);
    const before = Math.floor(this.#phase);
    this.#phase += this.#strideHz * dt;
    if (Math.floor(this.#phase) !== before) this.#vigour = random.between(0.7, 1.3);
    const size = this.#size * this.#vigour;
    const [a, b, c, d] = this.#phases as [number, number, number, number];
    this.accel[0] = size * this.#forwardG * wave(2 * this.#phase + a);
    this.accel[1] = size * this.#sidewaysG * wave(this.#phase + b);
    this.accel[2] = size * this.#upG * (0.8 * wave(2 * this.#phase + c) + 0.4 * wave(4 * this.#phase + d));
    for (let axis = 0; axis < 3; axis++)
      this.accel[axis]! += (0.004 + this.#size * this.#roughG * Math.SQRT1_2) * random.gaussian();
  }
}

/** On the back: it sways a little with the body; on a slack harness it also slips round the chest. */
class Worn {
  readonly #random: DrawnNumbers;
  readonly #slips: boolean;
  readonly #swayDeg: number;
  readonly #staysMs: number;
  #roll = 0;
  #pitch = 0;
  #around = 0;
  #aroundTo = 0;
  #leftMs: number;

  constructor(random: DrawnNumbers, slips: boolean) {
    this.#random = random;
    this.#slips = slips;
    this.#swayDeg = random.between(3, 12);
    this.#staysMs = random.scale(20_000, 120_000);
    this.#leftMs = this.#staysMs * random.between(0.5, 1.5);
  }

  step({ accel, walks }: WalkingBody): Vector {
    const random = this.#random;
    const dt = STEP_MS / 1_000;
    const size = (this.#swayDeg * Math.PI) / 180;
    this.#roll += -this.#roll * dt + size * Math.sqrt(2 * dt) * random.gaussian();
    this.#pitch += -this.#pitch * dt + size * Math.sqrt(2 * dt) * random.gaussian();
    // It slips while the cat moves, and stays a while where it came to lie: up to below the belly.
    if (walks) this.#leftMs -= STEP_MS;
    if (this.#leftMs <= 0) {
      this.#leftMs = this.#staysMs * random.between(0.5, 1.5);
      this.#aroundTo = random.between(-1, 1) * Math.PI;
    }
    if (this.#slips) this.#around += (this.#aroundTo - this.#around) * (STEP_MS / 400);
    return rolled(pitched([accel[0]!, accel[1]!, accel[2]! + 1], this.#pitch), this.#roll + this.#around);
  }
}

/** A stiff tag on a string, in its own axes: z along the string. It turns about the string as it likes. */
class Pendulum {
  readonly #random: DrawnNumbers;
  /** From the string's end to the sensor, and of a point that would swing alike, m. */
  readonly #sensorM: number;
  readonly #swingM: number;
  readonly #dampingPerS: number;
  readonly #knocksPerS: number;
  /** From the pivot to the tag, and its speed, 1/s. */
  readonly #at: [number, number, number] = [0, 0, -1];
  readonly #speed: [number, number, number] = [0, 0, 0];
  #twist = 0;
  #twistPerS = 0;
  #knockMs = 0;
  readonly #knock = [0, 0, 0];

  constructor(random: DrawnNumbers, knocks: boolean) {
    this.#random = random;
    this.#sensorM = random.scale(0.03, 0.15);
    // Radius of gyration of a tag of 20 to 40 mm.
    const gyrationM = random.between(0.006, 0.012);
    this.#swingM = this.#sensorM + gyrationM ** 2 / this.#sensorM;
    this.#dampingPerS = random.scale(0.3, 4);
    this.#knocksPerS = knocks ? random.scale(0.5, 4) : 0;
  }

  step({ accel, walks }: WalkingBody): Vector {
    const random = this.#random;
    const dt = STEP_MS / 1_000;
    const at = this.#at;
    const speed = this.#speed;
    // What pulls at the tag in the body's frame, m/s²: weight, less the pivot's acceleration.
    const pull = [-G * accel[0]!, -G * accel[1]!, -G * (accel[2]! + 1)];
    const along = dot(pull, at);
    const speed2 = dot(speed, speed);
    const turn = [0, 0, 0];
    for (let axis = 0; axis < 3; axis++) {
      turn[axis] =
        (pull[axis]! - along * at[axis]!) / this.#swingM -
        speed2 * at[axis]! -
        this.#dampingPerS * speed[axis]!;
    }
    // Specific force at the sensor, m/s².
    const felt = [0, 1, 2].map((axis) => this.#sensorM * turn[axis]! - pull[axis]!);
    for (let axis = 0; axis < 3; axis++) speed[axis]! += turn[axis]! * dt;
    for (let axis = 0; axis < 3; axis++) at[axis]! += speed[axis]! * dt;
    const size = Math.hypot(...at);
    for (let axis = 0; axis < 3; axis++) at[axis]! /= size;
    const off = dot(speed, at);
    for (let axis = 0; axis < 3; axis++) speed[axis]! -= off * at[axis]!;

    if (walks && random.chance(this.#knocksPerS * dt)) {
      this.#knockMs = random.between(10, 30);
      for (let axis = 0; axis < 3; axis++) this.#knock[axis] = random.scale(0.3, 2) * random.gaussian();
    }
    this.#knockMs -= STEP_MS;
    this.#twistPerS += -this.#twistPerS * dt * 0.5 + (walks ? 4 : 0) * Math.sqrt(dt) * random.gaussian();
    this.#twist += this.#twistPerS * dt;
    // The tag's axes: z up along the string, x and y across it, turned about it.
    const up: Vector = [-at[0], -at[1], -at[2]];
    const across = cross(up, Math.abs(up[0]) < 0.9 ? [1, 0, 0] : [0, 1, 0]);
    const length = Math.hypot(...across);
    const east: Vector = [across[0] / length, across[1] / length, across[2] / length];
    const north = cross(up, east);
    const e = dot(felt, east) / G;
    const n = dot(felt, north) / G;
    const cos = Math.cos(this.#twist);
    const sin = Math.sin(this.#twist);
    const knock = this.#knockMs > 0 ? this.#knock : [0, 0, 0];
    return [e * cos + n * sin + knock[0]!, n * cos - e * sin + knock[1]!, dot(felt, up) / G + knock[2]!];
  }
}

const wave = (turns: number): number => Math.sin(2 * Math.PI * turns);

function dot(a: readonly number[], b: readonly number[]): number {
  return a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]!;
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** About the body's length. */
function rolled([x, y, z]: Vector, angle: number): Vector {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return [x, y * cos + z * sin, z * cos - y * sin];
}

/** About its breadth. */
function pitched([x, y, z]: Vector, angle: number): Vector {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return [x * cos - z * sin, y, z * cos + x * sin];
}

/** A turn by an angle about any axis, as three perpendicular rows. */
function turnAbout(random: DrawnNumbers, angle: number): readonly Vector[] {
  const axis = [random.gaussian(), random.gaussian(), random.gaussian()];
  const size = Math.hypot(...axis);
  const [x, y, z] = axis.map((value) => value / size) as [number, number, number];
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const less = 1 - cos;
  return [
    [cos + x * x * less, x * y * less - z * sin, x * z * less + y * sin],
    [x * y * less + z * sin, cos + y * y * less, y * z * less - x * sin],
    [x * z * less - y * sin, y * z * less + x * sin, cos + z * z * less],
  ];
}
