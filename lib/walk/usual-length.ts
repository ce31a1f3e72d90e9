import type { EventKind } from './correction';

/**
 * How long an event that the owner adds with one press is at first, ms: about as long as detected ones are. Ours; the
 * owner can move its ends.
 */
const USUAL_MS: Readonly<Record<EventKind, number>> = {
  freeze: 5000,
  rest: 60_000,
  bolt: 2000,
  tension: 2000,
  drag: 2000,
  shake: 1000,
  'slip-out': 1000,
};

/** An event that has just been seen: it ends now. */
export function justSeen(kind: EventKind, nowMs: number): { startMs: number; endMs: number } {
  return { startMs: Math.max(0, nowMs - USUAL_MS[kind]), endMs: nowMs };
}

/** An event that begins at a moment of a walk of this length. */
export function beginningAt(
  kind: EventKind,
  tMs: number,
  durationMs: number,
): { startMs: number; endMs: number } {
  return { startMs: tMs, endMs: Math.min(durationMs, tMs + USUAL_MS[kind]) };
}
