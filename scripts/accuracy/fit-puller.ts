import { analyse } from '../../lib/app/pipeline';
import { PullBesideBody } from '../../lib/app/pull-beside-body';
import type { WalkEvent } from '../../lib/events/event';
import { type PullerModel, type PullerTerm, type PullFigures, termsOf } from '../../lib/events/puller';
import { THRESHOLD_VALUES } from '../../lib/events/thresholds';
import { bodyWeightN } from '../../lib/units';
import { type LeashWalk, recordLeashWalk } from './leash/record-leash-walk';
import { matchPulls } from './match-pulls';
import { fitLogistic, type LogisticRow } from './fit-logistic';

/** Seeds that may be fitted to. Those that judge lie above. */
const SEEDS = 300;

/**
 * Logistic regression of who pulled on the pulls of synthetic walks. Pulls that both stretched alike are left out.
 */
export function fitPuller(ridge = 1): PullerModel {
  const rows: LogisticRow[] = [];
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
      rows.push({ x: names.map((name) => terms[name]), yes: truth.by === 'cat' });
    }
  }
  return fitLogistic(rows, names, ridge);
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
  for (const { kind, startMs, detectedMs } of events)
    if (kind === 'tension') beside.begin(startMs, detectedMs);
  return new Map(beside.meet([]).map(({ startMs, figures }) => [startMs, figures]));
}
