import { describe, expect, it } from 'vitest';
import type { FeedItem } from '../../../lib/app/live-view';
import { ownersFeed } from '../../../lib/app/owners-feed';
import { adviceOn } from '../../../lib/app/advice-on';
import type { Correction, OwnersSaying } from '../../../lib/walk/correction';
import { ownersEvents } from '../../../lib/walk/owners-events';
import { bolt, freeze, tension } from '../../support/example-detections';

const FREEZE = freeze(10_000, 20_000);
const BOLT = bolt(50_000, 52_000);
const feed: FeedItem[] = [BOLT, FREEZE].map((event) => ({
  event,
  open: false,
  withdrawn: false,
  advice: adviceOn(event),
}));
const on = ({ kind, startMs, endMs }: typeof BOLT) => ({ by: 'detector', kind, startMs, endMs }) as const;

function after(...sayings: OwnersSaying[]) {
  const words = sayings.map((saying, i): Correction => ({
    ...saying,
    id: `word-${i}`,
    walkId: 'w',
    createdAtMs: i,
    deletedAtMs: null,
  }));
  return ownersFeed(feed, ownersEvents([BOLT, FREEZE], words));
}

describe('the feed with the owner’s words', () => {
  it('asks for a word on each event', () => {
    const { items, notSo } = after();
    expect(items.map(({ word }) => word?.provenance)).toEqual(['detected', 'detected']);
    expect(notSo).toEqual([]);
  });

  it('says which events call for nothing: what was not so, and what was something else', () => {
    expect(after({ say: 'reject', subject: on(BOLT) }).notSo).toEqual([BOLT]);
    const { items, notSo } = after({ say: 'relabel', subject: on(BOLT), toKind: 'shake' });
    expect(notSo).toEqual([BOLT]);
    expect(items[0]).toMatchObject({ event: { kind: 'shake' }, advice: { seen: 'A shake.' } });
  });

  it('shows the ends that the owner set, and still what to do about it', () => {
    const { items, notSo } = after({ say: 'move', subject: on(BOLT), startMs: 49_500, endMs: 52_500 });
    expect(notSo).toEqual([]);
    expect(items[0]).toMatchObject({
      event: { kind: 'bolt', startMs: 49_500, endMs: 52_500 },
      advice: adviceOn(BOLT),
      word: { provenance: 'moved', subject: on(BOLT), wordId: 'word-0' },
    });
  });

  it('has what the owner added at its time, without figures that nobody measured', () => {
    const { items, notSo } = after({ say: 'add', kind: 'tension', startMs: 30_000, endMs: 32_000 });
    expect(items.map(({ event }) => event.kind)).toEqual(['bolt', 'tension', 'freeze']);
    expect(items[1]).toMatchObject({
      advice: { seen: 'A pull.' },
      word: { provenance: 'added', wordId: 'word-0' },
    });
    expect(notSo).toEqual([]);
  });

  it('has no news of what was confirmed and has left it', () => {
    const gone = tension(1000, 3000);
    const { items } = after({ say: 'confirm', subject: on(gone as never) });
    expect(items.map(({ event }) => event)).toEqual([BOLT, FREEZE]);
  });
});
