import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { untilWalkIs } from '../demo-run';
import type { LaunchedBrowser } from '../launch-browser';
import { ROOT } from '../run-child';
import { STORE_PICTURES } from './check-store';

/** The demo walk: always the same one. */
const DEMO = 'walk.html?demo=1&seed=7';
/** How many times as fast as life it is walked for the stores. */
const SPEED = 20;
/** When the walk is looked at: its first pull is on the screen, ms of the walk. */
const GLANCE_MS = 280_000;
const LIMIT_MS = 150_000;
/** As wide as the browser opens it, px. */
const POPUP = { width: 360, height: 560 };

/**
 * The pictures that the stores and the README show, taken from the extension as it runs in a browser, with its demo cat, and the tile drawn from the
 * icon. Each as large as the stores want it.
 * @param folder where they are written
 */
export async function takeStorePictures(
  { context, extensionId }: LaunchedBrowser,
  folder: string,
  speed = SPEED,
): Promise<void> {
  const sized = async (page: Page, name: keyof typeof STORE_PICTURES): Promise<Page> => {
    const [width, height] = STORE_PICTURES[name];
    await page.setViewportSize({ width, height });
    return page;
  };
  const take = async (page: Page, name: keyof typeof STORE_PICTURES): Promise<void> => {
    await sized(page, name);
    // Whatever turns up with the pointer stays out.
    await page.mouse.move(0, 0);
    await page.screenshot({ path: join(folder, name), animations: 'disabled' });
  };
  const open = async (path: string, name: keyof typeof STORE_PICTURES): Promise<Page> => {
    const page = await sized(await context.newPage(), name);
    await page.goto(`chrome-extension://${extensionId}/${path}`);
    return page;
  };

  const walk = await open(`${DEMO}&speed=${speed}`, '1-walk.png');
  await untilWalkIs(walk, 'live', LIMIT_MS);
  const glance = walk.waitForTimeout(GLANCE_MS / speed);
  // For the README: the stores show no popup.
  const popup = await context.newPage();
  await popup.setViewportSize(POPUP);
  await popup.goto(`chrome-extension://${extensionId}/popup.html`);
  await popup.getByRole('button', { name: 'Mark' }).waitFor();
  await popup.locator('body').screenshot({ path: join(folder, 'popup.png'), animations: 'disabled' });
  await popup.close();
  await glance;
  await take(walk, '1-walk.png');
  await untilWalkIs(walk, 'review', LIMIT_MS);
  const walkId = await walk.evaluate(() => document.documentElement.dataset.walkId);
  const dashboard = await open(`dashboard.html#/walks/${walkId}`, '2-replay.png');
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
  const icon = readFileSync(join(ROOT, 'public', 'icon', 'icon.svg'), 'utf8');
  await tile.setContent(
    `<style>body{margin:0;height:280px;display:flex;align-items:center;justify-content:center;gap:28px;background:#faf8f4;` +
      `color:#1c2328;font:700 52px system-ui,sans-serif}svg{width:136px;height:136px}</style>${icon}<span>Catpace</span>`,
  );
  await take(tile, 'tile.png');
}
