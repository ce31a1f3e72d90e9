import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEndToEnd } from '../support/browser/describe-end-to-end';
import { answerChooser } from '../support/browser/device-chooser';
import { ExtensionBrowser } from '../support/browser/extension-browser';
import { saveLooks } from '../support/browser/screenshots';
import { readWalkRecord } from '../support/browser/walk-record';
import { WalkWindow } from '../support/browser/walk-window';
import { accountFor } from '../support/frame-account';
import { VirtualRadio } from '../support/virtual-tag/virtual-radio';

const TAG = 'Catpace 4A46';

/**
 * Chromium on Linux drops a page's whole connection to Bluetooth when a link breaks under a call (`lib/tag/gatt/page-bluetooth.ts`).
 * If a later Chromium mends that, the link comes back by itself and the first wait below says so.
 */
describeEndToEnd('a browser whose Bluetooth hangs', () => {
  let radio: VirtualRadio;
  let browser: ExtensionBrowser;
  let walkWindow: WalkWindow;

  beforeAll(async () => {
    const source = { from: 'ramp', durationMs: 600_000 } as const;
    radio = await VirtualRadio.start({
      tags: [{ id: 'tag', name: TAG, kind: 'catpace', source }],
      speed: 1,
      adapter: 'on',
    });
    browser = await ExtensionBrowser.launch({ environment: radio.environment });
    walkWindow = await WalkWindow.open(browser);
    await walkWindow.walkWith(TAG);
  });

  afterAll(async () => {
    await browser?.close();
    await radio?.stop();
  });

  it('says so, takes the tag up again without loading the page, and keeps every frame', async () => {
    const { page } = walkWindow;
    const tag = radio.tag('tag');
    const walkId = await walkWindow.walkId();
    await tag.breakUnderCall();
    await page.getByRole('button', { name: 'Set zero' }).click();
    await page.getByText('The browser’s Bluetooth has hung.').waitFor({ timeout: 60_000 });
    await saveLooks(page, 'walk-hung');
    await answerChooser(page, { pick: TAG }, () =>
      page.getByRole('button', { name: 'Find tag again' }).click(),
    );
    await page.getByText('The browser’s Bluetooth has hung.').waitFor({ state: 'detached' });
    // What the tag logged meanwhile has come, and the walk goes on.
    await expect.poll(async () => (await tag.truth()).resentFrames).toBeGreaterThan(0);
    await walkWindow.end();
    expect(await walkWindow.walkId()).toBe(walkId);
    const truth = await tag.truth();
    const account = accountFor(truth, await readWalkRecord(page, walkId));
    console.log(
      `${account.made} frames made, ${account.kept} kept; over ${truth.connections} links, ${truth.resentFrames} sent again`,
    );
    expect(account.made).toBeGreaterThan(50);
    expect(account).toMatchObject({ kept: account.made, missing: 0, doubled: [], changed: [], alien: [] });
  });
});
