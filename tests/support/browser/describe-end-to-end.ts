import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import { findBrowser } from '../../../scripts/find-browser';
import { hasDbus } from '../../../scripts/install-debian';

const EXTENSION = join(import.meta.dirname, '../../../.output/chrome-mv3/manifest.json');

/** What is missing on this machine for a browser with a virtual tag; null when nothing is. */
function missing(): string | null {
  if (process.env.CATPACE_SKIP_E2E) return process.env.CATPACE_SKIP_E2E;
  if (!hasDbus()) return 'dbus-daemon is not installed (Linux only)';
  if (!findBrowser()) return 'no Chromium, Chrome, Edge or Brave was found';
  return existsSync(EXTENSION) ? null : 'the extension has not been built (npm run build)';
}

/**
 * A suite that needs real Chromium with the built extension. Skipped with a line that says why where that cannot be.
 * @param further what else it needs and lacks; null: nothing
 */
export function describeEndToEnd(
  name: string,
  suite: () => void,
  further: () => string | null = () => null,
): void {
  const reason = missing() ?? further();
  if (reason) console.log(`SKIPPED: ${name}: ${reason}`);
  describe.skipIf(reason !== null)(name, suite);
}
