import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseMessagesText } from '@wxt-dev/i18n/build';
import { afterEach, describe, expect, it } from 'vitest';
import { planInWords, PLAN_TEXT_KEYS } from '../../../lib/app/plan-words';
import { DEFAULT_PLAN } from '../../../lib/training/plan';
import { LINE_LENGTH, TITLE_LENGTH } from '../../../lib/training/plan-schema';

const FOLDER = join(import.meta.dirname, '../../../locales');

/** The texts of the shipped plan in a language, by key. */
function planTexts(file: string): Map<string, string> {
  const texts = new Map<string, string>();
  for (const message of parseMessagesText(readFileSync(join(FOLDER, file), 'utf8'), 'YAML'))
    if (message.key[0] === 'planText' && message.type !== 'plural')
      texts.set(message.key.slice(1).join('.'), message.message);
  return texts;
}

describe('the texts of the plan that Catpace comes with', () => {
  it('are the same in plan.json and in the catalogue, text by text', () => {
    const inPlan = [...PLAN_TEXT_KEYS].map(([text, key]) => [key, text]);
    expect(Object.fromEntries(planTexts('en.yml'))).toEqual(Object.fromEntries(inPlan));
  });

  it.each(readdirSync(FOLDER))('fit into a plan file in every language: %s', (file) => {
    const texts = planTexts(file);
    expect(texts.size).toBe(PLAN_TEXT_KEYS.size);
    for (const [key, text] of texts)
      expect(text.length, key).toBeLessThanOrEqual(
        key === 'name' || key.endsWith('.title') ? TITLE_LENGTH : LINE_LENGTH,
      );
  });
});

describe('a plan in words', () => {
  const { i18n } = (
    globalThis as unknown as { chrome: { i18n: { getMessage: (...args: never[]) => string } } }
  ).chrome;
  const { getMessage } = i18n;
  afterEach(() => {
    i18n.getMessage = getMessage;
  });

  it('says what the shipped plan says in the reader’s language, and a changed text as its author wrote it', () => {
    i18n.getMessage = (...args) => `«${getMessage(...args)}»`;
    const changed = structuredClone(DEFAULT_PLAN);
    changed.steps[2]!.purpose = 'As my vet says.';
    changed.rules.windowUnits.value = 7;
    const said = planInWords(changed);
    expect(said.steps[2]!.purpose).toBe('As my vet says.');
    expect(said.steps[2]!.title).toBe('«Wear it loosely»');
    expect(said.steps[7]!.criteria[3]!.text).toBe('«Stress is 0 or 1.»');
    expect(said.rules.windowUnits).toMatchObject({
      value: 7,
      what: expect.stringMatching(/^«units looked at/),
    });
    expect(said.sources).toBe(changed.sources);
    expect(said.steps.map(({ time, unit }) => [time, unit])).toEqual(
      changed.steps.map(({ time, unit }) => [time, unit]),
    );
  });

  it('is the same object where it says the same', () => {
    expect(planInWords(DEFAULT_PLAN)).toBe(DEFAULT_PLAN);
  });
});
