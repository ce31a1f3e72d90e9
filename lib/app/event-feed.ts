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

  /** Newest first; `open` while the event goes on. */
  get items(): readonly { event: WalkEvent; open: boolean }[] {
    return this.#items;
  }

  get newest(): WalkEvent | null {
    return this.#items[0]?.event ?? null;
  }

  /** With what to do about each at `nowMs` of the walk. */
  advised(advise: (event: WalkEvent, nowMs?: number) => Advice, nowMs: number): FeedItem[] {
    return this.#items.map(({ event, open }) => ({
      event,
      open,
      advice: open ? advise(event, nowMs) : advise(event),
    }));
  }
}
