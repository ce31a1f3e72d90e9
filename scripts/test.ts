// npm test: builds what is tested, finds or installs what tests it, and runs unit, component, architecture and
// end-to-end tests. Further arguments go to vitest: npm test -- --project unit
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureTypes } from './build-extension';
import { ensureEndToEnd } from './install-debian';
import { ROOT, runTool } from './run-child';
import { readTestCounts } from './test-report';

const LIMIT_MS = 30 * 60_000;
const REPORT = join(ROOT, 'reports', 'tests.json');

const args = process.argv.slice(2);
const projects = args.flatMap((arg, index) =>
  arg === '--project' ? [args[index + 1]] : arg.startsWith('--project=') ? [arg.slice(10)] : [],
);
const wantsEndToEnd = projects.length === 0 || projects.includes('e2e');

await ensureTypes();
const environment: Record<string, string> = {};
if (wantsEndToEnd) {
  await ensureBuilt();
  const missing = await ensureEndToEnd();
  if (missing) {
    console.log(`SKIPPED: end-to-end tests, because ${missing}`);
    environment.CATPACE_SKIP_E2E = missing;
  }
}
mkdirSync(join(ROOT, 'reports'), { recursive: true });
rmSync(REPORT, { force: true });
const code = await runTool(
  'vitest',
  'vitest',
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`, ...args],
  { limitMs: LIMIT_MS, environment },
);
const counts = readTestCounts(REPORT);
if (environment.CATPACE_SKIP_E2E)
  console.log(`SKIPPED: end-to-end tests, because ${environment.CATPACE_SKIP_E2E}`);
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(code);
