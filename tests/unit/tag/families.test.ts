import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TAG_FAMILIES } from '../../../lib/tag/families';
import { keyOf, t } from '../../../lib/words/words';

describe('the table of families', () => {
  it('has each family once', () => {
    expect(TAG_FAMILIES.map(({ family }) => family).sort()).toEqual([
      'catpace',
      'microbit',
      'movesense',
      'polar',
      'progressor',
      'thingy',
    ]);
  });

  it.each(TAG_FAMILIES.map((entry) => [entry.family, entry] as const))(
    '%s: says what it gives and what to expect, and can be asked for',
    (_, { family, gives, preparation, filters, service, weightG, weightSource, provenOnRadio }) => {
      expect(gives.motion || gives.tension).toBe(true);
      expect(t(`families.expect.${family}`)).toMatch(/^[A-Z].*\.$/);
      if (preparation) expect(t(`families.doBefore.${keyOf(preparation)}`)).toMatch(/^[A-Z].*\.$/);
      expect(filters.length).toBeGreaterThan(0);
      for (const filter of filters) expect(filter.services ?? filter.namePrefix).toBeTruthy();
      expect(service).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      // A weight without a source is a guess.
      expect(weightG === null).toBe(weightSource === null);
      // To be set with the first report of a success, and with a line in the CHANGELOG.
      expect(provenOnRadio).toBe(false);
    },
  );

  it('tells what a family without a log costs', () => {
    for (const { family, gives } of TAG_FAMILIES)
      expect(/what the radio loses is lost\./i.test(t(`families.expect.${family}`))).toBe(!gives.log);
  });

  it('has a column for each family in docs/tags.md', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/tags.md'), 'utf8');
    const head = page.split('\n').find((line) => line.startsWith('| |'))!;
    for (const { name } of TAG_FAMILIES) {
      const [first] = name.split(/, | or /);
      expect(head.includes(first!) || (first === 'Tindeq Progressor' && head.includes('Progressor'))).toBe(
        true,
      );
    }
    expect(head.split('|').length - 3).toBe(TAG_FAMILIES.length);
  });
});
