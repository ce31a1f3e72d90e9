import { describe, expect, it } from 'vitest';
import { cueOf } from '../../../lib/app/link-cue';

describe('cueOf', () => {
  it.each([
    ['live', 'reconnecting', 'lost'],
    ['silent', 'lost', 'lost'],
    ['reconnecting', 'live', 'found'],
    ['preparing', 'backfilling', 'found'],
    ['live', 'silent', null],
    ['silent', 'live', null],
    ['live', 'backfilling', null],
    ['reconnecting', 'preparing', null],
    ['live', 'ended', null],
    [null, 'connecting', null],
  ] as const)('%s -> %s: %s', (before, now, cue) => {
    expect(cueOf(before, now)).toBe(cue);
  });
});
