import type { BoltEvent, FreezeEvent, SlipOutEvent } from '../events/event';
import type { Seen } from '../walk/body-sign';
import type { Walk, Detections } from '../walk/walk';
import { DEFAULT_PLAN } from './plan';
import type { Plan } from './plan-schema';
import { sayDuration } from './say-duration';

/** What ends a session now and sends one step back. */
export interface RedFlag {
  /** Moment on the walk's timeline; null when it holds for the walk as a whole. */
  tMs: number | null;
  text: string;
}

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
    if (event.kind === 'bolt') flags.push({ tMs: event.startMs, text: sayBolt(event) });
    if (event.kind === 'slip-out') flags.push({ tMs: event.startMs, text: saySlipOut(event) });
    if (event.kind === 'freeze' && (foodTaken === false || isFoodRefused(event, seen)))
      flags.push({ tMs: event.startMs, text: sayFreeze(event) });
  }
  const marked = seen?.stress.find(({ level }) => level >= rules.redStress.value);
  if (marked) flags.push({ tMs: marked.tMs, text: sayMarkedStress(marked) });
  flags.sort((a, b) => (a.tMs ?? 0) - (b.tMs ?? 0));
  if (stress !== null && stress >= rules.redStress.value)
    flags.push({ tMs: null, text: `Stress ${stress} of 5, by your word.` });
  return flags;
}

/** A treat was refused while the cat stood still. */
function isFoodRefused({ startMs, endMs }: FreezeEvent, seen: Seen | undefined): boolean {
  return (seen?.signs ?? []).some(
    ({ sign, tMs }) => sign === 'treat-refused' && tMs >= startMs && tMs <= endMs,
  );
}

function sayMarkedStress({ level, tMs }: Seen['stress'][number]): string {
  return `Stress ${level} of 5 at ${sayDuration(tMs)}, by your mark.`;
}

function sayBolt(event: BoltEvent): string {
  const at = sayDuration(event.startMs);
  return isMeasured(event) ? `The tag saw a bolt at ${at}.` : `A bolt at ${at}, by your word.`;
}

function saySlipOut(event: SlipOutEvent): string {
  const at = sayDuration(event.startMs);
  return isMeasured(event)
    ? `The tag saw what may be a slip-out at ${at}.`
    : `Out of the harness at ${at}, by your word.`;
}

function sayFreeze(event: FreezeEvent): string {
  return `Still for ${sayDuration(event.endMs - event.startMs)} at ${sayDuration(event.startMs)}, and food refused.`;
}

/** Found by a detector; what the owner adds or renames has no grade. */
function isMeasured({ confidence }: BoltEvent | SlipOutEvent): boolean {
  return !Number.isNaN(confidence);
}
