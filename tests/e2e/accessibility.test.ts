import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEndToEnd } from '../support/browser/describe-end-to-end';
import { ExtensionBrowser } from '../support/browser/extension-browser';
import { plantFilm } from '../support/browser/plant-film';
import { plantWalk } from '../support/browser/plant-walk';
import { pxBeyondWindow } from '../support/browser/px-beyond-window';
import { WalkWindow } from '../support/browser/walk-window';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const DASHBOARD = [
  'today',
  'walks',
  'progress',
  'progress/plan',
  'cats',
  'data',
  'settings',
  'start',
  'start/tag',
  'help',
  'privacy',
  'problem',
];
/** Stops of a page at most; a page with more of them would be a trap. */
const MOST_STOPS = 150;
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
    .poll(() => pxBeyondWindow(page), {
      message: `${what}: px beyond the window at ${narrowest} px`,
      timeout: 5_000,
    })
    .toBe(0);
  await page.setViewportSize(size);
}

interface Stop {
  name: string;
  /** A ring is drawn around it, or around the label of a control that is drawn by its label. */
  isSeen: boolean;
  /** It stands after the stop before it in the page. */
  isNext: boolean;
}

/** The next stop of Tab; null once the page is over. */
async function nextStop(page: Page): Promise<Stop | 'the same' | null> {
  await page.keyboard.press('Tab');
  return page.evaluate(() => {
    const at = document.activeElement;
    const seen = globalThis as unknown as { stops?: Element[] };
    const before = (seen.stops ??= []);
    // A date has a stop for each of its parts.
    if (at && at === before.at(-1)) return 'the same';
    if (!at || at === document.body || before.includes(at)) return null;
    const drawn = at instanceof HTMLInputElement && at.labels?.[0] ? [at, at.labels[0]] : [at];
    const last = before.at(-1);
    before.push(at);
    return {
      name:
        (at.getAttribute('aria-label') ?? drawn.at(-1)!.textContent ?? '').trim().slice(0, 60) || at.tagName,
      isSeen: drawn.some((element) => getComputedStyle(element).outlineStyle !== 'none'),
      isNext: !last || (last.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
    };
  });
}

/** What can be used on the page and was not a stop; of radio buttons one stands for its group. */
function missedStops(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { stops = [] } = globalThis as unknown as { stops?: Element[] };
    const usable = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
    return (
      [...document.querySelectorAll<HTMLElement>(usable)]
        // What a button stands for (tabindex −1) is no stop of its own.
        .filter((element) => element.checkVisibility() && !element.matches(':disabled, [tabindex="-1"]'))
        .filter((element) => element.closest('details:not([open])') === null || element.matches('summary'))
        .filter(
          (element) =>
            !stops.some(
              (stop) =>
                stop === element ||
                (element instanceof HTMLInputElement &&
                  stop instanceof HTMLInputElement &&
                  element.type === 'radio' &&
                  stop.name === element.name),
            ),
        )
        .map((element) => element.outerHTML.slice(0, 120))
    );
  });
}

/** Tab alone gets to everything that can be used, in the order of the page, and each stop is seen. */
async function expectKeyboard(page: Page, what: string): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
  const stops: Stop[] = [];
  for (let stop = await nextStop(page); stop && stops.length < MOST_STOPS; stop = await nextStop(page))
    if (stop !== 'the same') stops.push(stop);
  expect(stops.length, `${what}: stops`).toBeGreaterThan(0);
  expect(stops.length, `${what}: stops`).toBeLessThan(MOST_STOPS);
  expect(
    stops.filter(({ isSeen }) => !isSeen),
    `${what}: stops that are not seen`,
  ).toEqual([]);
  expect(
    stops.filter(({ isNext }) => !isNext),
    `${what}: stops out of order`,
  ).toEqual([]);
  expect(await missedStops(page), `${what}: out of reach`).toEqual([]);
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
      await expectKeyboard(page, path);
      await page.close();
    },
  );

  it('a cat, how far one agrees with the tag, and a session without a tag are sound and go by keyboard', async () => {
    const cats = await browser.open('dashboard.html#/cats');
    await cats
      .getByRole('button', { name: /add a cat/i })
      .first()
      .click();
    await cats.getByRole('heading', { name: 'A new cat' }).waitFor();
    await expectSound(cats, 'a cat');
    await cats.reload();
    await expectKeyboard(cats, 'a cat');
    await cats.getByRole('link', { name: /How far you and the tag agree/ }).click();
    await cats.getByRole('heading', { level: 1, name: /You and the tag/ }).waitFor();
    await expectSound(cats, 'agreement');
    await cats.reload();
    await expectKeyboard(cats, 'agreement');
    await cats.close();

    const session = await browser.open('walk.html');
    await session.getByRole('button', { name: 'Train without a tag' }).click();
    await session.getByRole('button', { name: 'End session' }).waitFor();
    await expectSound(session, 'session');
    await expectKeyboard(session, 'session');
    await session.getByRole('button', { name: 'End session' }).click();
    await session.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
    await session.getByRole('button', { name: 'Choose another step' }).click();
    await session.getByLabel('Step from now on').selectOption('5');
    await session.getByLabel(/further than the rule says/).waitFor();
    await expectSound(session, 'the choice of a step');
    await session.close();
  });

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
    for (let i = 0; i < 11; i++) {
      await page.keyboard.press('Tab');
      const stop = await page.evaluate(() => {
        const at = document.activeElement!;
        const label = at instanceof HTMLInputElement || at instanceof HTMLSelectElement ? at.labels?.[0] : at;
        return { name: label?.textContent?.trim() ?? '', outline: getComputedStyle(at).outlineStyle };
      });
      expect(stop.outline, stop.name).toBe('solid');
      stops.push(stop.name);
    }
    // A machine without Bluetooth is told so, with a way to more about it.
    expect(stops.filter((name) => name !== 'More about this').slice(0, 10)).toEqual([
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

    for (const path of [...DASHBOARD, `walks/${walkId}`, `walks/${walkId}/report`]) {
      const dashboard = await browser.open(`dashboard.html#/${path}`);
      const name = path.endsWith('/report')
        ? 'report'
        : path.startsWith('walks/')
          ? 'replay'
          : path.endsWith('/plan')
            ? 'plan'
            : path.split('/')[0]!;
      await dashboard.waitForFunction((wanted) => document.documentElement.dataset['page'] === wanted, name);
      await expectSound(dashboard, `${path} after a walk`);
      await dashboard.evaluate(() =>
        document.querySelectorAll('details').forEach((part) => (part.open = true)),
      );
      await expectSound(dashboard, `${path} after a walk, all unfolded`);
      await dashboard.close();
    }
  });

  it('nothing moves by itself for someone who asked for less motion', async () => {
    const page = await browser.context.newPage();
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(browser.url(DEMO));
    await new WalkWindow(page).until('live');
    await page.getByTestId('activity').filter({ hasText: 'moving' }).waitFor();
    const moving = await page.evaluate(() =>
      document
        .getAnimations()
        .filter(
          ({ playState, effect }) =>
            playState === 'running' && Number(effect!.getComputedTiming().endTime) > 50,
        )
        .map((animation) => (animation as CSSAnimation).animationName),
    );
    expect(moving).toEqual([]);
    await page.close();
  });

  it('two walks beside each other and a replay with a video are sound', async () => {
    const page = await browser.open('dashboard.html#/walks');
    await page.getByRole('heading', { level: 1 }).waitFor();
    const ids = [1, 2].map((i) => `019a0000-0000-7000-8000-00000000000${i}`);
    for (const id of ids) await plantWalk(page, { id, minutes: 1 });
    await page.goto(browser.url(`dashboard.html#/compare/${ids.join('/')}`));
    await page.reload();
    await page.getByRole('slider', { name: 'Moment of both walks' }).waitFor();
    await expectSound(page, 'comparison');
    await plantFilm(page, { name: 'film.webm', seconds: 2, fps: 10, createdAtMs: null });
    await page.evaluate(() => {
      const showOpenFilePicker = async (): Promise<FileSystemFileHandle[]> => [
        await (await navigator.storage.getDirectory()).getFileHandle('film.webm'),
      ];
      Object.assign(window, { showOpenFilePicker });
      window.location.hash = '#/walks/019a0000-0000-7000-8000-000000000001';
    });
    await page.getByRole('button', { name: 'Choose a video' }).click();
    await page.locator('video').waitFor();
    await page.getByText('Clock, keys, another video').click();
    await expectSound(page, 'replay with a video');
    await page.getByRole('button', { name: 'Line up …' }).click();
    await page.getByText(/This is the moment at the cursor/).waitFor();
    await expectSound(page, 'lining a video up');
    await page.close();
  });

  it('made no page complain', () => {
    expect(browser.complaints).toEqual([]);
  });
});
