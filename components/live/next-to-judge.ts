import type { FeedItem } from '../../lib/app/live-view';

/** The newest event that the owner has said nothing of: what Y and N speak of. Null when there is none. */
export function nextToJudge(items: readonly FeedItem[]): FeedItem | null {
  let next: FeedItem | null = null;
  for (const item of items) {
    if (item.withdrawn || item.word?.provenance !== 'detected') continue;
    if (next === null || item.event.startMs > next.event.startMs) next = item;
  }
  return next;
}
