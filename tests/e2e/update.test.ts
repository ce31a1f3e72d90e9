import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEndToEnd } from '../support/browser/describe-end-to-end';
import { ExtensionBrowser } from '../support/browser/extension-browser';
import { ManagedBrowser, missingForManagedBrowser } from '../support/browser/managed-browser';
import { saveScreenshot } from '../support/browser/screenshots';
import { UpdateServer } from '../support/browser/update-server';
import { readWalkRecord } from '../support/browser/walk-record';
import { WalkWindow } from '../support/browser/walk-window';
import { accountFor } from '../support/frame-account';
import { until } from '../support/until';
import { VirtualRadio } from '../support/virtual-tag/virtual-radio';

const TAG = 'Catpace FA17';
const OLD = '0.1.0';
const NEW = '0.1.1';
const SPEED = 10;
/** Longer than the five seconds after which Chromium looks whether an extension has come to rest, ms. */
const LOOK_MS = 7_000;

const VERSION = 'chrome.runtime.getManifest().version';
const versionOf = (page: Page): Promise<string> => page.evaluate(VERSION);

/** An extension that Chromium itself has installed and brings up to date, as a store's. */
describeEndToEnd(
  'an update that is there while a walk is recorded',
  () => {
    let server: UpdateServer;
    let managed: ManagedBrowser;
    let radio: VirtualRadio;
    let browser: ExtensionBrowser;
    let walkWindow: WalkWindow;
    let walkId: string;

    beforeAll(async () => {
      server = await UpdateServer.start(OLD);
      managed = new ManagedBrowser(server.policy);
      radio = await VirtualRadio.start({
        tags: [
          {
            id: 'tag',
            name: TAG,
            kind: 'catpace',
            source: { from: 'walk', seed: 17, durationMs: 30 * 60_000 },
          },
        ],
        speed: SPEED,
        adapter: 'on',
      });
      browser = await ExtensionBrowser.launch({ environment: radio.environment, managed });
      expect(browser.extensionId).toBe(server.extensionId);
      walkWindow = await WalkWindow.open(browser);
      await walkWindow.walkWith(TAG);
      walkId = await walkWindow.walkId();
    });

    afterAll(async () => {
      await browser?.close();
      await radio?.stop();
      managed?.remove();
      server?.stop();
    });

    /** Until the cat has walked on for as long as an update would take. */
    async function walkOn(): Promise<void> {
      const { sourceMs } = await radio.tag('tag').trouble();
      await until(
        'the cat has walked on',
        async () => (await radio.tag('tag').trouble()).sourceMs > sourceMs + SPEED * LOOK_MS,
      );
    }

    it('waits, and the dashboard says so', async () => {
      const dashboard = await browser.open('dashboard.html#/today');
      await dashboard.waitForFunction(() => document.documentElement.dataset['page'] === 'today');
      server.version = NEW;
      const found = await dashboard.evaluate('chrome.runtime.requestUpdateCheck()');
      expect(found).toMatchObject({ status: 'update_available', version: NEW });
      await dashboard
        .getByRole('status')
        .filter({ hasText: `Version ${NEW} is ready.` })
        .waitFor();
      await saveScreenshot(dashboard, 'update-waits');
      await walkOn();
      expect(await versionOf(dashboard)).toBe(OLD);
      await dashboard.close();
    });

    it('waits for the walk window alone, which walks on and ends its walk', async () => {
      await browser.endServiceWorker();
      await walkOn();
      await walkWindow.until('live');
      expect(await versionOf(walkWindow.page)).toBe(OLD);
      expect(await radio.tag('tag').truth()).toMatchObject({ connected: true, streaming: true });
      await walkWindow.end();
      expect(await versionOf(walkWindow.page)).toBe(OLD);
    });

    it('comes in when the last page is closed, and finds every frame of the walk', async () => {
      await walkWindow.page.close();
      // Closing a page wakes the old one's service worker once more, which a debugger then keeps awake.
      await until('the update is in', async () => {
        const versions = await Promise.all(
          browser.context
            .serviceWorkers()
            .map((worker) => worker.evaluate<string>(VERSION).catch(() => null)),
        );
        if (versions.includes(OLD)) await browser.endServiceWorker();
        return versions.includes(NEW);
      });
      const dashboard = await browser.open(`dashboard.html#/walks/${walkId}`);
      await dashboard.waitForFunction(() => document.documentElement.dataset['page'] === 'replay');
      expect(await versionOf(dashboard)).toBe(NEW);
      const truth = await radio.tag('tag').truth();
      const record = await readWalkRecord(dashboard, walkId);
      const { doubled, changed, alien, missing, made, kept } = accountFor(truth, record);
      expect({ doubled, changed, alien, missing }).toEqual({
        doubled: [],
        changed: [],
        alien: [],
        missing: 0,
      });
      expect(kept).toBe(made);
      expect(record.walk.status).toBe('ended');
      expect(record.walk.durationMs).toBeGreaterThan(2 * SPEED * LOOK_MS);
    });

    it('made no page complain and no request of a page leave the browser', () => {
      expect(browser.complaints).toEqual([]);
      expect(browser.requests).toEqual([]);
    });
  },
  missingForManagedBrowser,
);
