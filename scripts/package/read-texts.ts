import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Scripts, styles and pages of an unpacked extension, each with its path below the folder. */
export function* readTexts(folder: string): Generator<[path: string, text: string]> {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(js|css|html)$/.test(entry.name)) continue;
    const full = join(entry.parentPath, entry.name);
    yield [relative(folder, full).replaceAll('\\', '/'), readFileSync(full, 'utf8')];
  }
}
