import { describe, expect, it } from 'vitest';
import type { WalkEvent } from '../../../lib/events/event';
import { EventFeed } from '../../../lib/app/event-feed';
import type { AdviceWords } from '../../../lib/charts/advice-words';
import { UNGRADED } from '../../support/example-detections';

const freeze = (startMs: number, endMs = startMs + 3000): WalkEvent => ({
  kind: 'freeze',
  startMs,
  endMs,
  detectedMs: startMs + 3000,
  ...UNGRADED,
  sdG: 0.02,
  movedBeforeMs: 4000,
});
const advise = (event: WalkEvent, nowMs = event.endMs): AdviceWords => ({
  id: event.kind,
  seen: `${nowMs}`,
  todo: '',
  tone: 'calm',
});

describe('EventFeed', () => {
  it('shows the newest first and says what goes on', () => {
    const feed = new EventFeed();
    feed.apply({ phase: 'begun', event: freeze(0) });
    feed.apply({ phase: 'settled', event: freeze(0, 9000) });
    feed.apply({ phase: 'begun', event: freeze(20_000) });
    expect(
      feed.advised(advise, 25_000).map((item) => [item.event.startMs, item.open, item.advice.seen]),
    ).toEqual([
      [20_000, true, '25000'],
      [0, false, '9000'],
    ]);
    expect(feed.newest?.startMs).toBe(20_000);
  });

  it('replaces an event that changes and drops one that is withdrawn', () => {
    const feed = new EventFeed();
    feed.apply({ phase: 'begun', event: freeze(0) });
    feed.apply({ phase: 'changed', event: freeze(0, 5000) });
    expect(feed.items).toHaveLength(1);
    feed.apply({ phase: 'withdrawn', event: freeze(0) });
    expect(feed.items).toEqual([]);
    expect(feed.newest).toBeNull();
  });

  it('keeps the last twenty', () => {
    const feed = new EventFeed();
    for (let i = 0; i < 25; i++) feed.apply({ phase: 'settled', event: freeze(i * 10_000) });
    expect(feed.items).toHaveLength(20);
    expect(feed.items.at(-1)?.event.startMs).toBe(50_000);
  });
});
