import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Zippable, zipSync } from 'fflate';

/** The earliest time that a zip can tell: each file gets it, so that the same files make the same bytes. */
const FIXED_TIME = new Date(1980, 0, 1);

/** All files of a folder as a zip: by name in a fixed order, without times, so that the same content is the same zip. */
export function packFolder(folder: string): Uint8Array<ArrayBuffer> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
  const files: Zippable = {};
  for (const path of paths) files[path] = readFileSync(join(folder, path));
  return zipSync(files, { level: 9, mtime: FIXED_TIME });
}
