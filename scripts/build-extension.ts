import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runTool } from './run-child';

/** The unpacked extension. */
export const EXTENSION = join(ROOT, '.output', 'chrome-mv3');
const WXT_TYPES = join(ROOT, '.wxt', 'i18n', 'structure.d.ts');
const WORDS = join(ROOT, 'locales', 'en.yml');
const BUILD_LIMIT_MS = 3 * 60_000;
/** What the extension is made of. */
const SOURCES = [
  'entrypoints',
  'components',
  'lib',
  'locales',
  'public',
  'wxt.config.ts',
  'package-lock.json',
];

/** Latest change of a file or of anything in a folder, ms; 0 when it is not there. */
function changedMs(path: string): number {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  const inside = readdirSync(path).map((name) => changedMs(join(path, name)));
  return Math.max(stat.mtimeMs, ...inside);
}

/** Build the extension unless the last build is newer than everything that it is made of. */
export async function ensureBuilt(): Promise<void> {
  const builtMs = changedMs(join(EXTENSION, 'manifest.json'));
  const sourceMs = Math.max(...SOURCES.map((source) => changedMs(join(ROOT, source))));
  if (builtMs > sourceMs) return;
  console.error('Building the extension …');
  const code = await runTool('wxt', 'wxt', ['build'], { limitMs: BUILD_LIMIT_MS, quiet: true });
  if (code !== 0) throw new Error('The extension could not be built: see above.');
}

/** TypeScript, svelte-check and vitest lean on types that WXT makes. */
export async function ensureTypes(): Promise<void> {
  if (changedMs(WXT_TYPES) > changedMs(WORDS)) return;
  const code = await runTool('wxt', 'wxt', ['prepare'], { limitMs: BUILD_LIMIT_MS, quiet: true });
  if (code !== 0) throw new Error('wxt prepare failed: see above.');
}
