import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { privacyMarkdown, privacyPolicy } from '../../../lib/app/privacy-policy';
import { PERMISSION_REASONS } from '../../../scripts/package/check-manifest';

describe('the privacy policy', () => {
  it('says the same in the extension and in docs/privacy.md (if not: npx tsx scripts/privacy.ts)', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/privacy.md'), 'utf8');
    expect(page.replaceAll('\r\n', '\n')).toBe(privacyMarkdown());
  });

  it('names every permission that the package may ask for', () => {
    const { texts } = privacyPolicy().sections.find(({ title }) => title === 'What Catpace may do')!;
    const named = texts.flatMap((text) => /^“(.*)”/.exec(text)?.[1] ?? []);
    const asCode = named.map((name) =>
      name.toLowerCase().replace(/ (\w)/g, (_, letter: string) => letter.toUpperCase()),
    );
    expect(asCode.sort()).toEqual(Object.keys(PERMISSION_REASONS).sort());
  });
});
