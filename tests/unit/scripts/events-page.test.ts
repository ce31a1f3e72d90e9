import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { THRESHOLDS } from '../../../lib/events/thresholds';
import { EVENT_SECTIONS, eventsPage } from '../../../scripts/events-page';

const ROOT = join(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8').replaceAll('\r\n', '\n');

describe('docs/events.md', () => {
  it('says what the code does (if not: node scripts/run.mjs events)', () => {
    expect(read('docs/events.md')).toBe(eventsPage());
  });

  it('has a section for every kind of event that the code knows', () => {
    const kinds = [...read('lib/events/event.ts').matchAll(/^ {2}kind: '([a-z-]+)';$/gm)].map(
      ([, kind]) => kind,
    );
    expect(kinds.length).toBeGreaterThan(5);
    expect([...EVENT_SECTIONS].sort()).toEqual(kinds.sort());
    expect(eventsPage().match(/^- \*\*Cannot say:\*\* ./gm)).toHaveLength(kinds.length);
  });

  it('shows every threshold once', () => {
    const page = eventsPage();
    for (const name of Object.keys(THRESHOLDS)) expect(page.split(`| \`${name}\` |`), name).toHaveLength(2);
  });

  it('is linked from the README', () => {
    expect(read('README.md')).toContain('(docs/events.md)');
  });
});
