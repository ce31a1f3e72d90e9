import type { TensionEvent, WalkEvent } from '../../lib/events/event';
import type { LeashWalk, TruePull } from './leash/record-leash-walk';

/** Onsets further apart are two pulls, ms. */
const TOLERANCE_MS = 1_000;

/** True pulls with the events that found them, one to one by onset. */
export function matchPulls(
  { pulls }: LeashWalk,
  events: readonly WalkEvent[],
): { truth: TruePull; event: TensionEvent }[] {
  const free = new Set(events.filter((event): event is TensionEvent => event.kind === 'tension'));
  return pulls.flatMap((truth) => {
    const distance = (event: TensionEvent): number => Math.abs(event.startMs - truth.startMs);
    const [event] = [...free]
      .filter((one) => distance(one) <= TOLERANCE_MS)
      .sort((a, b) => distance(a) - distance(b));
    if (!event) return [];
    free.delete(event);
    return [{ truth, event }];
  });
}
