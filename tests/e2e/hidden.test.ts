import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { CATPACE_SERVICE } from '../../lib/tag/catpace/profile';
import { describeEndToEnd } from '../support/browser/describe-end-to-end';
import { EverydayBrowser } from '../support/browser/everyday-browser';
import { WalkWindow } from '../support/browser/walk-window';
import { NO_FAULTS } from '../support/virtual-tag/radio-faults';
import { VirtualRadio } from '../support/virtual-tag/virtual-radio';

const TAG = 'Catpace D0D0';
/**
 * The profile of the link: silence shows after 2.5 s and is taken for a dead link after 8 s; looked for twice a second. At most:
 * what a loaded machine adds; a page that is slowed down needs up to a minute, one whose timers are held never gets there.
 */
const QUIET_MS = { least: 2_400, most: 5_500 };
const DEAD_MS = { least: 7_900, most: 11_000 };
/** For this long the browser's own slowing is looked at, ms. */
const LOOK_MS = 5_000;

/** What the page below writes down. All times are epoch ms. */
interface Diary {
  /** When a timer of the page's own was called that asked for every 500 ms, as the browser slows it down. */
  ticks: number[];
  notifications: number[];
  said: { atMs: number; words: string }[];
}

/**
 * The walk page behind another tab, in a browser that slows hidden pages down: nothing may wait for that. Chromium goes from
 * once a second to once a minute after five minutes; here the page's timers are held back altogether from the moment that it
 * is hidden, so that whatever the link still does it does by arrivals and by its worker.
 */
describeEndToEnd('a hidden walk window', () => {
  let radio: VirtualRadio;
  let browser: EverydayBrowser;
  let page: Page;

  beforeAll(async () => {
    radio = await VirtualRadio.start({
      tags: [{ id: 'tag', name: TAG, kind: 'catpace', source: { from: 'ramp', durationMs: 600_000 } }],
      speed: 1,
      adapter: 'on',
    });
    browser = await EverydayBrowser.launch(radio.environment);
    page = await browser.open('walk.html');
    await page.evaluate(keepDiary, CATPACE_SERVICE.data);
    const walkWindow = new WalkWindow(page);
    await walkWindow.until('setup');
    await walkWindow.walkWith(TAG);
  });

  afterAll(async () => {
    await browser?.close();
    await radio?.stop();
  });

  const diary = (): Promise<Diary> => page.evaluate(() => (window as unknown as { diary: Diary }).diary);

  it('notices a silent link as soon as a visible one, and is live again when data come back', async () => {
    const inFront = await browser.open('dashboard.html#/today');
    await inFront.bringToFront();
    await expect.poll(() => page.evaluate(() => document.visibilityState)).toBe('hidden');
    const before = (await diary()).ticks.length;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const ticked = (await diary()).ticks.length - before;
    // Were the page not slowed down by this browser, it would be none like an owner's.
    expect(ticked).toBeLessThanOrEqual(LOOK_MS / 1_000 + 1);
    await page.evaluate(() => (window as unknown as { holdTimers(): void }).holdTimers());
    // A notification after that: whatever timer was called before it is older than the last data.
    const heard = (await diary()).notifications.length;
    await expect.poll(async () => (await diary()).notifications.length).toBeGreaterThan(heard);
    await radio.tag('tag').setRadioFaults({ ...NO_FAULTS, lost: 1 });
    await expect
      .poll(async () => (await diary()).said.some((line) => /Looking for/.test(line.words)), {
        timeout: 30_000,
      })
      .toBe(true);
    const { ticks, notifications, said } = await diary();
    const lastDataMs = notifications.at(-1)!;
    const quiet = said.find((line) => line.atMs > lastDataMs && /is quiet/.test(line.words))!;
    const dead = said.find((line) => line.atMs > lastDataMs && /Looking for/.test(line.words))!;
    console.log(
      `Hidden page: quiet after ${quiet.atMs - lastDataMs} ms, dead after ${dead.atMs - lastDataMs} ms; in ${LOOK_MS} ms ` +
        `before that a timer of the page's own that asked for every 500 ms was called ${ticked} times, and then never`,
    );
    expect(ticks.filter((atMs) => atMs > lastDataMs)).toEqual([]);
    for (const [found, bounds] of [
      [quiet.atMs - lastDataMs, QUIET_MS],
      [dead.atMs - lastDataMs, DEAD_MS],
    ] as const) {
      expect(found).toBeGreaterThanOrEqual(bounds.least);
      expect(found).toBeLessThanOrEqual(bounds.most);
    }

    await radio.tag('tag').setRadioFaults(NO_FAULTS);
    await expect
      .poll(async () => (await diary()).said.at(-1)!.words, { timeout: 30_000 })
      .toMatch(new RegExp(`^${TAG}`));
    expect(await page.evaluate(() => document.visibilityState)).toBe('hidden');
    await inFront.close();
  });
});

/** Runs in the page. */
function keepDiary(dataUuid: string): void {
  const diary: Diary = { ticks: [], notifications: [], said: [] };
  Object.assign(window, { diary });
  let isHeld = false;
  type SetTimer = (call: () => void, ms?: number) => number;
  const held =
    (set: SetTimer): SetTimer =>
    (call, ms) =>
      set(() => {
        if (!isHeld) call();
      }, ms);
  Object.assign(window, {
    setTimeout: held(window.setTimeout.bind(window)),
    setInterval: held(window.setInterval.bind(window)),
    holdTimers: () => (isHeld = true),
  });
  window.setInterval(() => diary.ticks.push(Date.now()), 500);
  const addEventListener = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (this: EventTarget, ...args) {
    addEventListener.apply(this, args);
    const { uuid } = this as BluetoothRemoteGATTCharacteristic;
    if (args[0] === 'characteristicvaluechanged' && uuid === dataUuid)
      addEventListener.call(this, args[0], () => diary.notifications.push(Date.now()));
  };
  const look = (): void => {
    const words = document.querySelector('[data-testid=link]')?.textContent?.trim();
    if (words && words !== diary.said.at(-1)?.words) diary.said.push({ atMs: Date.now(), words });
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
}
