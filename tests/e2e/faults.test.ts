import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { storeErrorSentence } from '../../lib/app/sentences';
import { DATABASE_VERSION } from '../../lib/store/database';
import { describeEndToEnd } from '../support/browser/describe-end-to-end';
import { answerChooser } from '../support/browser/device-chooser';
import { EXTENSION, ExtensionBrowser } from '../support/browser/extension-browser';
import { saveScreenshot } from '../support/browser/screenshots';
import { readWalkRecord } from '../support/browser/walk-record';
import { WalkWindow } from '../support/browser/walk-window';
import { accountFor } from '../support/frame-account';
import { restUntilFetched } from '../support/half-hour-of-trouble';
import { until } from '../support/until';
import type { TagTruth } from '../support/virtual-tag/radio-messages';
import { VirtualRadio } from '../support/virtual-tag/virtual-radio';

const TAG = 'Catpace FA17';
const WALK = { from: 'walk', seed: 17, durationMs: 30 * 60_000 } as const;
const FAR = { timeout: 60_000, interval: 250 };

const startRadio = (speed: number): Promise<VirtualRadio> =>
  VirtualRadio.start({
    tags: [{ id: 'tag', name: TAG, kind: 'catpace', source: WALK }],
    speed,
    adapter: 'on',
  });

/** Until the tag has walked on for so long, ms of its own time. */
async function walkOn(radio: VirtualRadio, forMs: number): Promise<void> {
  const { sourceMs } = await radio.tag('tag').trouble();
  await until(
    'the cat has walked on',
    async () => (await radio.tag('tag').trouble()).sourceMs > sourceMs + forMs,
  );
}

/** Every frame that the tag has made is in the database, once and unchanged. */
async function expectAll(page: Page, walkId: string, truth: TagTruth): Promise<void> {
  const { doubled, changed, alien, missing, made, kept } = accountFor(
    truth,
    await readWalkRecord(page, walkId),
  );
  expect({ doubled, changed, alien, missing }).toEqual({ doubled: [], changed: [], alien: [], missing: 0 });
  expect(kept).toBe(made);
}

describeEndToEnd('a disk that is full in the middle of a walk', () => {
  // With the permission for unlimited storage Chromium holds an extension to no quota but the disk's own end.
  const extension = mkdtempSync(join(tmpdir(), 'catpace-limited-'));
  let radio: VirtualRadio;
  let browser: ExtensionBrowser;
  let walkWindow: WalkWindow;

  beforeAll(async () => {
    cpSync(EXTENSION, extension, { recursive: true });
    const file = join(extension, 'manifest.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as { permissions: string[] };
    expect(manifest.permissions).toContain('unlimitedStorage');
    manifest.permissions = manifest.permissions.filter((name) => name !== 'unlimitedStorage');
    writeFileSync(file, JSON.stringify(manifest));
    radio = await startRadio(10);
    browser = await ExtensionBrowser.launch({ environment: radio.environment, extension });
    walkWindow = await WalkWindow.open(browser);
    await walkWindow.walkWith(TAG);
    await walkOn(radio, 5_000);
  });

  afterAll(async () => {
    await browser?.close();
    await radio?.stop();
    rmSync(extension, { recursive: true, force: true });
  });

  it('goes on in memory with a warning, and is saved to the last sample when there is room', async () => {
    const { page } = walkWindow;
    const walkId = await walkWindow.walkId();
    const session = await page.context().newCDPSession(page);
    const origin = `chrome-extension://${browser.extensionId}`;
    const { usage } = await session.send('Storage.getUsageAndQuota', { origin });
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage });
    const warning = page.getByRole('alert').filter({ hasText: storeErrorSentence('quota').title });
    await warning.getByText(storeErrorSentence('quota').todo).waitFor();
    const saved = (await readWalkRecord(page, walkId)).frames.length;
    await walkOn(radio, 20_000);
    await saveScreenshot(page, 'disk-full');
    expect((await readWalkRecord(page, walkId)).frames.length).toBe(saved);
    // The walk is as alive as before.
    await page.getByTestId('tension').filter({ hasText: /\d/ }).waitFor();
    // Not ended before it is safe: what is in memory would go with the page.
    await page.getByRole('button', { name: 'End walk' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End walk' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.waitForTimeout(3_000);
    expect(await warning.count()).toBe(1);
    await saveScreenshot(page, 'disk-full-at-the-end');
    expect(await page.evaluate(() => document.documentElement.dataset['walk'])).toBe('live');

    await session.send('Storage.overrideQuotaForOrigin', { origin });
    // By itself.
    await walkWindow.until('review');
    await expectAll(page, walkId, await radio.tag('tag').truth());
  });
});

describeEndToEnd('a machine’s clock that is set while a cat walks', () => {
  const GAUGE = 'Progressor_FA17';
  let radio: VirtualRadio;
  let browser: ExtensionBrowser;
  let walkWindow: WalkWindow;

  beforeAll(async () => {
    radio = await VirtualRadio.start({
      tags: [
        { id: 'tag', name: TAG, kind: 'catpace', source: WALK },
        { id: 'gauge', name: GAUGE, kind: 'progressor', source: WALK },
      ],
      speed: 1,
      adapter: 'on',
    });
    browser = await ExtensionBrowser.launch({ environment: radio.environment });
    walkWindow = await WalkWindow.open(browser);
    // What the pages ask for the time; the timers of the browser go on as those of a machine do.
    await walkWindow.page.evaluate(() => {
      const { now } = Date;
      Object.assign(window, { setMs: 0 });
      Date.now = () => now() + (window as unknown as { setMs: number }).setMs;
    });
    await walkWindow.walkWith(TAG);
    await walkWindow.page.getByText('Link details').click();
    await answerChooser(walkWindow.page, { pick: GAUGE }, () =>
      walkWindow.page.getByRole('button', { name: /^Add a tag/ }).click(),
    );
    await walkWindow.page.getByTestId('link').filter({ hasText: GAUGE }).waitFor();
  });

  afterAll(async () => {
    await browser?.close();
    await radio?.stop();
  });

  it('back and forth by a day leaves no trace in the record', async () => {
    const { page } = walkWindow;
    const walkId = await walkWindow.walkId();
    for (const setMs of [0, -86_400_000, 0, 86_400_000, 0]) {
      await page.evaluate((ms) => Object.assign(window, { setMs: ms }), setMs);
      await walkOn(radio, 3_000);
      // A frame's length after the step both tags still lie beside each other.
      await page.getByRole('button', { name: /^Mark/ }).click();
    }
    const { sourceMs } = await radio.tag('tag').truth();
    await walkWindow.end();
    const record = await readWalkRecord(page, walkId);
    const times = record.frames.map(({ tMs }) => tMs);
    expect(Math.min(...times)).toBeGreaterThan(-2_000);
    expect(Math.max(...times)).toBeLessThan(sourceMs + 5_000);
    expect(record.walk.durationMs).toBeLessThan(sourceMs + 5_000);
    expect(Math.abs(record.walk.startedAtMs - Date.now())).toBeLessThan(10 * 60_000);
    // None lies where another one of its own stream is: nothing was folded over or torn apart.
    for (const kind of ['accel', 'tension'] as const) {
      const inOrder = record.frames.filter(
        (frame) => frame.kind === kind && frame.bootId === record.frames[0]!.bootId,
      );
      const steps = inOrder.slice(1).map(({ tMs }, i) => tMs - inOrder[i]!.tMs);
      expect(Math.min(...steps)).toBeGreaterThan(0);
      expect(Math.max(...steps)).toBeLessThan(2_000);
    }
    expect(record.marks).toHaveLength(5);
    for (const { tMs } of record.marks) {
      expect(tMs).toBeGreaterThanOrEqual(0);
      expect(tMs).toBeLessThanOrEqual(record.walk.durationMs! + 1_000);
    }
  });
});

describeEndToEnd('a machine that falls asleep for ten minutes of the walk', () => {
  const SPEED = 60;
  let radio: VirtualRadio;
  let browser: ExtensionBrowser;
  let walkWindow: WalkWindow;

  beforeAll(async () => {
    radio = await startRadio(1);
    browser = await ExtensionBrowser.launch({ environment: radio.environment });
    walkWindow = await WalkWindow.open(browser);
    await walkWindow.walkWith(TAG);
    await walkOn(radio, 4_000);
  });

  afterAll(async () => {
    await browser?.close();
    await radio?.stop();
  });

  it('finds its tag again and fetches what it slept through', async () => {
    const { page } = walkWindow;
    const walkId = await walkWindow.walkId();
    const wake = await browser.sleep();
    try {
      // No link outlasts a sleep.
      await radio.tag('tag').setInRange(false);
      await radio.radio.setSpeed(SPEED);
      await walkOn(radio, 10 * 60_000);
      await radio.radio.setSpeed(1);
    } finally {
      wake();
    }
    await radio.tag('tag').setInRange(true);
    await page
      .getByTestId('link')
      .filter({ hasText: TAG })
      .filter({ hasNotText: /Looking|reach|quiet/ })
      .waitFor(FAR);
    await restUntilFetched(walkWindow);
    await walkOn(radio, 2_000);
    await walkWindow.end();
    const truth = await radio.tag('tag').truth();
    const { durationMs } = (await readWalkRecord(page, walkId)).walk;
    expect(durationMs).toBeGreaterThan(10 * 60_000);
    await expectAll(page, walkId, truth);
  });
});

describeEndToEnd('a database that another page holds at another version', () => {
  let browser: ExtensionBrowser;

  beforeAll(async () => {
    browser = await ExtensionBrowser.launch();
  });

  afterAll(async () => {
    await browser?.close();
  });

  const hold = (page: Page, version: number): Promise<void> =>
    page.evaluate(async (wanted) => {
      const held = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open('catpace', wanted);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      Object.assign(window, { held });
    }, version);

  it('newer: says that Catpace must be updated', async () => {
    const other = await browser.open('licences.txt');
    await hold(other, DATABASE_VERSION + 1);
    const page = await browser.open('dashboard.html#/walks');
    await page.getByText(storeErrorSentence('newer-version').title).first().waitFor();
    await page.getByText(storeErrorSentence('newer-version').todo).first().waitFor();
    await other.evaluate(
      () =>
        new Promise((resolve, reject) => {
          (window as unknown as { held: IDBDatabase }).held.close();
          const deleting = indexedDB.deleteDatabase('catpace');
          deleting.onsuccess = resolve;
          deleting.onerror = () => reject(deleting.error);
        }),
    );
    await page.close();
    await other.close();
  });

  it('wanted newer: a page that shows walks lets go, and says so', async () => {
    const page = await browser.open('dashboard.html#/walks');
    await page.waitForFunction(() => document.documentElement.dataset['page'] === 'walks');
    const other = await browser.open('licences.txt');
    // Resolves only when the first page has let go.
    await hold(other, DATABASE_VERSION + 1);
    await page.reload();
    await page.getByText(storeErrorSentence('newer-version').title).first().waitFor();
  });
});

describeEndToEnd('an extension that is reloaded in the middle of a walk', () => {
  let radio: VirtualRadio;
  let browser: ExtensionBrowser;

  beforeAll(async () => {
    radio = await startRadio(1);
    browser = await ExtensionBrowser.launch({ environment: radio.environment });
  });

  afterAll(async () => {
    await browser?.close();
    await radio?.stop();
  });

  it('offers the walk at the next start', async () => {
    let walkWindow = await WalkWindow.open(browser);
    await walkWindow.walkWith(TAG);
    const walkId = await walkWindow.walkId();
    await walkOn(radio, 6_000);
    const gone = walkWindow.page.waitForEvent('close');
    await browser.reloadExtension();
    await gone;
    walkWindow = await WalkWindow.open(browser);
    await walkWindow.page.getByRole('heading', { name: 'A walk was cut off' }).waitFor();
    await walkWindow.page.getByRole('button', { name: 'Keep it' }).click();
    await walkWindow.until('review');
    expect((await readWalkRecord(walkWindow.page, walkId)).walk.status).toBe('recovered');
  });
});
