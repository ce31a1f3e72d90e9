import type { BehaviourModel, BehaviourWeights } from '../../lib/events/behaviour';
import { MotionExtractor } from '../../lib/signal/motion-features';
import { fitClass } from './labels';
import type { Recording } from './recordings';
import { solve } from './solve';

/** Glances of one subject: log10 of the two figures, and the class. */
export interface Glances {
  subject: string;
  swing: number[];
  spread: number[];
  klass: number[];
}

const FLOOR_G = 1e-4;

/** What the shipped extractor sees in labelled rows on land. */
export function glancesOf(recording: Recording): Glances {
  const glances: Glances = { subject: recording.subject, swing: [], spread: [], klass: [] };
  const extractor = new MotionExtractor();
  const { tMs, values } = recording.block;
  for (let i = 0; i < tMs.length; i++) {
    const feature = extractor.push({
      tMs: tMs[i]!,
      x: values[3 * i]!,
      y: values[3 * i + 1]!,
      z: values[3 * i + 2]!,
    });
    const klass = fitClass(recording.labels[i]!);
    if (klass < 0 || feature === null || feature === 'missing') continue;
    if (Number.isNaN(feature.swingShortG) || Number.isNaN(feature.sdShortG)) continue;
    glances.swing.push(Math.log10(Math.max(FLOOR_G, feature.swingShortG)));
    glances.spread.push(Math.log10(Math.max(FLOOR_G, feature.sdShortG)));
    glances.klass.push(klass);
  }
  return glances;
}

/**
 * Multinomial logistic regression against stillness by Newton's method, classes weighted equally, with a slight pull
 * towards zero (ridge) that keeps it from running away on separable data.
 */
export function fitBehaviour(all: readonly Glances[], base: BehaviourModel, ridge = 1e-3): BehaviourModel {
  const counts = [0, 0, 0];
  for (const { klass } of all) for (const k of klass) counts[k]!++;
  const total = counts[0]! + counts[1]! + counts[2]!;
  const weightOf = counts.map((count) => (count > 0 ? 1 / (3 * count) : 0));
  if (total === 0) throw new Error('nothing to fit');
  // moving: bias, swing, spread; busy: the same.
  let b = new Float64Array(6);
  for (let round = 0; round < 30; round++) {
    const gradient = new Float64Array(6);
    const hessian = Array.from({ length: 6 }, () => new Float64Array(6));
    for (const { swing, spread, klass } of all) {
      for (let i = 0; i < klass.length; i++) {
        const x = [1, swing[i]!, spread[i]!];
        const zm = b[0]! + b[1]! * x[1]! + b[2]! * x[2]!;
        const zb = b[3]! + b[4]! * x[1]! + b[5]! * x[2]!;
        const top = Math.max(0, zm, zb);
        const em = Math.exp(zm - top);
        const eb = Math.exp(zb - top);
        const sum = Math.exp(-top) + em + eb;
        const p = [em / sum, eb / sum];
        const w = weightOf[klass[i]!]!;
        for (let k = 0; k < 2; k++) {
          const error = (klass[i] === k + 1 ? 1 : 0) - p[k]!;
          for (let r = 0; r < 3; r++) {
            gradient[3 * k + r]! += w * error * x[r]!;
            for (let l = 0; l < 2; l++) {
              const curve = w * p[k]! * ((k === l ? 1 : 0) - p[l]!);
              for (let s = 0; s < 3; s++) hessian[3 * k + r]![3 * l + s]! += curve * x[r]! * x[s]!;
            }
          }
        }
      }
    }
    for (const at of [1, 2, 4, 5]) {
      gradient[at]! -= ridge * b[at]!;
      hessian[at]![at]! += ridge;
    }
    const step = solve(hessian, gradient);
    b = b.map((value, i) => value + step[i]!);
    if (Math.max(...step.map(Math.abs)) < 1e-7) break;
  }
  const weights = (from: number): BehaviourWeights => ({
    bias: b[from]!,
    swing: b[from + 1]!,
    spread: b[from + 2]!,
  });
  return { ...base, moving: weights(0), busy: weights(3) };
}
