// npm run budgets: weighs each page of the built extension, gzipped, against what it may weigh. Fails when one is too heavy.
import { ensureBuilt, EXTENSION } from './build-extension';
import { weighPage } from './package/page-weight';

/**
 * KiB that a page may load before it first shows itself. `goal` is what it should be: read and parsed within a blink on a
 * slow laptop. `limit` stands above it where a page is not there yet, and only ever goes down.
 */
const BUDGETS_KIB: Readonly<Record<string, { goal: number; limit: number }>> = {
  'popup.html': { goal: 40, limit: 45 },
  'dashboard.html': { goal: 120, limit: 120 },
  'walk.html': { goal: 90, limit: 165 },
};

await ensureBuilt();
let isOver = false;
for (const [page, { goal, limit }] of Object.entries(BUDGETS_KIB)) {
  const { gzipBytes, files } = weighPage(EXTENSION, page);
  const kib = gzipBytes / 1024;
  const verdict =
    kib > limit ? `OVER the limit of ${limit}` : kib > goal ? `above the goal of ${goal}` : `within ${goal}`;
  console.log(`${page}: ${kib.toFixed(1)} KiB gzipped in ${files.length} files, ${verdict} KiB`);
  if (kib > limit) isOver = true;
}
process.exit(isOver ? 1 : 0);
