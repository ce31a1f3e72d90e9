// npm run check: format, lint without warnings, types, nothing unused, unit tests. Every part runs, so that one call shows all that is wrong.
import { ensureTypes } from './build-extension';
import { runTool } from './run-child';

const LIMIT_MS = 10 * 60_000;

await ensureTypes();

const parts: [title: string, run: () => Promise<number>][] = [
  [
    'format',
    () => runTool('prettier', 'prettier', ['--check', '--log-level=warn', '.'], { limitMs: LIMIT_MS }),
  ],
  ['lint', () => runTool('eslint', 'eslint', ['--max-warnings', '0', '.'], { limitMs: LIMIT_MS })],
  [
    'types',
    () =>
      runTool('svelte-check', 'svelte-check', ['--tsconfig', './tsconfig.json', '--fail-on-warnings'], {
        limitMs: LIMIT_MS,
      }),
  ],
  ['nothing unused', () => runTool('knip', 'knip', ['--no-progress'], { limitMs: LIMIT_MS })],
  ['unit tests', () => runTool('vitest', 'vitest', ['run', '--project', 'unit'], { limitMs: LIMIT_MS })],
];

const failed: string[] = [];
for (const [title, run] of parts) {
  console.log(`— ${title}`);
  if ((await run()) !== 0) failed.push(title);
}
console.log(failed.length === 0 ? 'Check passed.' : `Check failed: ${failed.join(', ')}.`);
process.exit(failed.length === 0 ? 0 : 1);
