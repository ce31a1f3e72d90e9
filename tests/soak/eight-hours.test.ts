import type { CDPSession } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEndToEnd } from '../support/browser/describe-end-to-end';
import { ExtensionBrowser } from '../support/browser/extension-browser';
import { readWalkRecord } from '../support/browser/walk-record';
import { TaskTrace, type MainThreadTask } from '../support/browser/task-trace';
import { WalkWindow } from '../support/browser/walk-window';
import { accountFor } from '../support/frame-account';
import { restUntilFetched } from '../support/half-hour-of-trouble';
import { VirtualRadio } from '../support/virtual-tag/virtual-radio';

const TAG = 'Catpace 8888';
const HOUR_MS = 3_600_000;
const HOURS = Number(process.env.CATPACE_SOAK_HOURS ?? 8);
const WALK_MS = HOURS * HOUR_MS;
/** Walk time runs this much faster than the clock on the wall. */
const SPEED = 20;
/** By then what holds the last minutes by the wall's clock is full too: the log of packets holds five (lib/app/packet-log.ts), 100 min at 20×. */
const WARM_UP_MS = Math.min(2 * HOUR_MS, WALK_MS / 4);
/** So long is compared, after the warm-up and at the end. */
const COMPARED_MS = Math.min(HOUR_MS, WALK_MS / 4);
const LOOK_EVERY_MS = HOUR_MS / 4;
/** A task that takes longer makes a page stutter, ms (https://w3c.github.io/longtasks/). */
const LONG_MS = 50;
/** Of the heap after the warm-up. */
const MAY_GROW = 0.05;

const longest = (ms: readonly number[]): number => Math.round(Math.max(0, ...ms));

describeEndToEnd(`a walk of ${HOURS} hours (at ${SPEED}×)`, () => {
  let radio: VirtualRadio;
  let browser: ExtensionBrowser;
  let walkWindow: WalkWindow;
  let session: CDPSession;

  beforeAll(async () => {
    const seeds = Array.from({ length: Math.ceil(WALK_MS / 360_000) + 2 }, (_, i) => 100 + i);
    radio = await VirtualRadio.start({
      tags: [{ id: 'tag', name: TAG, kind: 'catpace', source: { from: 'walks', seeds, eachMs: 360_000 } }],
      speed: 1,
      adapter: 'on',
    });
    browser = await ExtensionBrowser.launch({ environment: radio.environment });
    walkWindow = await WalkWindow.open(browser);
    session = await walkWindow.page.context().newCDPSession(walkWindow.page);
    await walkWindow.walkWith(TAG);
    await radio.radio.setSpeed(SPEED);
  });

  afterAll(async () => {
    await browser?.close();
    await radio?.stop();
  });

  /** Of the page that walks, after its garbage is gone, bytes. */
  async function heapBytes(): Promise<number> {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize;
  }

  it('takes no more memory in its last hour than in its third, and loses no sample', async () => {
    const { page } = walkWindow;
    const heap: { hours: number; bytes: number }[] = [];
    const beganMs = Date.now();
    const limit = { timeout: WALK_MS, interval: 1_000 };
    // Not while a look is taken: collecting all garbage is a long task of its own, which no walk asks for.
    const trace = await TaskTrace.of(page, LONG_MS);
    const tasks: MainThreadTask[] = [];
    await trace.start();
    for (let next = WARM_UP_MS; next <= WALK_MS; next += LOOK_EVERY_MS) {
      await expect.poll(async () => (await radio.tag('tag').trouble()).sourceMs, limit).toBeGreaterThan(next);
      tasks.push(...(await trace.stop()));
      heap.push({ hours: next / HOUR_MS, bytes: await heapBytes() });
      await trace.start();
    }
    await radio.radio.setSpeed(1);
    const minutes = (Date.now() - beganMs) / 60_000;
    tasks.push(...(await trace.stop()));
    const longOnes = tasks.filter(({ cpuMs }) => cpuMs > LONG_MS);
    // A record that is folded again for a late frame is held for that long: the least of an hour tells what stays.
    const leastOf = (fromMs: number): number =>
      Math.min(
        ...heap
          .filter(({ hours }) => hours >= fromMs / HOUR_MS && hours <= (fromMs + COMPARED_MS) / HOUR_MS)
          .map(({ bytes }) => bytes),
      );
    const growth = leastOf(WALK_MS - COMPARED_MS) / leastOf(WARM_UP_MS) - 1;
    console.log(
      `Heap, MB: ${heap.map(({ hours, bytes }) => `${hours} h ${(bytes / 1e6).toFixed(2)}`).join(', ')}; what stays has ` +
        `grown after the warm-up by ${(100 * growth).toFixed(1)} % (aim: below 5 %). Tasks of more than ${LONG_MS} ms in ` +
        `${minutes.toFixed(0)} minutes: ${longOnes.length} by processor time (aim: fewer than one a minute), the longest ` +
        `${longest(tasks.map(({ cpuMs }) => cpuMs))} ms; ${tasks.length} by the wall's clock, with what the machine did besides, the longest ` +
        `${longest(tasks.map(({ wallMs }) => wallMs))} ms`,
    );
    await restUntilFetched(walkWindow);
    const walkId = await walkWindow.walkId();
    await walkWindow.end();
    const account = accountFor(await radio.tag('tag').truth(), await readWalkRecord(page, walkId));
    const { made, kept, doubled, changed, alien, missing } = account;
    console.log(`${made} frames made, ${kept} in the database`);
    expect({ doubled, changed, alien, missing }).toEqual({ doubled: [], changed: [], alien: [], missing: 0 });
    expect(growth).toBeLessThan(MAY_GROW);
    expect(longOnes.length / minutes).toBeLessThan(1);
  }, 3_600_000);

  it('made no page complain and no request leave the browser', () => {
    expect(browser.complaints).toEqual([]);
    expect(browser.requests).toEqual([]);
  });
});
