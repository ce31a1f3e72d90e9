import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { clearLog, log, logError, logLink, readLog } from '../../../lib/app/event-log';
import { exchangeSentence } from '../../../lib/app/exchange-sentences';
import { sentenceFor } from '../../../lib/app/sentences';
import { ExchangeError } from '../../../lib/exchange/exchange-error';
import { StoreError } from '../../../lib/store/store-error';
import type { Tag } from '../../../lib/tag/tag';
import { TagError } from '../../../lib/tag/tag-error';
import { fakeStorage } from '../../support/fake-storage';

beforeEach(() => vi.stubGlobal('localStorage', fakeStorage()));
afterEach(() => vi.unstubAllGlobals());

describe('the log', () => {
  it('keeps what happened, in order, until it is cleared', () => {
    log({ what: 'link', code: 'live', family: 'catpace' }, 1000);
    log({ what: 'link', code: 'lost', family: 'catpace' }, 2000);
    expect(readLog()).toEqual([
      { atMs: 1000, what: 'link', code: 'live', family: 'catpace' },
      { atMs: 2000, what: 'link', code: 'lost', family: 'catpace' },
    ]);
    clearLog();
    expect(readLog()).toEqual([]);
  });

  it('is bounded: 200 entries of short texts', () => {
    for (let i = 0; i < 500; i++) log({ what: 'error', code: `code-${i}`, words: 'm'.repeat(100_000) }, i);
    const kept = readLog();
    expect(kept.map(({ code }) => code)).toEqual(Array.from({ length: 200 }, (_, i) => `code-${i + 300}`));
    expect(JSON.stringify(kept).length).toBeLessThan(130_000);
  });

  it('counts what comes again within a minute instead of pushing the rest out', () => {
    for (const atMs of [0, 1000, 60_000, 200_000]) log({ what: 'error', code: 'quota' }, atMs);
    expect(readLog()).toEqual([
      { atMs: 60_000, what: 'error', code: 'quota', times: 3 },
      { atMs: 200_000, what: 'error', code: 'quota' },
    ]);
  });

  it('tells an error by its code and the places in our code; its own words stand apart', () => {
    const error = new TagError('link-lost', 'Mina’s tag is gone');
    error.stack = `TagError: Mina’s tag is gone\n    at f (chrome-extension://abcdef/chunks/main-x.js:1:234)\n    at chrome-extension://abcdef/chunks/b.js:2:3`;
    logError(error);
    logError('thrown words');
    const [first, second] = readLog();
    expect(first).toMatchObject({
      code: 'TagError link-lost',
      where: 'chunks/main-x.js:1:234 chunks/b.js:2:3',
      words: 'Mina’s tag is gone',
    });
    expect(second).toMatchObject({ code: 'string', words: 'thrown words' });
  });

  it('hears how a tag’s link fares, and what a page tells of an error', () => {
    const said = new Map<string, (event: never) => void>();
    const on = ((type: string, listener: (event: never) => void) => {
      said.set(type, listener);
      return () => {};
    }) as Tag['on'];
    logLink({ family: 'polar', on });
    said.get('link')!('reconnecting' as never);
    sentenceFor(new StoreError('quota', 'full'));
    exchangeSentence(new ExchangeError([{ part: 3 }], { code: 'part-missing' }));
    expect(readLog()).toMatchObject([
      { what: 'link', code: 'reconnecting', family: 'polar' },
      { what: 'error', code: 'StoreError quota' },
      { what: 'error', code: 'ExchangeError damaged' },
    ]);
  });

  it('is empty where what is kept is none of ours, and never in the way', () => {
    localStorage.setItem('catpace-log', '[{"atMs":"now"}]');
    expect(readLog()).toEqual([]);
    localStorage.setItem('catpace-log', '{');
    log({ what: 'link', code: 'live' }, 5);
    expect(readLog()).toHaveLength(1);
    vi.stubGlobal('localStorage', fakeStorage(0));
    expect(() => log({ what: 'link', code: 'live' })).not.toThrow();
    vi.stubGlobal('localStorage', undefined);
    expect(() => log({ what: 'link', code: 'live' })).not.toThrow();
    expect(readLog()).toEqual([]);
  });
});
