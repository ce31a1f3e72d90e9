// npm run budgets: weighs each page of the built extension, gzipped, against what it may weigh. Fails when one is too heavy.
import { ensureBuilt, EXTENSION } from './build-extension';
import { weighPage } from './package/page-weight';

/** KiB that a page may load before it first shows itself: read and parsed within a blink on a slow laptop. */
const BUDGETS_KIB: Readonly<Record<string, number>> = {
  'popup.html': 40,
  'dashboard.html': 120,
  'walk.html': 90,
};

await ensureBuilt();
let isOver = false;
for (const [page, limit] of Object.entries(BUDGETS_KIB)) {
  const { gzipBytes, wholeGzipBytes, files } = weighPage(EXTENSION, page);
  const kib = gzipBytes / 1024;
  const verdict = kib > limit ? `OVER the limit of ${limit}` : `within ${limit}`;
  const whole = `${(wholeGzipBytes / 1024).toFixed(0)} KiB with all that it may load later`;
  console.log(`${page}: ${kib.toFixed(1)} KiB gzipped in ${files.length} files, ${verdict} KiB (${whole})`);
  if (kib > limit) isOver = true;
}
process.exit(isOver ? 1 : 0);
