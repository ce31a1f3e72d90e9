import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEndToEnd } from '../support/browser/describe-end-to-end';
import { ExtensionBrowser, newProfile } from '../support/browser/extension-browser';
import { saveScreenshot } from '../support/browser/screenshots';
import { framesOfTruth, frameKey, readWalkRecord, type PlainFrame } from '../support/browser/walk-record';
import { WalkWindow } from '../support/browser/walk-window';
import type { TagTruth } from '../support/virtual-tag/radio-messages';
import { until } from '../support/until';
import { VirtualRadio } from '../support/virtual-tag/virtual-radio';

const TAG = 'Catpace E5F6';
const WALKED_MS = 20_000;
/** What a crash may cost, ms. */
const MAY_LOSE_MS = 2_000;

/** Device time at which a frame's last sample ends. */
function endMs({ kind, tMs, counts }: PlainFrame): number {
  return tMs + (kind === 'tension' ? counts.length / 80 : counts.length / 3 / 50) * 1000;
}

describeEndToEnd('a browser that is killed in the middle of a walk', () => {
  const profile = newProfile();
  let radio: VirtualRadio;
  let browser: ExtensionBrowser;
  let walkWindow: WalkWindow;
  let walkId: string;
  let truth: TagTruth;

  beforeAll(async () => {
    const source = { from: 'walk', seed: 11, durationMs: 10 * 60_000 } as const;
    // At true speed: two seconds of walk are two seconds.
    radio = await VirtualRadio.start({
      tags: [{ id: 'tag', name: TAG, kind: 'catpace', source }],
      speed: 1,
      adapter: 'on',
    });
    browser = await ExtensionBrowser.launch({ environment: radio.environment, profile });
    walkWindow = await WalkWindow.open(browser);
    await walkWindow.walkWith(TAG);
    walkId = await walkWindow.walkId();
    await until('the cat has walked', async () => (await radio.tag('tag').truth()).sourceMs > WALKED_MS);
    truth = await radio.tag('tag').truth();
    await browser.kill();
  });

  afterAll(async () => {
    await browser?.close();
    await radio?.stop();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  });

  it('offers the walk at the next start and has all but the last two seconds of it', async () => {
    browser = await ExtensionBrowser.launch({ environment: radio.environment, profile });
    walkWindow = await WalkWindow.open(browser);
    const { page } = walkWindow;
    await page.getByRole('heading', { name: 'A walk was cut off' }).waitFor();
    await saveScreenshot(page, 'recovery');
    await page.getByRole('button', { name: 'Keep it' }).click();
    await walkWindow.until('review');

    const record = await readWalkRecord(page, walkId);
    expect(record.walk.status).toBe('recovered');
    const sent = framesOfTruth(truth.boots);
    const kept = new Map(record.frames.map((frame) => [frameKey(frame), frame]));
    const lost = sent.filter((frame) => !kept.has(frameKey(frame)));
    const lastSentMs = Math.max(...sent.map(endMs));
    const lostMs = lost.length === 0 ? 0 : lastSentMs - Math.min(...lost.map(({ tMs }) => tMs));
    console.log(`${kept.size} of ${sent.length} frames were safe; the last ${lostMs} ms are lost`);
    expect(lostMs).toBeLessThanOrEqual(MAY_LOSE_MS);
    for (const frame of sent) {
      const same = kept.get(frameKey(frame));
      if (same) expect(same.counts).toEqual(frame.counts);
    }
    expect(record.detections).toHaveLength(1);
  });

  it('can begin another walk with the same tag', async () => {
    await walkWindow.page.getByRole('button', { name: 'Done' }).click();
    await walkWindow.until('setup');
    expect(await walkWindow.page.getByRole('heading', { name: 'A walk was cut off' }).count()).toBe(0);
    await walkWindow.walkWith(TAG);
    expect(await walkWindow.walkId()).not.toBe(walkId);
    await walkWindow.end();
  });

  it('made no page complain and no request leave the browser', () => {
    expect(browser.complaints).toEqual([]);
    expect(browser.requests).toEqual([]);
  });
});
