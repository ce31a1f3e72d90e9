import type { EventChange, WalkEvent } from '../events/event';
import type { Advice } from '../training/verdict';
import type { FeedItem } from './live-view';

/** Events kept for the page; the walk itself keeps them all. */
const FEED_LENGTH = 20;

/** The last events with what to do about each, newest first. */
export class EventFeed {
  #items: { event: WalkEvent; open: boolean }[] = [];

  apply(change: EventChange): void {
    const { event, phase } = change;
    const index = this.#items.findIndex(
      (item) => item.event.kind === event.kind && item.event.startMs === event.startMs,
    );
    if (phase === 'withdrawn') {
      if (index >= 0) this.#items.splice(index, 1);
      return;
    }
    const item = { event, open: phase !== 'settled' };
    if (index >= 0) this.#items[index] = item;
    else this.#items = [item, ...this.#items].slice(0, FEED_LENGTH);
  }

  /** Events that still go on. */
  get open(): WalkEvent[] {
    return this.#items.filter((item) => item.open).map((item) => item.event);
  }

  get newest(): WalkEvent | null {
    return this.#items[0]?.event ?? null;
  }

  items(advise: (event: WalkEvent) => Advice): FeedItem[] {
    return this.#items.map((item) => ({ ...item, advice: advise(item.event) }));
  }
}
