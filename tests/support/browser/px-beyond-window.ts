import type { Page } from 'playwright-core';

/** How far a page reaches beyond its window sideways, px; 0 or less where it fits. */
export function pxBeyondWindow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
