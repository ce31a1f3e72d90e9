import type { SampleBlock } from '../../lib/signal/sample-block';
import { bodyWeightN } from '../../lib/units';
import { seeded } from '../../tests/support/synthetic-trace';
import type { Span } from './score';

/** One synthetic walk on a lead: what the gauge says, and what was true. */
export interface LeashWalk {
  bodyKg: number;
  block: SampleBlock;
  /** True tension of at least 10 % of body weight for at least 0.5 s. */
  pulls: Span[];
}

const RATE_HZ = 80;
const MINUTES = 5;

/**
 * A cat (mass) and a hand, each pushed about by a force of its own, joined by a lead: a spring with damping that is
 * slack below its length. Parameters are drawn from wide ranges by the seed. The gauge adds noise, an offset that
 * drifts, its resolution and its range. Written for scoring alone, apart from the demo tag's model.
 *
 * @param noise standard deviation of the gauge's noise as a share of the pull, and of 5 % of body weight at rest.
 */
export function walkOnLead(seed: number, noise: number): LeashWalk {
  const random = seeded(seed);
  const between = (low: number, high: number): number => low + (high - low) * random();
  const gaussian = (): number => random() + random() + random() + random() - 2;
  const bodyKg = between(2.5, 8);
  const weightN = bodyWeightN(bodyKg);
  const lengthM = between(1.2, 1.8);
  const springNPerM = between(60, 600);
  const dampingNsPerM = between(1, 12);
  const dragNsPerM = between(4, 10);
  const driftN = between(-0.01, 0.01) * weightN;
  const steps = MINUTES * 60 * RATE_HZ;
  const dt = 1 / RATE_HZ / 4;

  const tMs = new Float64Array(steps);
  const values = new Float32Array(steps);
  const truth = new Float64Array(steps);
  let cat = 0;
  let catSpeed = 0;
  let hand = 0;
  let handSpeed = 0;
  let catWants = 0;
  let handWants = 0;
  for (let i = 0; i < steps; i++) {
    // Each changes its mind now and then: stands, strolls, hurries.
    if (random() < 0.4 / RATE_HZ) catWants = random() < 0.4 ? 0 : between(-0.5, 1.6);
    if (random() < 0.4 / RATE_HZ) handWants = random() < 0.4 ? 0 : between(0, 1.1);
    let tension = 0;
    for (let part = 0; part < 4; part++) {
      const stretch = Math.abs(cat - hand) - lengthM;
      const side = Math.sign(cat - hand);
      const pace = (catSpeed - handSpeed) * side;
      tension = stretch > 0 ? Math.max(0, springNPerM * stretch + dampingNsPerM * pace) : 0;
      // A walker keeps to the wanted pace with a force that grows with the error; a braced cat holds half its weight.
      const effort = Math.max(-0.8, Math.min(0.8, dragNsPerM * (catWants - catSpeed) * 0.2)) * weightN;
      catSpeed += ((effort - side * tension) / bodyKg) * dt;
      handSpeed += (6 * (handWants - handSpeed) + (side * tension) / 12) * dt;
      cat += catSpeed * dt;
      hand += handSpeed * dt;
    }
    const t = (i * 1_000) / RATE_HZ;
    const read =
      tension + (driftN * t) / (MINUTES * 60_000) + gaussian() * noise * (tension + 0.05 * weightN);
    tMs[i] = t;
    values[i] = Math.max(-655, Math.min(655, Math.round(read / 0.02) * 0.02));
    truth[i] = tension;
  }
  return { bodyKg, block: { kind: 'tension', tMs, values, clipped: 0 }, pulls: pullsOf(tMs, truth, weightN) };
}

/** By the definition, on the true tension: enters at 10 % for 0.5 s, leaves below 5 % for 0.3 s. */
function pullsOf(tMs: Float64Array, tension: Float64Array, weightN: number): Span[] {
  const pulls: Span[] = [];
  let from = -1;
  let below = -1;
  let open = false;
  for (let i = 0; i < tMs.length; i++) {
    const share = tension[i]! / weightN;
    if (!open) {
      if (share < 0.1) from = -1;
      else if (from < 0) from = i;
      open = from >= 0 && tMs[i]! - tMs[from]! >= 500;
      below = -1;
      continue;
    }
    if (share > 0.05) below = -1;
    else if (below < 0) below = i;
    if (below >= 0 && tMs[i]! - tMs[below]! >= 300) {
      pulls.push({ startMs: tMs[from]!, endMs: tMs[below]! });
      open = false;
      from = -1;
    }
  }
  if (open) pulls.push({ startMs: tMs[from]!, endMs: tMs.at(-1)! });
  return pulls;
}
