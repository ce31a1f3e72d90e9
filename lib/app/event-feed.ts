import type { AdviceWords } from '../charts/advice-words';
import type { EventChange, WalkEvent } from '../events/event';
import type { FeedItem } from './live-view';

/** Events kept for the page; the walk itself keeps them all. */
const FEED_LENGTH = 20;

export interface FeedEntry {
  event: WalkEvent;
  /** Still going on. */
  open: boolean;
  /** Taken back: data that came later show that it was not so. */
  withdrawn: boolean;
}

/** The last events with what to do about each, newest first. */
export class EventFeed {
  #items: FeedEntry[] = [];

  apply({ event, phase }: EventChange): void {
    const index = this.#items.findIndex(
      (item) => item.event.kind === event.kind && item.event.startMs === event.startMs,
    );
    if (phase === 'withdrawn') {
      if (index >= 0) this.#items.splice(index, 1);
      return;
    }
    const item = { event, open: phase !== 'settled', withdrawn: false };
    if (index >= 0) this.#items[index] = item;
    else this.#items = [item, ...this.#items].slice(0, FEED_LENGTH);
  }

  /**
   * Take over what a fold over more data has found. What was shown and is not found again stays in its place as
   * withdrawn: somebody may have acted on it.
   */
  resettle(found: EventFeed): void {
    const taken = this.#items
      .filter(({ event }) => !found.#items.some((item) => isSame(item.event, event)))
      .map(({ event }) => ({ event, open: false, withdrawn: true }));
    this.#items = [...found.#items, ...taken]
      .sort((a, b) => b.event.startMs - a.event.startMs)
      .slice(0, FEED_LENGTH);
  }

  /** Newest first. */
  get items(): readonly FeedEntry[] {
    return this.#items;
  }

  get newest(): WalkEvent | null {
    return this.#items.find(({ withdrawn }) => !withdrawn)?.event ?? null;
  }

  /** With what to do about each at `nowMs` of the walk. */
  advised(advise: (event: WalkEvent, nowMs?: number) => AdviceWords, nowMs: number): FeedItem[] {
    return this.#items.map((item) => ({
      ...item,
      advice: item.open ? advise(item.event, nowMs) : advise(item.event),
    }));
  }
}

/** The same happening, though more data may have moved its bounds. */
function isSame(a: WalkEvent, b: WalkEvent): boolean {
  return a.kind === b.kind && a.startMs <= b.endMs && b.startMs <= a.endMs;
}
