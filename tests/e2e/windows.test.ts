import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { describeEndToEnd } from '../support/browser/describe-end-to-end';
import { ExtensionBrowser } from '../support/browser/extension-browser';
import { framesOfTruth, frameKey, readWalkRecord } from '../support/browser/walk-record';
import { WalkWindow } from '../support/browser/walk-window';
import { VirtualRadio } from '../support/virtual-tag/virtual-radio';

const TAG = 'Catpace C3D4';

/** Several pages of Catpace at once: one radio, one database. */
describeEndToEnd('several windows', () => {
  let radio: VirtualRadio;
  let browser: ExtensionBrowser;
  let first: WalkWindow;
  let second: WalkWindow;

  beforeAll(async () => {
    const source = { from: 'walk', seed: 3, durationMs: 15 * 60_000 } as const;
    radio = await VirtualRadio.start({
      tags: [{ id: 'tag', name: TAG, kind: 'catpace', source }],
      speed: 10,
      adapter: 'on',
    });
    browser = await ExtensionBrowser.launch({ environment: radio.environment });
    first = await WalkWindow.open(browser);
    await first.walkWith(TAG);
  });

  afterAll(async () => {
    await browser?.close();
    await radio?.stop();
  });

  it('a second walk window looks on, and says so', async () => {
    second = await WalkWindow.open(browser);
    await second.until('viewer');
    await second.page.getByRole('heading', { name: 'Another window is walking' }).waitFor();
    await second.page.getByTestId('link').filter({ hasText: TAG }).waitFor();
    expect(await second.page.getByRole('button', { name: /^Choose tag/ }).count()).toBe(0);
    const clock = second.page.getByTestId('elapsed');
    const before = await clock.innerText();
    await expect.poll(() => clock.innerText(), { timeout: 10_000 }).not.toBe(before);
  });

  it('closing the window that walks asks first', async () => {
    // The browser asks only for a page that somebody has touched.
    await first.page.getByRole('button', { name: /^Mark/ }).click();
    const asked = first.page.waitForEvent('dialog');
    await first.page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    expect(await radio.tag('tag').truth()).toMatchObject({ connected: true, streaming: true });
    await first.until('live');
  });

  it('writing from several tabs at once spoils nothing', async () => {
    const walkId = await first.walkId();
    const others = await Promise.all([
      browser.open('dashboard.html#/settings'),
      browser.open('dashboard.html#/walks'),
    ]);
    await Promise.all(others.map((page, index) => scribble(page, index, walkId)));
    await first.page.bringToFront();
    await first.end();
    const truth = await radio.tag('tag').truth();
    const record = await readWalkRecord(first.page, walkId);
    const sent = framesOfTruth(truth.boots);
    expect(record.frames.map(frameKey).sort()).toEqual(sent.map(frameKey).sort());
    expect(record.walk).toMatchObject({ id: walkId, status: 'ended' });
    // Both tabs' marks are there, and the one that the owner made.
    expect(record.marks).toHaveLength(2 * SCRIBBLES + 1);
    for (const page of others) await page.close();
  });

  it('a window that looks on takes over when the other one closes', async () => {
    await first.page.close();
    await second.until('setup');
    await second.walkWith(TAG);
    await second.end();
  });

  it('made no page complain and no request leave the browser', () => {
    expect(browser.complaints).toEqual([]);
    expect(browser.requests).toEqual([]);
  });
});

const SCRIBBLES = 200;

/** Write marks to the walk as fast as the database takes them, in transactions of their own. */
async function scribble(page: Page, tab: number, walkId: string): Promise<void> {
  await page.evaluate(
    async ({ tab, walkId, times }) => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open('catpace');
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      for (let i = 0; i < times; i++) {
        const writing = database.transaction(['walks', 'marks', 'chunks'], 'readwrite');
        const walk = writing.objectStore('walks').get(walkId);
        walk.onsuccess = () => writing.objectStore('walks').put(walk.result);
        const id = `scribble-${tab}-${i}`;
        const mark = { id, walkId, tMs: i, kind: 'note', text: id, createdAtMs: i, deletedAtMs: null };
        writing.objectStore('marks').put(mark);
        await new Promise((resolve, reject) => {
          writing.oncomplete = resolve;
          writing.onerror = () => reject(writing.error);
        });
      }
      database.close();
    },
    { tab, walkId, times: SCRIBBLES },
  );
}
