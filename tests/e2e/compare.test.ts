import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEndToEnd } from '../support/browser/describe-end-to-end';
import { ExtensionBrowser } from '../support/browser/extension-browser';
import { plantWalk } from '../support/browser/plant-walk';
import { saveLooks } from '../support/browser/screenshots';

const WALKS = [1, 2, 3, 4].map((i) => `019a0000-0000-7000-8000-00000000000${i}`);

/** Four made-up walks of one cat, laid beside each other. */
describeEndToEnd('comparing walks', () => {
  let browser: ExtensionBrowser;
  let page: Page;

  beforeAll(async () => {
    browser = await ExtensionBrowser.launch({ width: 1200, height: 900 });
    page = await browser.open('dashboard.html#/walks');
    await page.getByRole('heading', { level: 1 }).waitFor();
    for (const [i, id] of WALKS.entries())
      await plantWalk(page, { id, minutes: 4 + i, startedAtMs: Date.UTC(2026, 2, 14 + i, 16, 5) });
    await page.reload();
  });

  afterAll(async () => {
    await browser?.close();
  });

  const slider = () => page.getByRole('slider', { name: 'Moment of both walks' });
  const rulers = (): Promise<string[]> => page.locator('.lane .tick').allTextContents();

  it('takes two of the list, and shows both on one axis that zooms as one', async () => {
    await page.getByRole('button', { name: 'Compare two walks' }).click();
    const boxes = page.getByRole('checkbox');
    await expect.poll(() => boxes.nth(3).isEnabled()).toBe(true);
    await boxes.nth(3).check();
    await boxes.nth(1).check();
    await page.getByRole('button', { name: 'Compare these two' }).click();
    await slider().waitFor();
    expect(page.url()).toContain(`#/compare/${WALKS[0]}/${WALKS[2]}`);
    // The longer of the two: 6 min.
    const whole = await rulers();
    expect(whole.filter((label) => label === '6:00')).toHaveLength(2);
    await slider().focus();
    await page.keyboard.press('+');
    await expect.poll(async () => (await rulers()).filter((label) => label === '3:00').length).toBe(2);
    await page.keyboard.press('*');
    await expect.poll(rulers).toEqual(whole);
    await saveLooks(page, 'compare-two');
  });

  it('meets at an event of each', async () => {
    await page.getByText('An event', { exact: true }).click();
    await expect.poll(async () => (await rulers()).filter((label) => label === '0:00').length).toBe(2);
    expect((await rulers()).some((label) => label.startsWith('−'))).toBe(true);
    await saveLooks(page, 'compare-event', [900]);
  });

  it('saves both as one picture', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as SVG' }).click(),
    ]);
    const text = readFileSync(await download.path(), 'utf8');
    expect(text.match(/body motion/g)).toHaveLength(2);
    expect(text.includes('step 8</text>')).toBe(true);
    expect(text.includes('var(')).toBe(false);
  });

  it('lays a walk beside the median of the others', async () => {
    await page.goto(browser.url(`dashboard.html#/walks/${WALKS[3]}`));
    await page.getByRole('link', { name: 'Compare with another walk' }).click();
    await page.getByLabel('Beside it').selectOption('median');
    await page.getByText(/median of the newest 3 other walks/).waitFor();
    // 7 min of its own, and where three of the others go on: 4 min.
    await expect.poll(() => page.locator('.lane').count()).toBe(2);
    const time = page.getByRole('row', { name: /^Time/ });
    expect(await time.getByRole('cell').allTextContents()).toEqual([
      '7 min',
      '5 min',
      '+2 min',
      '3 walks: 3 lower, 0 the same, 0 higher',
    ]);
    await saveLooks(page, 'compare-median');
  });

  it('made no page complain and no request leave the browser', () => {
    expect(browser.complaints).toEqual([]);
    expect(browser.requests).toEqual([]);
  });
});
