import type { Page } from 'playwright-core';
import { bundleForPage } from '../support/browser/bundle-for-page';
import type { ExtensionBrowser } from '../support/browser/extension-browser';

/** A page of the extension, emptied, in which a module of work is found under `work`. @param module its path */
export async function openWork(browser: ExtensionBrowser, module: string): Promise<Page> {
  const page = await browser.open('dashboard.html#/settings');
  await page.setViewportSize({ width: 1200, height: 900 });
  await page.getByRole('heading', { level: 1 }).waitFor();
  // By the debugger: the extension's own policy lets nothing else in.
  await page.evaluate(`${await bundleForPage(module, 'work')}; Object.assign(window, { work });`);
  await page.evaluate(() => document.body.replaceChildren());
  return page;
}
