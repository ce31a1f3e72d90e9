import type { DrawnNumbers } from './drawn-numbers';

type Vector = [x: number, y: number, z: number];

/** What moves the body in one step. */
export interface BodyStep {
  /** Acceleration along the line without that of the gait, g. */
  alongG: number;
  /** Pull as a share of body weight. */
  shareOfWeight: number;
  /** Where the lead pulls to on the line, ±1. */
  towardsHand: number;
  /** Where it wants to look on the line, ±1; null: wherever it looks. */
  faces: number | null;
  /** Pace of its steps, m/s; 0 while it stands. */
  gaitSpeed: number;
  sniffs: boolean;
  slides: boolean;
}

const wave = (turns: number): number => Math.sin(2 * Math.PI * turns);

/**
 * What a tag on the cat's back feels, mounted at any angle: gravity turning with posture and pull, the body's
 * acceleration along the line, the swing of its gait, and all the small motions of a cat that stands.
 */
export class CatBody {
  /** Specific force in the tag's axes, g. */
  readonly accelG: Vector = [0, 0, 1];
  /** Thrust of the steps along the line, in body weights: it reaches the lead too. */
  thrust = 0;
  readonly #random: DrawnNumbers;
  readonly #mount: readonly Vector[];
  readonly #gaitG: number;
  readonly #thrustShare: number;
  readonly #strideHz: number;
  readonly #harmonics: readonly { of: number; share: number; phase: number }[];
  readonly #swayG: number;
  readonly #sniffG: number;
  readonly #fidgetsPerMin: number;
  readonly #tiltDegPerWeight: number;
  readonly #yawDeg: number;
  #phase = 0;
  #vigour = 1;
  #gait = 0;
  #yaw = 0;
  #yawWander = 0;
  #pitch = 0;
  #roll = 0;
  #pull = 0;
  #sway: Vector = [0, 0, 0];
  #fidgetMs = 0;
  #fidgetG = 0;
  /** Time since the harness came off, ms; NaN while it is on. */
  #offMs = NaN;
  #fallMs = 0;
  #lies: Vector = [0, 0, 1];

  constructor(random: DrawnNumbers, bodyKg: number) {
    this.#random = random;
    this.#mount = randomTurn(random);
    this.#gaitG = random.scale(0.16, 0.5);
    this.#thrustShare = random.between(0.15, 0.5);
    this.#strideHz = random.between(1.6, 2.6) * (bodyKg / 4.5) ** -0.16;
    this.#harmonics = [1, 2, 4].map((of) => ({
      of,
      share: random.between(0.2, 1),
      phase: random.between(0, 1),
    }));
    this.#swayG = random.between(0.006, 0.016);
    this.#sniffG = random.scale(0.01, 0.05);
    this.#fidgetsPerMin = random.between(0, 8);
    this.#tiltDegPerWeight = random.between(-20, 20);
    this.#yawDeg = random.between(5, 35);
  }

  /** The cat leaves its harness, with the tag on it. */
  slipOff(): void {
    const random = this.#random;
    this.#offMs = 0;
    this.#fallMs = random.between(80, 230);
    const turned = random.between(0.3, 1) * Math.PI;
    const around = random.between(0, 2 * Math.PI);
    this.#lies = [Math.sin(turned) * Math.cos(around), Math.sin(turned) * Math.sin(around), Math.cos(turned)];
  }

  step(stepMs: number, now: BodyStep): void {
    if (!Number.isNaN(this.#offMs)) return this.#lie(stepMs);
    const random = this.#random;
    const dt = stepMs / 1_000;
    this.#gait += (now.gaitSpeed - this.#gait) * (stepMs / 120);
    const before = Math.floor(this.#phase);
    this.#phase += this.#strideHz * (0.55 + 0.45 * Math.min(2.5, this.#gait / 0.7)) * dt;
    if (Math.floor(this.#phase) !== before) this.#vigour = random.between(0.75, 1.3);
    const swing = this.#gait < 0.02 ? 0 : this.#gaitG * this.#vigour * Math.min(3, (this.#gait / 0.7) ** 0.8);
    const phase = this.#phase;
    const up = this.#harmonics.reduce(
      (sum, { of, share, phase: at }) => sum + share * wave(of * phase + at),
      0,
    );
    this.thrust = this.#thrustShare * swing * wave(2 * phase + 0.15);

    const yawTo = now.faces === null || now.faces > 0 ? 0 : Math.PI;
    if (now.faces !== null) this.#yaw += (yawTo - this.#yaw) * (stepMs / 350);
    this.#yawWander += -this.#yawWander * dt + this.#yawDeg * Math.sqrt(2 * dt) * random.gaussian();
    this.#pitch += -this.#pitch * (dt / 1.5) + 4 * Math.sqrt((2 * dt) / 1.5) * random.gaussian();
    this.#roll += -this.#roll * (dt / 1.5) + 3 * Math.sqrt((2 * dt) / 1.5) * random.gaussian();
    this.#pull += (now.shareOfWeight - this.#pull) * (stepMs / 150);
    const yaw = this.#yaw + (this.#yawWander * Math.PI) / 180;
    const pitch = ((this.#pitch + this.#tiltDegPerWeight * Math.min(1, this.#pull)) * Math.PI) / 180;
    const roll = (this.#roll * Math.PI) / 180 + 0.08 * Math.min(1, swing * 3) * wave(phase);

    const small = this.#smallMotions(stepMs, now);
    const along = now.alongG + this.thrust;
    const x = along * Math.cos(yaw) + Math.sin(pitch) + small[0];
    const y =
      -along * Math.sin(yaw) + 0.4 * swing * wave(phase + 0.07) + Math.cos(pitch) * Math.sin(roll) + small[1];
    const z = swing * up + Math.cos(pitch) * Math.cos(roll) + small[2];
    this.#felt(x, y, z);
  }

  /** Sway, sniffing, turns of the head, and the rub of feet that slide, g. */
  #smallMotions(stepMs: number, { sniffs, slides, gaitSpeed }: BodyStep): Vector {
    const random = this.#random;
    const decay = stepMs / 60;
    if (this.#fidgetMs > 0) this.#fidgetMs -= stepMs;
    else if (gaitSpeed === 0 && random.chance((this.#fidgetsPerMin * stepMs) / 60_000)) {
      this.#fidgetMs = random.between(250, 900);
      this.#fidgetG = random.scale(0.03, 0.15);
    }
    const size =
      this.#swayG +
      (sniffs ? this.#sniffG : 0) +
      (this.#fidgetMs > 0 ? this.#fidgetG : 0) +
      (slides ? 0.08 : 0);
    for (let axis = 0; axis < 3; axis++)
      this.#sway[axis]! += -this.#sway[axis]! * decay + size * Math.sqrt(2 * decay) * random.gaussian();
    return this.#sway;
  }

  /** The tag falls, strikes the ground, and lies. */
  #lie(stepMs: number): void {
    const sinceFall = (this.#offMs += stepMs) - this.#fallMs;
    const [x, y, z] = this.#lies;
    if (sinceFall < 0) return this.#felt(0, 0, 0.05);
    const blow = sinceFall < 400 ? 4 * Math.exp(-sinceFall / 40) * wave(sinceFall / 50) : 0;
    this.#felt(x, y, z + blow);
  }

  #felt(x: number, y: number, z: number): void {
    const noiseG = 0.004;
    for (let axis = 0; axis < 3; axis++) {
      const [a, b, c] = this.#mount[axis]!;
      this.accelG[axis] = a * x + b * y + c * z + noiseG * this.#random.gaussian();
    }
  }
}

/** Any turn of the tag: three perpendicular directions. */
function randomTurn(random: DrawnNumbers): readonly Vector[] {
  const [w, x, y, z] = [random.gaussian(), random.gaussian(), random.gaussian(), random.gaussian()];
  const s = 2 / (w * w + x * x + y * y + z * z);
  return [
    [1 - s * (y * y + z * z), s * (x * y - z * w), s * (x * z + y * w)],
    [s * (x * y + z * w), 1 - s * (x * x + z * z), s * (y * z - x * w)],
    [s * (x * z - y * w), s * (y * z + x * w), 1 - s * (x * x + y * y)],
  ];
}
