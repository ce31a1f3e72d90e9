import { analyse } from '../../lib/app/pipeline';
import { type StandModel, type StandTerm, standTermsOf } from '../../lib/events/standing';
import { SLOT_MS, SlotTrack } from '../../lib/signal/slot-track';
import { bodyWeightN } from '../../lib/units';
import { fitLogistic, type LogisticRow } from './fit-logistic';
import { recordLeashWalk } from './leash/record-leash-walk';
import { standGlances } from './stand-glances';

/** Seeds that may be fitted to. Those that judge lie above. */
const SEEDS = 300;

/** Logistic regression of whether the cat stands, on the glances of pulls of synthetic walks. */
export function fitStanding(ridge = 1): StandModel {
  const rows: LogisticRow[] = [];
  let names: StandTerm[] = [];
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { accel, tension, bodyKg, standing } = recordLeashWalk(seed);
    const pulls = analyse([accel, tension], { bodyKg }).events.filter(({ kind }) => kind === 'tension');
    const lead = new SlotTrack(1);
    for (const [i, tMs] of tension.tMs.entries()) lead.push({ tMs, x: tension.values[i]!, y: 0, z: 0 });
    const shares = new Map<number, number>();
    for (; !lead.isEmpty; lead.next()) shares.set(lead.slot, lead.x / bodyWeightN(bodyKg));
    for (const { tMs, figures } of standGlances(accel, (slot) => shares.get(slot) ?? NaN)) {
      if (!pulls.some(({ startMs, endMs }) => startMs <= tMs && tMs < endMs)) continue;
      const terms = standTermsOf(figures);
      names = Object.keys(terms) as StandTerm[];
      const endMs = tMs + SLOT_MS;
      const yes = standing.some((span) => span.startMs < endMs && endMs <= span.endMs);
      rows.push({ x: names.map((name) => terms[name]), yes });
    }
  }
  return fitLogistic(rows, names, ridge);
}
