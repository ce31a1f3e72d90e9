import { GLANCE_SLOTS, type StandFigures, Standing } from '../../lib/events/standing';
import type { SampleBlock } from '../../lib/signal/sample-block';
import { SlotRing } from '../../lib/events/slot-ring';
import { SLOT_MS, SlotTrack } from '../../lib/signal/slot-track';

/** What one glance at a body shows, and the time of the body that it tells of, ms. */
export interface StandGlance {
  tMs: number;
  figures: Readonly<StandFigures>;
}

/** Neighbouring glances share most of their samples: each fifth says as much as all. */
const EACH = 5;

/**
 * What the shipped judge of a standing cat looks at in a recording.
 * @param shareAt pull as a share of body weight in a slot; NaN: not looked at
 */
export function* standGlances(
  { tMs: times, values }: SampleBlock,
  shareAt: (slot: number) => number,
): Generator<StandGlance> {
  const body = new SlotTrack(3);
  for (const [i, tMs] of times.entries()) {
    const [x, y, z] = [values[3 * i]!, values[3 * i + 1]!, values[3 * i + 2]!];
    if (Number.isFinite(x + y + z)) body.push({ tMs, x, y, z });
  }
  const ring = new SlotRing();
  const standing = new Standing(ring);
  for (; !body.isEmpty; body.next()) {
    const share = shareAt(body.slot);
    ring.add({ slot: body.slot, x: body.x, y: body.y, z: body.z, share });
    standing.see();
    if (body.slot % EACH !== 0) continue;
    const figures = standing.look(body.slot);
    if (figures && Number.isFinite(figures.meanShare))
      yield { tMs: (body.slot - GLANCE_SLOTS) * SLOT_MS, figures };
  }
}
