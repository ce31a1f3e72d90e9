import type { WalkEvent } from '../events/event';
import { sameHappeningMs } from './owners-events';

/** What one way of looking finds and another does not, of one walk and one kind. */
export interface DetectionChange {
  before: number;
  after: number;
  /** Found before alone. */
  gone: number;
  /** Found after alone. */
  fresh: number;
}

/** Compare what two ways of looking at the same samples found of one kind. Each event answers for one other at most. */
export function compareDetections(
  before: readonly WalkEvent[],
  after: readonly WalkEvent[],
  kind: WalkEvent['kind'],
): DetectionChange {
  const former = before.filter((event) => event.kind === kind);
  const now = after.filter((event) => event.kind === kind);
  const free = [...former];
  let fresh = 0;
  for (const event of now) {
    const at = free.findIndex((each) => sameHappeningMs(event, each) !== null);
    if (at < 0) fresh++;
    else free.splice(at, 1);
  }
  return { before: former.length, after: now.length, gone: free.length, fresh };
}
