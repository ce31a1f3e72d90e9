import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { describeEndToEnd } from '../support/browser/describe-end-to-end';
import { ExtensionBrowser } from '../support/browser/extension-browser';
import { saveLooks, saveScreenshot } from '../support/browser/screenshots';
import { framesOfTruth, frameKey, readWalkRecord, type WalkRecord } from '../support/browser/walk-record';
import { WalkWindow } from '../support/browser/walk-window';
import type { TagTruth } from '../support/virtual-tag/radio-messages';
import { VirtualRadio } from '../support/virtual-tag/virtual-radio';

const SPEED = 20;
const WALK_MS = 10 * 60_000;
const TAG = 'Catpace A1B2';

/** One walk from the chooser to the verdict, through the browser's own Bluetooth stack. Each part leans on those before. */
describeEndToEnd('a walk', () => {
  let radio: VirtualRadio;
  let browser: ExtensionBrowser;
  let walkWindow: WalkWindow;
  let popup: Page;
  let dashboard: Page;
  let walkId: string;
  let truth: TagTruth;
  let record: WalkRecord;

  beforeAll(async () => {
    const source = { from: 'walk', seed: 7, durationMs: WALK_MS + 60_000 } as const;
    radio = await VirtualRadio.start({
      tags: [{ id: 'tag', name: TAG, kind: 'catpace', source }],
      speed: 1,
      adapter: 'on',
    });
    browser = await ExtensionBrowser.launch({ environment: radio.environment });
  });

  afterAll(async () => {
    await browser?.close();
    await radio?.stop();
  });

  it('begins with a tag that is chosen in the walk window', async () => {
    walkWindow = await WalkWindow.open(browser);
    await walkWindow.until('setup');
    await walkWindow.walkWith(TAG);
    const { page } = walkWindow;
    await page.getByTestId('link').filter({ hasText: TAG }).waitFor();
    await page.getByText('87%').waitFor();
    await radio.tag('tag').setBattery(86);
    await page.getByText('86%').waitFor();
    expect(await radio.tag('tag').truth()).toMatchObject({ connected: true, streaming: true });
  });

  it('is tared with one click', async () => {
    const { page } = walkWindow;
    await page.getByRole('button', { name: 'Set zero' }).click();
    const said = await page.getByText(/Zero is set/).innerText();
    // The load cell shows 0.36 N without load, and whatever the leash weighs comes on top.
    expect(Number(/(-?\d+\.\d+) N/.exec(said)?.[1])).toBeGreaterThan(0.3);
  });

  it('shows the lead, the events and what to do while ten minutes go by', async () => {
    const { page } = walkWindow;
    popup = await browser.open('popup.html');
    await popup.setViewportSize({ width: 360, height: 640 });
    for (const each of [page, popup]) await watchGauge(each);
    await page.bringToFront();
    await radio.radio.setSpeed(SPEED);
    await page
      .getByText('Stop moving. Speak softly. Wait it out. Never drag.')
      .first()
      .waitFor({ timeout: 60_000 });
    await popup.getByText('Stop moving. Speak softly. Wait it out. Never drag.').first().waitFor();
    await saveScreenshot(popup, 'popup');
    await saveLooks(page, 'walk-live');
    await page.keyboard.press('m');
    await page.keyboard.press('h');
    await page.getByText(/^Hisses, /).waitFor();
    await page.keyboard.press('y');
    await page
      .getByRole('button', { name: /^It was so/, pressed: true })
      .first()
      .waitFor();
    await radio.tag('tag').pressButton();
    await expect.poll(async () => (await radio.tag('tag').truth()).sourceMs, LONG).toBeGreaterThan(WALK_MS);

    for (const each of [page, popup]) {
      const seen = await gaugeWords(each);
      expect(
        seen.some((words) => /hangs loose/i.test(words)),
        seen.join(' | '),
      ).toBe(true);
      expect(
        seen.some((words) => !/hangs loose|no reading/i.test(words)),
        seen.join(' | '),
      ).toBe(true);
      expect(
        seen.some((words) => /cat: moving/i.test(words)),
        seen.join(' | '),
      ).toBe(true);
      expect(
        seen.some((words) => /cat: still/i.test(words)),
        seen.join(' | '),
      ).toBe(true);
    }
    expect(await badgeText(browser)).not.toBe('');
    const feed = page.getByRole('listitem');
    expect(await feed.count()).toBeGreaterThan(4);
    const shown = await popup.getByTestId('elapsed').innerText();
    expect(shown).toMatch(/^(9|10|11):\d\d$/);
  });

  it('ends from the popup, and says what came of it', async () => {
    walkId = await walkWindow.walkId();
    await popup.getByRole('button', { name: 'End …' }).click();
    await popup.getByRole('button', { name: 'End walk' }).click();
    await walkWindow.until('review');
    await popup.getByRole('button', { name: 'Connect tag' }).waitFor();
    const { page } = walkWindow;
    await page.getByTestId('decision').waitFor();
    await saveLooks(page, 'walk-review');
    truth = await radio.tag('tag').truth();
    expect(truth.streaming).toBe(false);
    expect(await badgeText(browser)).toBe('');
    await popup.close();
  });

  it('has every sample that the tag has sent in the database, once and unchanged', async () => {
    record = await readWalkRecord(walkWindow.page, walkId);
    const sent = new Map(framesOfTruth(truth.boots).map((frame) => [frameKey(frame), frame]));
    const kept = new Map(record.frames.map((frame) => [frameKey(frame), frame]));
    expect(record.frames.length).toBe(kept.size);
    expect([...sent.keys()].filter((key) => !kept.has(key))).toEqual([]);
    expect([...kept.keys()].filter((key) => !sent.has(key))).toEqual([]);
    const changed = [...sent].filter(
      ([key, frame]) => String(kept.get(key)!.counts) !== String(frame.counts),
    );
    expect(changed).toEqual([]);
    const samples = { accel: 0, tension: 0, gyro: 0 };
    for (const { kind, counts } of record.frames)
      samples[kind] += counts.length / (kind === 'tension' ? 1 : 3);
    expect(samples).toEqual(truth.boots[0]!.samples);
    expect(truth.unheard).toBe(0);
    console.log(
      `${truth.notified} notifications, ${kept.size} frames, ${samples.accel} + ${samples.tension} samples: all in the database (${SPEED}×)`,
    );
  });

  it('keeps the tag’s time: frames lie as far apart as they were made', () => {
    const sent = new Map(framesOfTruth(truth.boots).map((frame) => [frameKey(frame), frame.tMs]));
    const shifts = record.frames.map((frame) => frame.tMs - sent.get(frameKey(frame))!);
    const spread = Math.max(...shifts) - Math.min(...shifts);
    // A fit of clocks may stretch a walk by the drift that it sees, and no more: 0.5 %.
    expect(spread).toBeLessThan(0.005 * WALK_MS);
    expect(record.walk.durationMs).toBeGreaterThan(WALK_MS * 0.99);
    expect(record.walk.status).toBe('ended');
    expect(record.marks.map(({ kind }) => kind).sort()).toEqual(['button', 'moment', 'sign']);
  });

  it('is found in the dashboard and replayed', async () => {
    dashboard = await browser.open('dashboard.html#/walks');
    await dashboard.getByRole('listitem').getByRole('button').first().click();
    await dashboard.waitForFunction(() => document.documentElement.dataset['page'] === 'replay');
    expect(new URL(dashboard.url()).hash).toContain(walkId);
    await dashboard.getByRole('button', { name: 'Next event' }).click();
    const cursor = dashboard.getByTestId('cursor');
    const atEvent = await cursor.innerText();
    expect(atEvent).not.toBe('0:00');
    await saveLooks(dashboard, 'replay');

    // What was said in the walk is here, and the next word is said by key and taken back.
    await dashboard.getByRole('button', { name: /^It was so/, pressed: true }).waitFor();
    const notSo = dashboard.getByRole('button', { name: /^Not so/, pressed: true });
    await dashboard.keyboard.press('n');
    await notSo.waitFor();
    await dashboard.reload();
    await notSo.waitFor();
    await dashboard.keyboard.press('u');
    await notSo.waitFor({ state: 'detached' });
    await dashboard.keyboard.press('a');
    await dashboard.keyboard.press('2');
    const added = dashboard.getByRole('listitem').filter({ hasText: 'You added it.' });
    await added.waitFor();
    await dashboard.getByLabel('What it was: Bolt at 0:00').selectOption('Shake');
    await added.filter({ hasText: 'Shake' }).waitFor();
    await added.getByRole('button', { name: /^Not so/ }).click();
    await added.waitFor({ state: 'detached' });
    await dashboard.getByRole('button', { name: 'Next event' }).click();

    // What the owner saw too, and more of it is added and taken back.
    const taken = dashboard.getByRole('listitem').filter({ hasText: 'Treat taken' });
    await dashboard.getByRole('listitem').filter({ hasText: 'Hisses' }).waitFor();
    await dashboard.keyboard.press('t');
    await taken.waitFor();
    await dashboard.keyboard.press('Backspace');
    await taken.waitFor({ state: 'detached' });

    await dashboard.getByText('8×').click();
    await dashboard.getByRole('button', { name: 'Play' }).click();
    await expect.poll(() => cursor.innerText(), { timeout: 10_000 }).not.toBe(atEvent);
    await dashboard.getByRole('button', { name: 'Pause' }).click();
    const paused = await cursor.innerText();
    await dashboard.waitForTimeout(500);
    expect(await cursor.innerText()).toBe(paused);
  });

  it('counts in how far the owner and the tag agree', async () => {
    await dashboard.goto(browser.url(`dashboard.html#/cats/${record.walk.catId}`));
    await dashboard.getByRole('link', { name: 'How far you and the tag agree' }).click();
    // One event was confirmed: by key, while the walk went on.
    await dashboard.getByRole('row').nth(1).filter({ hasText: 'of 1' }).waitFor();
    expect(await dashboard.getByRole('row').count()).toBe(2);
    // Another sensitivity is looked at over the kept samples before it is taken, and holds after that.
    const stills = dashboard.getByTestId('sensitivity-freeze');
    await stills.getByText('More often').click();
    await stills.getByText(/^Still in one walk: /).waitFor();
    await saveLooks(dashboard, 'agreement');
    await stills.getByRole('button', { name: 'Use it from the next walk on' }).click();
    await stills.getByRole('button').first().waitFor({ state: 'detached' });
    await dashboard.reload();
    await stills.waitFor();
    expect(await stills.getByLabel(/More often/).isChecked()).toBe(true);
  });

  it('counts in the progress, with the rule that the verdict rests on', async () => {
    await dashboard.goto(browser.url('dashboard.html#/progress'));
    await dashboard.getByTestId('decision').waitFor();
    await saveLooks(dashboard, 'progress');
    await dashboard.goto(browser.url('dashboard.html#/today'));
    await dashboard.waitForFunction(() => document.documentElement.dataset['page'] === 'today');
    await saveLooks(dashboard, 'today');
    await dashboard.goto(browser.url('dashboard.html#/walks'));
    await dashboard.getByRole('listitem').first().waitFor();
    await saveLooks(dashboard, 'walks');
  });

  it('made no page complain and no request leave the browser', () => {
    expect(browser.complaints).toEqual([]);
    expect(browser.requests).toEqual([]);
  });
});

/** What stands on the toolbar button. */
function badgeText(browser: ExtensionBrowser): Promise<string> {
  return browser.context.serviceWorkers()[0]!.evaluate<string>('chrome.action.getBadgeText({})');
}

const LONG = { timeout: 90_000, interval: 250 };

/** Remember every description that the gauge's picture ever has. */
async function watchGauge(page: Page): Promise<void> {
  await page.getByTestId('lead-scene').waitFor();
  await page.evaluate(() => {
    const seen = new Set<string>();
    const look = (): void => {
      const words = document.querySelector('[data-testid=lead-scene]')?.getAttribute('aria-label');
      if (words) seen.add(words);
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
    look();
    Object.assign(window, { gaugeWords: seen });
  });
}

function gaugeWords(page: Page): Promise<string[]> {
  return page.evaluate(() => [...(window as unknown as { gaugeWords: Set<string> }).gaugeWords]);
}
