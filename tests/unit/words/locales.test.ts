import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseMessagesText, type ParsedMessage } from '@wxt-dev/i18n/build';
import { describe, expect, it } from 'vitest';

const FOLDER = join(import.meta.dirname, '../../../locales');

/** Messages of a language by key, without those that the browser makes itself. */
function messagesOf(language: string): Map<string, ParsedMessage> {
  const text = readFileSync(join(FOLDER, `${language}.yml`), 'utf8');
  return new Map(
    parseMessagesText(text, 'YAML')
      .filter(({ key }) => !key[0]!.startsWith('@@'))
      .map((message) => [message.key.join('.'), message]),
  );
}

function textsOf(message: ParsedMessage): string[] {
  return message.type === 'plural' ? Object.values(message.plurals) : [message.message];
}

/** Without the places, which hold no language. */
function wordsOf(text: string): string[] {
  return text.replace(/\{\w+\}/g, '').match(/\S+/g) ?? [];
}

const english = messagesOf('en');
const others = readdirSync(FOLDER)
  .map((file) => basename(file, '.yml'))
  .filter((language) => language !== 'en');

describe('English', () => {
  it('keeps to keys that browsers accept, and never collides when points become underscores', () => {
    const keys = [...english.keys()];
    expect(keys.filter((key) => !/^[A-Za-z0-9_.]+$/.test(key))).toEqual([]);
    expect(new Set(keys.map((key) => key.replaceAll('.', '_'))).size).toBe(keys.length);
  });

  it('fills places by name only: a number says nothing to a translator', () => {
    expect([...english.values()].filter(({ substitutions }) => substitutions > 0)).toEqual([]);
  });
});

describe.each(others)('%s', (language) => {
  const translated = messagesOf(language);

  it('has the keys that English has, no more', () => {
    expect([...translated.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('has the same places and plurals', () => {
    const wrong = [...english].filter(([key, message]) => {
      const other = translated.get(key);
      return (
        other &&
        (other.type !== message.type ||
          [...new Set(other.namedSubstitutions)].sort().join() !==
            [...new Set(message.namedSubstitutions)].sort().join())
      );
    });
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  it('leaves no sentence in English', () => {
    const same = [...english].filter(([key, message]) => {
      const other = translated.get(key);
      // Names and units may well be the same; a sentence of four words is not.
      return (
        other && textsOf(message).some((text) => wordsOf(text).length >= 4 && textsOf(other).includes(text))
      );
    });
    expect(same.map(([key]) => key)).toEqual([]);
  });
});
