import { describe, expect, it } from 'vitest';
import { checkSaying, SayingError } from '../../../lib/walk/check-saying';
import type { OwnersSaying } from '../../../lib/walk/correction';
import { exampleWalk } from '../../support/example-walk';

const walk = exampleWalk({ status: 'ended', durationMs: 60_000 });
const subject = { by: 'detector', kind: 'bolt', startMs: 10_000, endMs: 12_000 } as const;

describe('a word on an event', () => {
  it.each<OwnersSaying>([
    { say: 'confirm', subject },
    { say: 'reject', subject: { by: 'owner', correctionId: 'x' } },
    { say: 'relabel', subject, toKind: 'shake' },
    { say: 'move', subject, startMs: 0, endMs: 60_000 },
    { say: 'add', kind: 'freeze', startMs: 5000, endMs: 5000 },
  ])('is kept where it makes sense: $say', (saying) => {
    expect(() => checkSaying(saying, walk)).not.toThrow();
  });

  it.each<[string, OwnersSaying, string]>([
    ['kind-unknown', { say: 'add', kind: 'meow' as 'bolt', startMs: 0, endMs: 1 }, 'kind: no event'],
    ['kind-unknown', { say: 'relabel', subject, toKind: 'toString' as 'bolt' }, 'toKind: no event'],
    ['kind-unknown', { say: 'confirm', subject: { ...subject, kind: 'x' as 'bolt' } }, 'subject.kind'],
    ['time-not-a-number', { say: 'move', subject, startMs: NaN, endMs: 1 }, 'startMs: NaN'],
    ['time-not-a-number', { say: 'add', kind: 'bolt', startMs: 0, endMs: Infinity }, 'endMs: Infinity'],
    ['time-backwards', { say: 'move', subject, startMs: 9, endMs: 8 }, 'endMs: 8'],
    ['time-outside', { say: 'add', kind: 'bolt', startMs: -1, endMs: 8 }, 'before the walk'],
    ['time-outside', { say: 'move', subject, startMs: 1, endMs: 60_001 }, 'after the walk'],
  ])('is refused with %s and the place', (code, saying, place) => {
    const refused = (): void => checkSaying(saying, walk);
    expect(refused).toThrow(SayingError);
    expect(refused).toThrow(expect.objectContaining({ code }));
    expect(refused).toThrow(place);
  });

  it('may reach beyond the known end of a walk that still runs, and is refused on one that was deleted', () => {
    const add: OwnersSaying = { say: 'add', kind: 'bolt', startMs: 70_000, endMs: 71_000 };
    expect(() => checkSaying(add, { ...walk, durationMs: null })).not.toThrow();
    expect(() => checkSaying(add, { ...walk, durationMs: null, deletedAtMs: 1 })).toThrow(
      expect.objectContaining({ code: 'walk-deleted' }),
    );
  });
});
