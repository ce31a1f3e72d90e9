import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseMessagesText } from '@wxt-dev/i18n/build';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEndToEnd } from '../support/browser/describe-end-to-end';
import { ExtensionBrowser } from '../support/browser/extension-browser';
import { plantWalk } from '../support/browser/plant-walk';
import { pxBeyondWindow } from '../support/browser/px-beyond-window';
import { saveScreenshot } from '../support/browser/screenshots';

const FOLDER = join(import.meta.dirname, '../../locales');
const LANGUAGES = readdirSync(FOLDER)
  .map((file) => basename(file, '.yml'))
  .filter((language) => language !== 'en');
const WALK = '019a0000-0000-7000-8000-000000000001';
const PAGES = [
  'popup.html',
  'walk.html',
  'walk.html?demo=1&seed=7&speed=8',
  ...[
    'today',
    'walks',
    `walks/${WALK}`,
    `report/${WALK}`,
    'progress',
    'progress/plan',
    'cats',
    'data',
    'settings',
  ].map((route) => `dashboard.html#/${route}`),
  ...['start', 'start/tag', 'help', 'privacy', 'problem'].map((route) => `dashboard.html#/${route}`),
];
/** Narrowest window that a page has to fit, px: the popup is as wide as it wants to be. */
const NARROW = 380;

/** Whole sentences of a language: words that stand alone may be the same in two of them. */
function sentencesOf(language: string): Set<string> {
  const messages = parseMessagesText(readFileSync(join(FOLDER, `${language}.yml`), 'utf8'), 'YAML');
  return new Set(
    messages
      .flatMap((each) => (each.type === 'plural' ? Object.values(each.plurals) : [each.message]))
      .filter((text) => !text.includes('{') && !text.includes('$') && text.split(' ').length >= 3),
  );
}

const ENGLISH = sentencesOf('en');

function textOf(language: string, key: string): string {
  const messages = parseMessagesText(readFileSync(join(FOLDER, `${language}.yml`), 'utf8'), 'YAML');
  const found = messages.find((each) => each.key.join('.') === key);
  if (found?.type !== 'simple') throw new Error(`${language} has no ${key}`);
  return found.message;
}

/** Every text on a page, one for each element that has some of its own. */
function textsOn(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('body *')].flatMap((element) => [
      ...[...element.childNodes]
        .filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
        .map((node) => node.nodeValue!.trim()),
      ...['title', 'aria-label', 'placeholder'].map((name) => element.getAttribute(name) ?? ''),
    ]),
  );
}

for (const language of LANGUAGES)
  describeEndToEnd(`Catpace in the language ${language}`, () => {
    const own = sentencesOf(language);
    let browser: ExtensionBrowser;

    beforeAll(async () => {
      browser = await ExtensionBrowser.launch({ language });
      const page = await browser.open('dashboard.html#/walks');
      await page.getByRole('heading', { level: 1 }).waitFor();
      await plantWalk(page, { id: WALK, minutes: 3 });
      await page.close();
    });

    afterAll(async () => {
      await browser?.close();
    });

    it.each(PAGES)('%s is all in it, and fits', async (path) => {
      const page = await browser.open(path);
      await page.setViewportSize({ width: NARROW, height: 900 });
      await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
      await expect
        .poll(async () => (await textsOn(page)).filter((text) => text.length > 1).length, {
          message: 'texts',
        })
        .toBeGreaterThan(3);
      const texts = await textsOn(page);
      expect(
        texts.filter((text) => ENGLISH.has(text) && !own.has(text)),
        'in English',
      ).toEqual([]);
      expect(
        texts.filter((text) => /\{\w+\}|\$\d|undefined|NaN/.test(text)),
        'places left open',
      ).toEqual([]);
      expect((await page.evaluate(() => document.documentElement.lang)).slice(0, 2)).toBe(language);
      await expect
        .poll(() => pxBeyondWindow(page), { message: `px beyond the window at ${NARROW} px`, timeout: 5_000 })
        .toBeLessThanOrEqual(0);
      await saveScreenshot(page, `${language}-${path.replace(/\W+/g, '-').slice(0, 40)}`, true);
      await page.close();
    });

    it('weighs and writes as its country does', async () => {
      const page = await browser.open('dashboard.html#/settings');
      const kilograms = page.getByRole('radio', { name: textOf(language, 'units.kilograms') });
      await kilograms.waitFor({ state: 'attached' });
      expect(await kilograms.isChecked()).toBe(true);
      expect((await page.evaluate(() => navigator.language)).slice(0, 2)).toBe(language);
      await page.close();
    });

    it('made no page complain', () => {
      expect(browser.complaints).toEqual([]);
    });
  });
