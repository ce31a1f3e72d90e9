import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEndToEnd } from '../support/browser/describe-end-to-end';
import { ExtensionBrowser } from '../support/browser/extension-browser';
import { WalkWindow } from '../support/browser/walk-window';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const DASHBOARD = ['today', 'walks', 'progress', 'cats', 'settings', 'start'];
/** Slow enough that the walk still runs when a loaded machine is through with looking at it. */
const DEMO = 'walk.html?demo=1&seed=7&speed=8';

/** Rules of axe that a page breaks, serious ones and worse, each with the elements that break it. */
async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** What holds for every page, whatever it shows: one heading, nothing serious in light or dark, no scrolling sideways. */
async function expectSound(page: Page, what: string, narrowest = 380): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
  expect(await page.locator('h1').count(), `${what}: headings of the first level`).toBe(1);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await seriousFindings(page), `${what}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null });
  const size = page.viewportSize()!;
  await page.setViewportSize({ width: narrowest, height: size.height });
  // A chart takes its new width in a frame of its own, which a loaded machine draws late.
  await expect
    .poll(
      () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
      { message: `${what}: px beyond the window at ${narrowest} px`, timeout: 5_000 },
    )
    .toBe(0);
  await page.setViewportSize(size);
}

/** Each page as someone meets it who does not see it, or not in colours, or uses no mouse. */
describeEndToEnd('pages for everyone', () => {
  let browser: ExtensionBrowser;

  beforeAll(async () => {
    browser = await ExtensionBrowser.launch();
  });

  afterAll(() => browser?.close());

  it.each(['popup.html', 'walk.html', ...DASHBOARD.map((name) => `dashboard.html#/${name}`)])(
    '%s is sound without any data',
    async (path) => {
      const page = await browser.open(path);
      await expectSound(page, path, path.startsWith('popup') ? 360 : 380);
      await page.close();
    },
  );

  it('the check finds what is wrong', async () => {
    const page = await browser.open('dashboard.html#/today');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.evaluate(() => {
      document
        .querySelector('main')!
        .insertAdjacentHTML(
          'beforeend',
          '<p style="color: #ccc; background: #fff">Hard to read</p><button></button>',
        );
    });
    const found = (await seriousFindings(page)).join(' ');
    expect(found).toContain('color-contrast');
    expect(found).toContain('button-name');
    await page.close();
  });

  it('the way to a walk goes by keyboard, and every stop on it can be seen', async () => {
    const page = await browser.open('walk.html');
    await page.getByRole('button', { name: 'Try without a tag' }).waitFor();
    const stops: string[] = [];
    for (let i = 0; i < 10; i++) {
      await page.keyboard.press('Tab');
      const stop = await page.evaluate(() => {
        const at = document.activeElement!;
        const label = at instanceof HTMLInputElement || at instanceof HTMLSelectElement ? at.labels?.[0] : at;
        return { name: label?.textContent?.trim() ?? '', outline: getComputedStyle(at).outlineStyle };
      });
      expect(stop.outline, stop.name).toBe('solid');
      stops.push(stop.name);
    }
    expect(stops).toEqual([
      'Cat’s name',
      expect.stringContaining('Weight'),
      'Step of the plan',
      'Choose tag',
      expect.stringContaining('Fetch a walk'),
      'Tags that work',
      'Train without a tag',
      'Try without a tag',
      'Calibrate a load cell',
      expect.stringContaining('Make a tag'),
    ]);
    await page.close();
  });

  it('a walk is sound while it runs, in its question, in the popup, after it and in its replay', async () => {
    const { page } = new WalkWindow(await browser.open(DEMO));
    const walkWindow = new WalkWindow(page);
    await walkWindow.until('live');
    await page.getByTestId('link').filter({ hasText: 'not your cat' }).waitFor();
    await expectSound(page, 'live');

    const popup = await browser.open('popup.html');
    await popup.setViewportSize({ width: 360, height: 600 });
    await popup.getByTestId('tension').waitFor();
    await expectSound(popup, 'popup of a walk', 360);
    expect(await popup.evaluate(() => document.body.scrollHeight)).toBeLessThanOrEqual(600);
    await popup.close();

    await page.bringToFront();
    await page.getByRole('button', { name: 'End walk' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await seriousFindings(page), 'the question').toEqual([]);
    await page.keyboard.press('Escape');
    await walkWindow.end();
    await page.getByText('does not count for your cat').waitFor();
    await expectSound(page, 'review');
    await page.getByText('Alert', { exact: true }).click();
    await page.getByText('Yes', { exact: true }).click();
    await page.getByText('Kept.', { exact: true }).waitFor();
    await expectSound(page, 'review with an answer');
    const walkId = await walkWindow.walkId();
    await page.close();

    for (const path of [...DASHBOARD, `walks/${walkId}`]) {
      const dashboard = await browser.open(`dashboard.html#/${path}`);
      const name = path.includes('/') ? 'replay' : path;
      await dashboard.waitForFunction((wanted) => document.documentElement.dataset['page'] === wanted, name);
      await expectSound(dashboard, `${name} after a walk`);
      await dashboard.evaluate(() =>
        document.querySelectorAll('details').forEach((part) => (part.open = true)),
      );
      await expectSound(dashboard, `${name} after a walk, all unfolded`);
      await dashboard.close();
    }
  });

  it('made no page complain', () => {
    expect(browser.complaints).toEqual([]);
  });
});
