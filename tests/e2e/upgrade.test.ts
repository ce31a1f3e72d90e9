import { rmSync } from 'node:fs';
import fc from 'fast-check';
import type { Page } from 'playwright-core';
import { afterAll, expect, it } from 'vitest';
import { DATABASE_VERSION } from '../../lib/store/database';
import { describeEndToEnd } from '../support/browser/describe-end-to-end';
import { ExtensionBrowser, newProfile } from '../support/browser/extension-browser';
import { databaseVersion, makeOlderDatabase, OLDER_DATABASES } from '../support/browser/older-database';
import { plantWalk } from '../support/browser/plant-walk';
import { frameKey, readWalkRecord } from '../support/browser/walk-record';

/** A page of the extension that opens no database. */
const QUIET_PAGE = 'licences.txt';
const WALKS = ['0001', '0002', '0003'].map((end) => `01900000-0000-7000-8000-00000000${end}`);
const MINUTES = 6;
/** How often the browser is killed while it brings a database up to date. */
const KILLS = Number(process.env.CATPACE_UPGRADE_KILLS ?? 3);
/** The moments are drawn from this seed: a failure can be had again. */
const SEED = Number(process.env.CATPACE_SEED ?? 20_261_129);

async function plantAll(page: Page, version: number): Promise<Map<string, string[]>> {
  await makeOlderDatabase(page, version);
  for (const id of WALKS) await plantWalk(page, { id, minutes: MINUTES });
  const frames = await framesOf(page);
  expect(await databaseVersion(page), 'of the planted database').toBe(version);
  return frames;
}

async function framesOf(page: Page): Promise<Map<string, string[]>> {
  const frames = new Map<string, string[]>();
  for (const id of WALKS) {
    const record = await readWalkRecord(page, id);
    frames.set(id, record.frames.map((frame) => `${frameKey(frame)} ${frame.counts.join()}`).sort());
  }
  return frames;
}

/** Asked for; it goes on by itself. */
const openWalks = (browser: ExtensionBrowser): Promise<Page> => browser.open('dashboard.html#/walks');

async function expectBroughtUp(browser: ExtensionBrowser, before: Map<string, string[]>): Promise<void> {
  const page = await openWalks(browser);
  await page.getByText(`${WALKS.length} walks, all on this computer`).waitFor();
  expect(await databaseVersion(page)).toBe(DATABASE_VERSION);
  const after = await framesOf(page);
  for (const id of WALKS) {
    expect(before.get(id)!.length).toBeGreaterThan(1000);
    expect(after.get(id)).toEqual(before.get(id));
  }
}

it('every older version of the database is looked at', () => {
  expect(Object.keys(OLDER_DATABASES).map(Number)).toEqual(
    Array.from({ length: DATABASE_VERSION - 1 }, (_, i) => i + 1),
  );
});

for (const version of Object.keys(OLDER_DATABASES).map(Number))
  describeEndToEnd(`a database of version ${version}`, () => {
    let browser: ExtensionBrowser;

    afterAll(async () => {
      await browser?.close();
    });

    it('is brought up to date with every frame in it', async () => {
      browser = await ExtensionBrowser.launch();
      const page = await browser.open(QUIET_PAGE);
      const before = await plantAll(page, version);
      await page.close();
      await expectBroughtUp(browser, before);
      expect(browser.complaints).toEqual([]);
    });
  });

describeEndToEnd(`a browser that is killed ${KILLS} times while it brings a database up to date`, () => {
  const profiles: string[] = [];
  let browser: ExtensionBrowser;

  afterAll(async () => {
    await browser?.close();
    for (const profile of profiles) rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  });

  it('finds every frame afterwards', async () => {
    const moments = fc.sample(
      fc.record({ afterMs: fc.integer({ min: 0, max: 400 }), version: fc.constantFrom(1, 2) }),
      {
        numRuns: KILLS,
        seed: SEED,
      },
    );
    for (const { afterMs, version } of moments) {
      const profile = newProfile();
      profiles.push(profile);
      browser = await ExtensionBrowser.launch({ profile });
      const quiet = await browser.open(QUIET_PAGE);
      const before = await plantAll(quiet, version);
      void openWalks(browser).catch(() => {});
      await quiet.waitForTimeout(afterMs);
      await browser.kill();
      browser = await ExtensionBrowser.launch({ profile });
      await expectBroughtUp(browser, before);
      await browser.close();
    }
  }, 600_000);
});
