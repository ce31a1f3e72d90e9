import { analyse } from '../../lib/app/pipeline';
import { PullBesideBody } from '../../lib/app/pull-beside-body';
import type { WalkEvent } from '../../lib/events/event';
import { type PullerModel, type PullerTerm, type PullFigures, termsOf } from '../../lib/events/puller';
import { THRESHOLD_VALUES } from '../../lib/events/thresholds';
import { bodyWeightN } from '../../lib/units';
import { type LeashWalk, recordLeashWalk } from './leash/record-leash-walk';
import { matchPulls } from './match-pulls';
import { solve } from './solve';

/** Seeds that may be fitted to. Those that judge lie above. */
const SEEDS = 300;

/**
 * Logistic regression of who pulled on the pulls of synthetic walks, by Newton's method with a slight pull towards zero.
 * Pulls that both stretched alike are left out.
 */
export function fitPuller(ridge = 1): PullerModel {
  const rows: { x: number[]; cat: number }[] = [];
  let names: PullerTerm[] = [];
  for (let seed = 1; seed <= SEEDS; seed++) {
    const walk = recordLeashWalk(seed);
    const { events } = analyse([walk.accel, walk.tension], { bodyKg: walk.bodyKg });
    const figuresAt = figuresOf(walk, events);
    for (const { truth, event } of matchPulls(walk, events)) {
      const figures = figuresAt.get(event.startMs);
      if (!figures || truth.by === 'both') continue;
      const terms = termsOf(figures);
      names = Object.keys(terms) as PullerTerm[];
      rows.push({ x: [1, ...names.map((name) => terms[name])], cat: truth.by === 'cat' ? 1 : 0 });
    }
  }
  let b = new Float64Array(names.length + 1);
  for (let round = 0; round < 12; round++) {
    const gradient = Float64Array.from(b, (value, i) => (i === 0 ? 0 : -ridge * value));
    const hessian = Array.from(b, (_, i) => {
      const row = new Float64Array(b.length);
      row[i] = i === 0 ? 1e-9 : ridge;
      return row;
    });
    for (const { x, cat } of rows) {
      const chance = 1 / (1 + Math.exp(-x.reduce((sum, value, i) => sum + value * b[i]!, 0)));
      for (let i = 0; i < b.length; i++) {
        gradient[i]! += (cat - chance) * x[i]!;
        for (let j = 0; j < b.length; j++) hessian[i]![j]! += chance * (1 - chance) * x[i]! * x[j]!;
      }
    }
    const step = solve(hessian, gradient);
    b = b.map((value, i) => value + step[i]!);
  }
  const round = (value: number): number => Math.round(100 * value) / 100;
  return {
    bias: round(b[0]!),
    weights: Object.fromEntries(names.map((name, i) => [name, round(b[i + 1]!)])) as PullerModel['weights'],
  };
}

/** What the shipped judge looks at in each pull that was found. */
function figuresOf(
  { accel, tension, bodyKg }: LeashWalk,
  events: readonly WalkEvent[],
): Map<number, PullFigures | null> {
  const beside = new PullBesideBody(bodyWeightN(bodyKg), THRESHOLD_VALUES);
  for (const [i, t] of accel.tMs.entries())
    beside.takeBody({
      tMs: t,
      x: accel.values[3 * i]!,
      y: accel.values[3 * i + 1]!,
      z: accel.values[3 * i + 2]!,
    });
  for (const [i, t] of tension.tMs.entries()) beside.takeLead({ tMs: t, tensionN: tension.values[i]! });
  for (const { kind, startMs } of events) if (kind === 'tension') beside.ask(startMs);
  return new Map(beside.meet([]).map(({ startMs, figures }) => [startMs, figures]));
}
