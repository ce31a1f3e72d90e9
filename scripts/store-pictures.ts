// npm run store-pictures: the pictures that the stores and the README show, taken from the built extension with its demo cat,
// and the tile drawn from the icon: docs/store/pictures/.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ensureBuilt, EXTENSION } from './build-extension';
import { untilWalkIs } from './demo-run';
import { ensureBrowser } from './install-debian';
import { launchBrowser } from './launch-browser';
import { ROOT } from './run-child';

const FOLDER = join(ROOT, 'docs', 'store', 'pictures');
const SIZE = { width: 1280, height: 800 };
const TILE = { width: 440, height: 280 };
/** The demo walk: always the same one, 20 times as fast. */
const DEMO = 'walk.html?demo=1&seed=7&speed=20';
/** When the walk is looked at: its first pull is on the screen, ms. */
const GLANCE_MS = 14_000;
const LIMIT_MS = 150_000;

async function take(page: Page, name: string): Promise<void> {
  // Whatever turns up with the pointer stays out.
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(FOLDER, name), animations: 'disabled' });
  console.log(`docs/store/pictures/${name}`);
}

await ensureBuilt();
const browser = await ensureBrowser();
mkdirSync(FOLDER, { recursive: true });
const profile = mkdtempSync(join(tmpdir(), 'catpace-pictures-'));
const { context, extensionId } = await launchBrowser({
  browser,
  extension: EXTENSION,
  profile,
  headless: true,
  viewport: SIZE,
  args: ['--hide-scrollbars'],
});
try {
  const open = async (path: string): Promise<Page> => {
    const page = await context.newPage();
    await page.goto(`chrome-extension://${extensionId}/${path}`);
    return page;
  };
  const walk = await open(DEMO);
  await untilWalkIs(walk, 'live', LIMIT_MS);
  await walk.waitForTimeout(GLANCE_MS);
  await take(walk, '1-walk.png');
  const popup = await open('popup.html');
  await popup.getByRole('button', { name: 'Mark' }).waitFor();
  await popup.locator('body').screenshot({ path: join(FOLDER, 'popup.png'), animations: 'disabled' });
  await popup.close();
  await untilWalkIs(walk, 'review', LIMIT_MS);
  const walkId = await walk.evaluate(() => document.documentElement.dataset.walkId);
  const dashboard = await open(`dashboard.html#/walks/${walkId}`);
  const onPage = (name: string) =>
    dashboard.waitForFunction((wanted) => document.documentElement.dataset.page === wanted, name);
  await onPage('replay');
  // A pull says more than the still moment before it.
  await dashboard.getByRole('button', { name: /^Pull/ }).first().click();
  await dashboard.evaluate(() => window.scrollTo(0, 0));
  await take(dashboard, '2-replay.png');
  for (const [name, picture] of [
    ['progress', '3-progress.png'],
    ['today', '4-today.png'],
    ['help', '5-help.png'],
  ] as const) {
    await dashboard.evaluate((hash) => (window.location.hash = hash), `#/${name}`);
    await onPage(name);
    await dashboard.getByRole('heading', { level: 1 }).waitFor();
    await dashboard.evaluate(() => window.scrollTo(0, 0));
    await take(dashboard, picture);
  }
  const tile = await context.newPage();
  await tile.setViewportSize(TILE);
  const icon = readFileSync(join(ROOT, 'public', 'icon', 'icon.svg'), 'utf8');
  await tile.setContent(
    `<style>body{margin:0;height:280px;display:flex;align-items:center;justify-content:center;gap:28px;background:#faf8f4;` +
      `color:#1c2328;font:700 52px system-ui,sans-serif}svg{width:136px;height:136px}</style>${icon}<span>Catpace</span>`,
  );
  await take(tile, 'tile.png');
} finally {
  await context.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
