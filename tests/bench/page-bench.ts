import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { EXTENSION } from '../../scripts/build-extension';
import type { ExtensionBrowser } from '../support/browser/extension-browser';
import type { BenchRow } from './bench-row';

const POPUP_SCRIPT_KIB = 40;
const DASHBOARD_KIB = 120;
const FIRST_PAINT_MS = 150;
const PAINTS = 11;

/** What the popup and the dashboard weigh, and how soon the popup shows. */
export async function benchPages(browser: ExtensionBrowser): Promise<BenchRow[]> {
  const popupFiles = await filesLoadedBy(browser, 'popup.html');
  const scripts = popupFiles.filter((file) => file.endsWith('.js'));
  const dashboardFiles = await filesLoadedBy(browser, 'dashboard.html');
  const paints: number[] = [];
  for (let i = 0; i < PAINTS; i++) paints.push(await firstPaintMs(browser, 'popup.html'));
  paints.sort((a, b) => a - b);
  return [
    {
      what: 'popup: scripts, gzipped',
      value: gzippedKiB(scripts),
      unit: 'KiB',
      target: POPUP_SCRIPT_KIB,
      note: `${scripts.length} files`,
    },
    {
      what: 'popup: first paint, median',
      value: paints[PAINTS >> 1]!,
      unit: 'ms',
      target: FIRST_PAINT_MS,
      note: `slowest of ${PAINTS}: ${paints.at(-1)!.toFixed(0)} ms`,
    },
    {
      what: 'dashboard: all of its first page, gzipped',
      value: gzippedKiB(dashboardFiles),
      unit: 'KiB',
      target: DASHBOARD_KIB,
      note: `${dashboardFiles.length} files`,
    },
  ];
}

/** The page itself and everything that it fetched until it was still. */
async function filesLoadedBy(browser: ExtensionBrowser, path: string): Promise<string[]> {
  const page = await browser.context.newPage();
  const files = new Set<string>();
  page.on('request', (request) => files.add(new URL(request.url()).pathname.slice(1)));
  await page.goto(browser.url(path));
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  await page.close();
  if (![...files].some((file) => file.endsWith('.js')))
    throw new Error(`${path} was not seen to load a script`);
  return [...files];
}

function gzippedKiB(files: readonly string[]): number {
  const bytes = files.map((file) => gzipSync(readFileSync(join(EXTENSION, file)), { level: 9 }).length);
  return bytes.reduce((sum, each) => sum + each, 0) / 1024;
}

async function firstPaintMs(browser: ExtensionBrowser, path: string): Promise<number> {
  const page = await browser.open(path);
  const found = await page.waitForFunction(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
  );
  const paintMs = await found.jsonValue();
  await page.close();
  return paintMs!;
}
