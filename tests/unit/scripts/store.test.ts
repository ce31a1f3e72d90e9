import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { storeComplaints } from '../../../scripts/package/check-store';
import { pngHead, pngText, withPngText } from '../../../scripts/package/png';
import { releaseNotes } from '../../../scripts/package/release-notes';

const ROOT = join(import.meta.dirname, '../../..');
const read = (path: string): Uint8Array | null =>
  existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path)) : null;
/** The repository with one file as it is not. */
const readWith =
  (changed: string, content: (text: string) => string | null) =>
  (path: string): Uint8Array | null => {
    const bytes = read(path);
    if (path !== changed || !bytes) return bytes;
    const text = content(Buffer.from(bytes).toString('latin1'));
    return text === null ? null : Buffer.from(text, 'latin1');
  };

describe('what the stores show', () => {
  it('is complete and fits', () => {
    expect(storeComplaints(read)).toEqual([]);
  });

  it.each([
    ['a language that is gone', 'docs/store/listing/ja.yml', () => null, 'is missing'],
    [
      'a short text that is too long',
      'docs/store/listing/de.yml',
      (text: string) => text.replace("short: '", `short: '${'x'.repeat(132)}`),
      'letters, not 1 to 132',
    ],
    [
      'a long text that says little',
      'docs/store/listing/fr.yml',
      (text: string) => `${text.split('long:')[0]}long: 'Oui.'`,
      'letters, not 250',
    ],
    [
      'HTML',
      'docs/store/listing/es.yml',
      (text: string) => text.replace('•', '<b>x</b>').replace('Catpace', '<b>Catpace</b>'),
      'HTML',
    ],
    [
      'another tagline than the extension’s',
      'locales/en.yml',
      (text: string) => text.replace('Your cat sets the pace', 'Your dog'),
      'extension.tagline',
    ],
    [
      'a permission without its reason',
      'docs/store/answers.md',
      (text: string) => text.replace('`power`', 'power'),
      'reason for power',
    ],
    ['a picture that is gone', 'docs/store/pictures/tile.png', () => null, 'tile.png is no PNG'],
    [
      'an icon that was not drawn anew',
      'public/icon/icon.svg',
      (text: string) => text.replace('#84376a', '#84376b'),
      '128.png was not drawn',
    ],
  ])('is sent back with %s', (_what, path, change, expected) => {
    expect(storeComplaints(readWith(path, change)).join('\n')).toContain(expected);
  });
});

describe('a PNG', () => {
  const png = read('public/icon/16.png')!;

  it('keeps its pixels when it is given a text, which is found again', () => {
    const marked = withPngText(png, 'Key', 'value');
    expect(pngText(marked, 'Key')).toBe('value');
    expect(pngText(marked, 'Other')).toBeNull();
    expect(pngHead(marked)).toEqual(pngHead(png));
    expect(marked.length).toBe(png.length + 12 + 'Key\0value'.length);
  });

  it('is none when it begins otherwise', () => {
    expect(pngHead(new Uint8Array(100))).toBeNull();
    expect(() => withPngText(new Uint8Array(100), 'a', 'b')).toThrow('no PNG');
  });
});

describe('release notes', () => {
  const changelog =
    '# Changelog\n\n## 1.2.10 – later\n\nTen.\n\n## 1.2.1 – today\n\n- One.\n- Two.\n\n## 1.2.0\n\nZero.\n';

  it('are the part of the changelog about the version', () => {
    expect(releaseNotes(changelog, '1.2.1')).toBe('- One.\n- Two.');
    expect(releaseNotes(changelog, '1.2.0')).toBe('Zero.');
    expect(releaseNotes(changelog, '1.2')).toBeNull();
  });

  it('are there for the version of package.json', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(releaseNotes(readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8'), version)).toContain('- ');
  });
});
