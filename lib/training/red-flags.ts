import type { BoltEvent, FreezeEvent, SlipOutEvent } from '../events/event';
import type { Seen } from '../walk/body-sign';
import type { Walk, Detections } from '../walk/walk';
import { DEFAULT_PLAN } from './plan';
import type { Plan } from './plan-schema';
import type { RedFlag } from './verdict';

/**
 * All red flags of one walk, by time, those of the whole walk last. What the owner rejected is not among the events any
 * more; what the owner added was measured by no tag, and is said so.
 */
export function redFlags(
  walk: Walk,
  detections: Detections | null,
  { rules }: Plan = DEFAULT_PLAN,
  seen: Seen | undefined = undefined,
): RedFlag[] {
  const flags: RedFlag[] = [];
  const { stress = null, foodTaken = null } = walk.review ?? {};
  for (const event of detections?.events ?? []) {
    const { kind, startMs: tMs } = event;
    if (kind === 'bolt' || kind === 'slip-out')
      flags.push({ code: kind, tMs, isMeasured: isMeasured(event) });
    if (kind === 'freeze' && (foodTaken === false || isFoodRefused(event, seen)))
      flags.push({ code: 'freeze-refused', tMs, ms: event.endMs - tMs });
  }
  const marked = seen?.stress.find(({ level }) => level >= rules.redStress.value);
  if (marked) flags.push({ code: 'stress-marked', ...marked });
  flags.sort((a, b) => (a.tMs ?? 0) - (b.tMs ?? 0));
  if (stress !== null && stress >= rules.redStress.value)
    flags.push({ code: 'stress', tMs: null, level: stress });
  return flags;
}

/** A treat was refused while the cat stood still. */
function isFoodRefused({ startMs, endMs }: FreezeEvent, seen: Seen | undefined): boolean {
  return (seen?.signs ?? []).some(
    ({ sign, tMs }) => sign === 'treat-refused' && tMs >= startMs && tMs <= endMs,
  );
}

/** Found by a detector; what the owner adds or renames has no grade. */
function isMeasured({ confidence }: BoltEvent | SlipOutEvent): boolean {
  return !Number.isNaN(confidence);
}
