import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';

const FOLDER = join(import.meta.dirname, '../../../reports/screenshots');
/** A window beside another, a tablet, a desktop: px. */
export const WIDTHS = [380, 900, 1600];
const HEIGHT = 900;
/** Colours pass from light to dark in a fifth of a second, and a chart draws itself anew after a change of size. */
const SETTLING_MS = 300;

/** Save the page as it is. Returns the file's path. */
export async function saveScreenshot(page: Page, name: string, fullPage = false): Promise<string> {
  mkdirSync(FOLDER, { recursive: true });
  const path = join(FOLDER, `${name}.png`);
  await page.screenshot({ path, fullPage });
  return path;
}

/** Keep a picture that the product made beside the screenshots, to be looked at. */
export function saveBytes(name: string, bytes: Uint8Array): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, name), bytes);
}

/**
 * Save the page at each width, in light and dark; the page gets its size and colours back afterwards.
 * @param at what is to be seen; left out: the page's beginning
 */
export async function saveLooks(
  page: Page,
  name: string,
  widths = WIDTHS,
  at: Locator | null = null,
): Promise<string[]> {
  const before = page.viewportSize();
  const paths: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of widths) {
      await page.setViewportSize({ width, height: HEIGHT });
      await page.evaluate(() => window.scrollTo(0, 0));
      await page.waitForTimeout(SETTLING_MS);
      await at?.evaluate((element) => element.scrollIntoView());
      paths.push(await saveScreenshot(page, `${name}-${width}-${colorScheme}`));
    }
  }
  await page.emulateMedia({ colorScheme: null });
  if (before) await page.setViewportSize(before);
  return paths;
}
