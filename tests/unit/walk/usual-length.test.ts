import { describe, expect, it } from 'vitest';
import { EVENT_KINDS } from '../../../lib/walk/correction';
import { beginningAt, justSeen } from '../../../lib/walk/usual-length';

describe('an event that is added with one press', () => {
  it.each(EVENT_KINDS)('%s lies within the walk, at its very ends too', (kind) => {
    expect(justSeen(kind, 0)).toEqual({ startMs: 0, endMs: 0 });
    expect(beginningAt(kind, 500, 500)).toEqual({ startMs: 500, endMs: 500 });
    const seen = justSeen(kind, 300_000);
    expect(seen.endMs).toBe(300_000);
    expect(seen.startMs).toBeLessThan(300_000);
    const begun = beginningAt(kind, 300_000, 900_000);
    expect(begun.endMs - begun.startMs).toBe(seen.endMs - seen.startMs);
  });
});
