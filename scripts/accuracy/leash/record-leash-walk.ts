import type { SampleBlock } from '../../../lib/signal/sample-block';
import { bodyWeightN } from '../../../lib/units';
import type { Span } from '../score';
import { DrawnNumbers } from './drawn-numbers';
import { LeashAndCat, STEP_MS } from './leash-and-cat';

export type Puller = 'cat' | 'hand' | 'both';

/** A true pull, and who stretched the lead when it came under tension. */
export interface TruePull extends Span {
  by: Puller;
}

/** One synthetic walk: what the sensors say, and what was true. */
export interface LeashWalk {
  bodyKg: number;
  accel: SampleBlock;
  tension: SampleBlock;
  /** True tension of at least 10 % of body weight for at least 0.5 s, or of 60 % for 0.1 s: a lunge. */
  pulls: TruePull[];
  /** At least 1 s of such a pull on a cat that takes no steps of its own. */
  drags: Span[];
  /** When the cat takes no steps of its own, pulled or not. */
  standing: Span[];
  /** When the cat got out of its harness. */
  slips: Span[];
}

export interface LeashWalkOptions {
  minutes?: number;
  /** Standard deviation of the gauge's noise, as a share of the pull and of 5 % of body weight at rest. */
  noise?: number;
  slips?: boolean;
}

/** Who stretched the lead: one end went away at least three times as far as the other, or the other came along. */
const CLEAR_SHARE = 0.5;
/** Pulls are judged by what happened from this long before the crossing to the first peak within this long after, ms. */
const BEFORE_MS = 500;
const AFTER_MS = 1_000;

/**
 * Walks the model and records it as a tag would: accelerometer and gauge at rates of their own, with noise, an offset
 * that drifts, resolution, and a range that some gauges reach.
 */
export function recordLeashWalk(seed: number, options: LeashWalkOptions = {}): LeashWalk {
  const { minutes = 5, noise = 0.05, slips = false } = options;
  const durationMs = minutes * 60_000;
  const model = new LeashAndCat(seed, durationMs, slips);
  const sensors = new DrawnNumbers(seed + 1_000_003);
  const weightN = bodyWeightN(model.bodyKg);
  const accelStep = sensors.pick([4, 8, 16]);
  const tensionStep = sensors.pick([4, 5, 10]);
  const rangeN = sensors.chance(0.2) ? weightN * sensors.between(0.4, 1) : 655;
  const driftN = weightN * sensors.between(-0.02, 0.02);
  const hangingN = sensors.between(0, 0.4);
  const accel = new Column(3);
  const tension = new Column(1);
  const steps = durationMs / STEP_MS;
  const trace = {
    tensionN: new Float32Array(steps),
    catM: new Float32Array(steps),
    handM: new Float32Array(steps),
  };
  const stands = new Uint8Array(steps);
  const slipsAt: Span[] = [];
  for (let i = 0; i < steps; i++) {
    model.step();
    const { state } = model;
    trace.tensionN[i] = state.tensionN;
    trace.catM[i] = (trace.catM[i - 1] ?? 0) + state.catAwayM;
    trace.handM[i] = (trace.handM[i - 1] ?? 0) + state.handAwayM;
    stands[i] = state.stands ? 1 : 0;
    if (state.slipped && slipsAt.length === 0) slipsAt.push({ startMs: state.tMs, endMs: durationMs });
    if (i % accelStep === 0) accel.add(state.tMs, ...model.body.accelG.map((g) => clip(g, 8)));
    if (i % tensionStep === 0) {
      const read =
        state.tensionN +
        hangingN +
        driftN * Math.sin((Math.PI * i) / steps) +
        sensors.gaussian() * noise * (state.tensionN + 0.05 * weightN);
      tension.add(state.tMs, clip(Math.round(read / 0.02) * 0.02, rangeN));
    }
  }
  const pulls = pullsOf(trace.tensionN, weightN);
  const slip = slipsAt[0]?.startMs ?? Infinity;
  return {
    bodyKg: model.bodyKg,
    accel: accel.block('accel'),
    tension: tension.block('tension'),
    pulls: pulls.map((pull) => ({ ...pull, by: pullerOf(trace, pull) })),
    drags: pulls.filter(({ startMs }) => startMs < slip).flatMap((pull) => dragsOf(stands, pull)),
    standing: standingOf(stands),
    slips: slipsAt,
  };
}

/** By the definition, on the true tension: enters at 10 % for 0.5 s or at 60 % for 0.1 s, leaves below 5 % for 0.3 s. */
function pullsOf(tensionN: Float32Array, weightN: number): Span[] {
  const pulls: Span[] = [];
  let from = -1;
  let lunge = -1;
  let below = -1;
  let open = false;
  for (let i = 0; i < tensionN.length; i++) {
    const share = tensionN[i]! / weightN;
    if (!open) {
      if (share < 0.1) from = -1;
      else if (from < 0) from = i;
      if (share < 0.6) lunge = -1;
      else if (lunge < 0) lunge = i;
      open = from >= 0 && ((i - from) * STEP_MS >= 500 || (lunge >= 0 && (i - lunge) * STEP_MS >= 100));
      below = -1;
      continue;
    }
    if (share > 0.05) below = -1;
    else if (below < 0) below = i;
    if (below >= 0 && (i - below) * STEP_MS >= 300) {
      pulls.push({ startMs: from * STEP_MS, endMs: below * STEP_MS });
      open = false;
      from = -1;
    }
  }
  if (open) pulls.push({ startMs: from * STEP_MS, endMs: tensionN.length * STEP_MS });
  return pulls;
}

function pullerOf(
  { tensionN, catM, handM }: { tensionN: Float32Array; catM: Float32Array; handM: Float32Array },
  { startMs, endMs }: Span,
): Puller {
  const start = startMs / STEP_MS;
  const earliest = Math.max(0, start - BEFORE_MS / STEP_MS);
  const latest = Math.min(tensionN.length - 1, endMs / STEP_MS, start + AFTER_MS / STEP_MS);
  let from = start;
  while (from > earliest && tensionN[from]! > 0) from--;
  let peak = start;
  for (let i = start; i <= latest; i++) if (tensionN[i]! > tensionN[peak]!) peak = i;
  const cat = catM[peak]! - catM[from]!;
  const hand = handM[peak]! - handM[from]!;
  const lead = (cat - hand) / (Math.abs(cat) + Math.abs(hand));
  return lead > CLEAR_SHARE ? 'cat' : lead < -CLEAR_SHARE ? 'hand' : 'both';
}

function standingOf(stands: Uint8Array): Span[] {
  const spans: Span[] = [];
  for (let i = 0, from = -1; i <= stands.length; i++) {
    const is = stands[i] === 1;
    if (is && from < 0) from = i;
    if (is || from < 0) continue;
    spans.push({ startMs: from * STEP_MS, endMs: i * STEP_MS });
    from = -1;
  }
  return spans;
}

/** Stretches of at least 1 s; a step of less than half a second does not end one. */
function dragsOf(stands: Uint8Array, { startMs, endMs }: Span): Span[] {
  const drags: Span[] = [];
  let from = -1;
  let last = -1;
  const end = Math.min(stands.length, endMs / STEP_MS);
  for (let i = startMs / STEP_MS; i <= end; i++) {
    const held = i < end && stands[i] === 1;
    if (held) {
      if (from < 0) from = i;
      last = i;
    } else if (from >= 0 && (i === end || (i - last) * STEP_MS >= 500)) {
      if ((last - from) * STEP_MS >= 1_000) drags.push({ startMs: from * STEP_MS, endMs: last * STEP_MS });
      from = -1;
    }
  }
  return drags;
}

const clip = (value: number, limit: number): number => Math.max(-limit, Math.min(limit, value));

/** Samples as they come in. */
class Column {
  readonly #tMs: number[] = [];
  readonly #values: number[] = [];
  readonly width: number;

  constructor(width: number) {
    this.width = width;
  }

  add(tMs: number, ...values: number[]): void {
    this.#tMs.push(tMs);
    for (const value of values) this.#values.push(value);
  }

  block(kind: SampleBlock['kind']): SampleBlock {
    return {
      kind,
      tMs: Float64Array.from(this.#tMs),
      values: Float32Array.from(this.#values),
      clipped: 0,
    };
  }
}
