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
import { until } from '../support/until';

/** A page of the extension that opens no database. */
const QUIET_PAGE = 'licences.txt';
const WALKS = ['0001', '0002', '0003'].map((end) => `01900000-0000-7000-8000-00000000${end}`);
const MINUTES = 6;
/** The upgrade's transaction is kept open for so long where the browser is killed, ms. */
const HELD_MS = 2_000;
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

/** Where the upgrade stood when last heard of. */
type Stage = 'not begun' | 'under way' | 'done';

/**
 * The product's own upgrade, in a transaction that is kept open for a while longer: of itself it takes a few ms, however much
 * there is in the database, since it only adds stores. @returns where it stands
 */
async function watchUpgrade({ context }: ExtensionBrowser): Promise<() => Stage> {
  let stage: Stage = 'not begun';
  await context.exposeBinding('tellStage', (_, told: Stage) => void (stage = told));
  await context.addInitScript((heldMs) => {
    const { tellStage } = window as unknown as { tellStage(stage: Stage): void };
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (this: IDBFactory, ...args) {
      const opening = open.apply(this, args);
      opening.addEventListener('upgradeneeded', ({ oldVersion }) => {
        if (oldVersion === 0) return;
        tellStage('under way');
        const untilMs = performance.now() + heldMs;
        const ask = (): void => {
          if (performance.now() > untilMs) return;
          opening.transaction!.objectStore('walks').count().onsuccess = ask;
        };
        ask();
        opening.addEventListener('success', () => tellStage('done'));
      });
      return opening;
    };
  }, HELD_MS);
  return () => stage;
}

/** Chunks that lie on their own until a page has the time to pack them. */
function countChunks(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('catpace');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const counting = opening.result.transaction('chunks').objectStore('chunks').count();
          counting.onerror = () => reject(counting.error);
          counting.onsuccess = () => {
            opening.result.close();
            resolve(counting.result);
          };
        };
      }),
  );
}

describeEndToEnd(`a browser that is killed ${KILLS} times while it brings a database up to date`, () => {
  const profiles: string[] = [];
  let browser: ExtensionBrowser;

  afterAll(async () => {
    await browser?.close();
    for (const profile of profiles) rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  });

  /** A profile of its own with an older database, and a page that does not touch it. */
  async function begin(version: number) {
    const profile = newProfile();
    profiles.push(profile);
    browser = await ExtensionBrowser.launch({ profile });
    const stage = await watchUpgrade(browser);
    const quiet = await browser.open(QUIET_PAGE);
    const before = await plantAll(quiet, version);
    return { profile, stage, quiet, before };
  }

  it('finds every frame afterwards', async () => {
    // From the first moment until the last walk is packed: so long it takes here and now.
    const unharmed = await begin(1);
    const beganMs = performance.now();
    await openWalks(browser);
    // Whoever looks before would be in the upgrade's way.
    await until('it is upgraded', async () => unharmed.stage() === 'done');
    await until('every walk is packed', async () => (await countChunks(unharmed.quiet)) === 0);
    const wholeMs = performance.now() - beganMs;
    await browser.close();

    const found = { 'not begun': 0, 'under way': 0, packing: 0, packed: 0 };
    const draws = fc.sample(
      fc.record({ share: fc.double({ min: 0, max: 1, noNaN: true }), version: fc.constantFrom(1, 2) }),
      { numRuns: KILLS, seed: SEED },
    );
    for (const [nth, { share, version }] of draws.entries()) {
      const { profile, stage, quiet, before } = await begin(version);
      void openWalks(browser).catch(() => {});
      // Each in a part of its own, so that none of the whole time is left out.
      await quiet.waitForTimeout((wholeMs * (nth + share)) / KILLS);
      const killedAt = stage();
      await browser.kill();
      browser = await ExtensionBrowser.launch({ profile });
      if (killedAt !== 'done') found[killedAt]++;
      else {
        const chunks = await countChunks(await browser.open(QUIET_PAGE));
        found[chunks > 0 ? 'packing' : 'packed']++;
      }
      await expectBroughtUp(browser, before);
      await browser.close();
    }
    console.log(
      `${KILLS} kills (seed ${SEED}) over the ${wholeMs.toFixed(0)} ms from the page's opening until the last walk is packed, ` +
        `${HELD_MS} ms of it the upgrade: ${found['not begun']} before the upgrade, ${found['under way']} in it, ${found.packing} ` +
        `while walks were packed, ${found.packed} after`,
    );
    expect(found['under way']).toBeGreaterThan(0);
    if (KILLS >= 20) expect(found.packing).toBeGreaterThan(0);
  }, 1_800_000);
});
