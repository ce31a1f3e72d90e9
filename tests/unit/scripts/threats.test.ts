import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const page = readFileSync(join(ROOT, 'docs/threats.md'), 'utf8');
const rows = page.split(/\r?\n/).filter((line) => /^\| [A-Z]/.test(line));

it('docs/threats.md names for each claim a test that is there', () => {
  expect(rows.length).toBeGreaterThan(15);
  for (const row of rows) {
    const [, path, title] = /\| `(tests\/[^`]+)`: "(.+)" \|$/.exec(row) ?? [];
    expect(path && existsSync(join(ROOT, path)), row).toBe(true);
    expect(readFileSync(join(ROOT, path!), 'utf8'), row).toContain(title);
  }
});

it('docs/threats.md says under each threat what is not defended', () => {
  const parts = page.split(/\n## /).slice(1);
  expect(parts).toHaveLength(4);
  for (const part of parts) expect(part).toContain('Not defended:');
});
