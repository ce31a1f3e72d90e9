import type { WalkEvent } from '../events/event';
import type { OwnersEvent } from '../walk/owners-events';
import { adviceOn } from './advice-on';
import type { FeedItem } from './live-view';

/** The feed of a walk with the owner's words on it. */
export interface OwnersFeed {
  /** Newest first; with what the owner added. */
  items: FeedItem[];
  /** Events of the detectors that were not so: nothing is to be done about them. */
  notSo: WalkEvent[];
}

/** Lay the owner's words over the last events. @param words of these very events, and what was added. */
export function ownersFeed(feed: readonly FeedItem[], words: readonly OwnersEvent[]): OwnersFeed {
  const byEvent = new Map(words.map((word) => [word.detected, word]));
  const notSo: WalkEvent[] = [];
  const items = feed.map((item): FeedItem => {
    const said = byEvent.get(item.event);
    if (!said) return item;
    const { provenance, subject, wordId, event } = said;
    const word = { provenance, subject, wordId };
    if (provenance === 'rejected' || provenance === 'relabelled') notSo.push(item.event);
    if (provenance === 'relabelled') return { ...item, event, advice: adviceOn(event), word };
    return provenance === 'moved' ? { ...item, event, word } : { ...item, word };
  });
  for (const { provenance, subject, wordId, event } of words) {
    // What was confirmed and has left the feed by now is no news.
    if (subject.by !== 'owner') continue;
    const word = { provenance, subject, wordId };
    items.push({ event, open: false, withdrawn: false, advice: adviceOn(event), word });
  }
  return { items: items.sort((a, b) => b.event.startMs - a.event.startMs), notSo };
}
