import { describe, expect, it, vi } from 'vitest';
import { cueOf, hearLink } from '../../../lib/app/link-cue';
import { ScriptedTag } from '../../support/scripted-tag';

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

describe('hearLink', () => {
  it('sounds once when a tag is lost and once when it is found, and not when it first comes', () => {
    const tag = new ScriptedTag();
    const sound = vi.fn(() => Promise.resolve());
    hearLink(tag, sound);
    for (const link of ['connecting', 'preparing', 'live'] as const) tag.go(link);
    expect(sound).not.toHaveBeenCalled();
    for (const link of ['silent', 'reconnecting', 'lost', 'reconnecting', 'preparing', 'live'] as const)
      tag.go(link);
    expect(sound.mock.calls).toEqual([['lost'], ['found']]);
    tag.go('ended');
    expect(sound).toHaveBeenCalledTimes(2);
  });
});
