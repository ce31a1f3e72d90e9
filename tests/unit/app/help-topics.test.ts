import { expect, it } from 'vitest';
import { helpGroups } from '../../../lib/app/help-topics';
import { PHOTO_FAULTS } from '../../../lib/app/reencode-photo';
import { sentenceFor } from '../../../lib/app/sentences';
import { exchangeErrorSentence } from '../../../lib/app/exchange-sentences';
import { EXCHANGE_ERROR_CODES } from '../../../lib/exchange/exchange-error';
import { STORE_ERROR_CODES, StoreError } from '../../../lib/store/store-error';
import { TAG_ERROR_CODES, TagError } from '../../../lib/tag/tag-error';
import { SAYING_ERROR_CODES, SayingError } from '../../../lib/walk/check-saying';

const topics = helpGroups().flatMap((group) => group.topics);

it('has an entry for every code, each in whole sentences of its own', () => {
  const codes = [TAG_ERROR_CODES, STORE_ERROR_CODES, EXCHANGE_ERROR_CODES, SAYING_ERROR_CODES, PHOTO_FAULTS];
  expect(topics).toHaveLength(codes.reduce((sum, { length }) => sum + length, 1));
  expect(new Set(topics.map(({ id }) => id)).size).toBe(topics.length);
  for (const { id, title, todo, why } of topics) {
    for (const text of [title, todo, why]) expect(text, id).toMatch(/^\p{Lu}.*[.!?”…]$/u);
    expect(why, id).not.toBe(todo);
  }
  expect(new Set(topics.map(({ why }) => why)).size).toBe(topics.length);
});

it('is where every error that is shown leads', () => {
  const shown = [
    ...TAG_ERROR_CODES.map((code) => sentenceFor(new TagError(code, 'x'))),
    ...STORE_ERROR_CODES.map((code) => sentenceFor(new StoreError(code, 'x'))),
    ...SAYING_ERROR_CODES.map((code) => sentenceFor(new SayingError(code, 'x'))),
    sentenceFor(new Error('x')),
    ...EXCHANGE_ERROR_CODES.map((code) => exchangeErrorSentence(code)),
  ];
  const known = new Set<string>(topics.map(({ id }) => id));
  expect(shown.filter(({ help }) => help === undefined || !known.has(help))).toEqual([]);
});
