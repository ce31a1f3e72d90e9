import { afterEach, describe, expect, it, vi } from 'vitest';
import { formatCount, formatFixed, formatPercent, formatUpTo } from '../../../lib/words/format-number';
import { formatList } from '../../../lib/words/format-list';
import { installMessages, readyMessages } from '../../../lib/words/install-messages';
import { keyOf } from '../../../lib/words/words';

const chrome = (
  globalThis as unknown as { chrome: { i18n: { getMessage(key: string, places?: string[]): string } } }
).chrome;
const shipped = chrome.i18n;

afterEach(() => {
  chrome.i18n = shipped;
  vi.unstubAllGlobals();
});

describe('keyOf', () => {
  it('turns a code into a part of a key', () => {
    expect(keyOf('bluetooth-off')).toBe('bluetooth_off');
    expect(keyOf('link-lost-again')).toBe('link_lost_again');
  });
});

describe('messages outside an extension', () => {
  it('are filled as a browser fills them, and empty where there is none', () => {
    installMessages({ price: { message: '$$5 for $1 and $2' } }, 'en');
    expect(chrome.i18n.getMessage('price', ['one'])).toBe('$5 for one and ');
    expect(chrome.i18n.getMessage('none')).toBe('');
  });

  it('are those of the first language of the visitor that is there', async () => {
    const asked: string[] = [];
    vi.stubGlobal('chrome', {});
    vi.stubGlobal('fetch', (url: string) => {
      asked.push(url);
      return Promise.resolve(
        url.includes('/de/') ? Response.json({ a: { message: 'Leine' } }) : new Response('', { status: 404 }),
      );
    });
    await readyMessages(['cy-GB', 'de-AT', 'fr']);
    expect(asked).toEqual(['_locales/cy/messages.json', '_locales/de/messages.json']);
    const { chrome: page } = globalThis as unknown as { chrome: typeof chrome };
    expect(page.i18n.getMessage('a')).toBe('Leine');
    // Inside an extension the browser has them.
    await readyMessages(['fr']);
    expect(asked).toHaveLength(2);
  });
});

describe('numbers', () => {
  it('are written as the language of the texts writes them', () => {
    expect([formatFixed(1234.56, 1), formatUpTo(2.5, 2), formatCount(3000)]).toEqual([
      '1,234.6',
      '2.5',
      '3,000',
    ]);
    expect(formatPercent(0.876)).toBe('88%');
  });
});

it('names are strung together as the language does', () => {
  expect(['Milo', 'Milo Juniper', 'Milo Juniper Mina'].map((names) => formatList(names.split(' ')))).toEqual([
    'Milo',
    'Milo and Juniper',
    'Milo, Juniper and Mina',
  ]);
});
