import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEndToEnd } from '../support/browser/describe-end-to-end';
import { answerChooser } from '../support/browser/device-chooser';
import { ExtensionBrowser, newProfile } from '../support/browser/extension-browser';
import { readAllWalkRecords, type WalkRecord } from '../support/browser/walk-record';
import { WalkWindow } from '../support/browser/walk-window';
import { accountFor } from '../support/frame-account';
import {
  BAD_RADIO,
  HALF_HOUR_TAG,
  planTrouble,
  restUntilFetched,
  SPEED,
  TAG,
  WALK_MS,
} from '../support/half-hour-of-trouble';
import { NO_FAULTS } from '../support/virtual-tag/radio-faults';
import type { TagTruth } from '../support/virtual-tag/radio-messages';
import { VirtualRadio } from '../support/virtual-tag/virtual-radio';

/** Killed before these troubles of the plan, two thirds of the way from the one before: the link is up then. */
const KILLS = [5, 19];

describeEndToEnd('a walk at the edge of radio range, with the browser killed twice', () => {
  const profile = newProfile();
  let radio: VirtualRadio;
  let browser: ExtensionBrowser;
  let walkWindow: WalkWindow;
  let truth: TagTruth;
  let records: WalkRecord[];

  beforeAll(async () => {
    radio = await VirtualRadio.start({ tags: [HALF_HOUR_TAG], speed: 1, adapter: 'on' });
    browser = await ExtensionBrowser.launch({ environment: radio.environment, profile });
    walkWindow = await WalkWindow.open(browser);
    await walkWindow.walkWith(TAG);
  });

  afterAll(async () => {
    await browser?.close();
    await radio?.stop();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  });

  /** What its owner does when the browser is back: keep what is here, fetch what the tag has, walk on. */
  async function walkOnAfterKill(): Promise<void> {
    walkWindow = await WalkWindow.open(browser);
    const { page } = walkWindow;
    await page.getByRole('button', { name: 'Keep it' }).click();
    await walkWindow.until('review');
    await page.getByRole('button', { name: 'Done' }).click();
    await walkWindow.until('setup');
    await page.getByRole('button', { name: /^Fetch a walk/ }).click();
    await answerChooser(page, { pick: TAG }, () => page.getByRole('button', { name: 'Choose tag' }).click());
    const done = page.getByText(/walks? (is|are) here$|nothing that is not here/);
    await done.waitFor({ timeout: 60_000 }).catch(async () => {
      throw new Error(`Not fetched: ${await page.getByRole('main').innerText()}`);
    });
    await page.getByRole('button', { name: /Back/ }).click();
    await walkWindow.walkWith(TAG);
  }

  it(`goes on for 30 minutes (at ${SPEED}×), as several walks`, async () => {
    const tag = radio.tag('tag');
    let plan = planTrouble();
    let endMs = WALK_MS;
    await tag.setRadioFaults(BAD_RADIO);
    await tag.planTrouble(plan);
    const sourceMs = async (): Promise<number> => (await tag.trouble()).sourceMs;
    const far = { timeout: (WALK_MS / SPEED) * 2, interval: 100 };
    for (const next of KILLS) {
      const before = plan[next - 1]!;
      const overMs = before.atMs + (before.trouble === 'away' ? before.forMs : 0);
      await radio.radio.setSpeed(SPEED);
      await expect.poll(sourceMs, far).toBeGreaterThan((overMs + 2 * plan[next]!.atMs) / 3);
      await radio.radio.setSpeed(1);
      // While nobody walks no trouble comes.
      await tag.planTrouble([]);
      const killedMs = await sourceMs();
      await browser.kill();
      browser = await ExtensionBrowser.launch({ environment: radio.environment, profile });
      await walkOnAfterKill();
      const pausedMs = (await sourceMs()) - killedMs;
      plan = plan.map((each) => ({ ...each, atMs: each.atMs + pausedMs }));
      endMs += pausedMs;
      await tag.planTrouble(plan.slice(next));
    }
    await radio.radio.setSpeed(SPEED);
    await expect.poll(sourceMs, far).toBeGreaterThan(endMs);
    await tag.setRadioFaults(NO_FAULTS);
    await restUntilFetched(walkWindow);
    await walkWindow.end();
    truth = await tag.truth();
    records = await readAllWalkRecords(walkWindow.page);
  }, 300_000);

  it('has every frame that the tag still had in the database, once and unchanged', () => {
    const account = accountFor(truth, ...records);
    const { made, kept, doubled, changed, alien, missing, overwritten, lostWithBoot, unexplained } = account;
    console.log(
      `With ${KILLS.length} kills: ${records.length} walks of ${records.map(({ frames }) => frames.length).join(' + ')} frames; ` +
        `${made} made, ${kept} in the database, ${doubled.length} of them twice, ${missing} missing: ${overwritten} overwritten ` +
        `on the tag, ${lostWithBoot} gone with its boot, ${unexplained.length} otherwise`,
    );
    expect({ doubled, changed, alien, unexplained }).toEqual({
      doubled: [],
      changed: [],
      alien: [],
      unexplained: [],
    });
    expect(records.length).toBeGreaterThanOrEqual(KILLS.length + 1);
  });

  it('made no page complain and no request leave the browser', () => {
    expect(browser.complaints).toEqual([]);
    expect(browser.requests).toEqual([]);
  });
});
