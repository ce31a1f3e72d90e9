import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { chooseTag } from '../../lib/tag/choose-tag';
import type { BackfillProgress, HeldFrames, WantedFrames } from '../../lib/tag/tag';
import { describeEndToEnd } from '../support/browser/describe-end-to-end';
import { answerChooser } from '../support/browser/device-chooser';
import { ExtensionBrowser, newProfile } from '../support/browser/extension-browser';
import { TagProbe } from '../support/browser/tag-probe';
import { until } from '../support/until';
import { VirtualRadio } from '../support/virtual-tag/virtual-radio';

const TAG = 'Catpace 10C5';
const ALONE_MS = 10 * 60_000;
const SPEED = 20;
/** Where in a fetch the link breaks, and where the tag walks away: notifications from its beginning, of the whole log's some 900. */
const BREAK_AT = 120;
const LEAVE_AT = 280;
const BAD_RADIO = { lost: 0.05, doubled: 0.01, late: 0.01 };

/** What a page with our drivers in it has of the log. Frames as boot:seq. */
interface Fetch {
  frames: string[];
  progress: BackfillProgress | null;
  links: string[];
  outcome: string | null;
}

/** Our drivers in real Chromium: the log of a tag that walked alone, through a bad radio and browsers that are killed. */
describeEndToEnd('a log that is fetched', () => {
  const profile = newProfile();
  let radio: VirtualRadio;
  let browser: ExtensionBrowser;
  /** Frames that a database would hold by now: those of the browsers that were killed. */
  const held: string[] = [];

  /** Choose the tag, connect, and begin to fetch. */
  async function beginFetch(wanted: WantedFrames): Promise<() => Promise<Fetch>> {
    const page = await browser.open('popup.html');
    await TagProbe.on(page);
    await page.evaluate((wanted) => {
      const { chooseTag: choose } = (window as unknown as { catpaceTags: { chooseTag: typeof chooseTag } })
        .catpaceTags;
      const fetch: Fetch = { frames: [], progress: null, links: [], outcome: null };
      Object.assign(window, { fetchState: fetch });
      const run = async (): Promise<void> => {
        const tag = await choose(navigator.bluetooth, ['catpace']);
        tag.on('frames', ({ bootId, frames }) => {
          for (const { seq } of frames) fetch.frames.push(`${bootId}:${seq}`);
        });
        tag.on('link', (link) => fetch.links.push(link));
        await tag.connect(wanted);
        await tag.stop();
        await tag.fetchLog!((progress) => (fetch.progress = progress));
      };
      document.querySelector<HTMLButtonElement>('#choose-tag')!.onclick = () =>
        void run().then(
          () => (fetch.outcome = 'done'),
          (error: unknown) => (fetch.outcome = String(error)),
        );
    }, wanted);
    await answerChooser(page, { pick: TAG }, () => page.click('#choose-tag'));
    return () => page.evaluate(() => (window as unknown as { fetchState: Fetch }).fetchState);
  }

  /** Wait for a part of a fetch; one that ended, or stands still, says where. */
  async function untilFetch(
    what: string,
    read: () => Promise<Fetch>,
    isSo: (now: Fetch) => boolean,
  ): Promise<void> {
    let now = await read();
    await until(what, async () => {
      now = await read();
      return isSo(now) || now.outcome !== null;
    }).catch(async (error: unknown) => {
      const { connections, resentFrames } = await radio.tag('tag').truth();
      const state = { ...now, frames: now.frames.length, connections, resentFrames };
      throw new Error(`Stands still: ${JSON.stringify(state)}`, { cause: error });
    });
    if (!isSo(now)) throw new Error(`The fetch ended before that: ${what}, ${JSON.stringify(now.outcome)}`);
  }

  function heldFrames(): HeldFrames[] {
    const seqs = [...new Set(held.map((key) => Number(key.split(':')[1])))].sort((a, b) => a - b);
    return [{ bootId: Number(held[0]!.split(':')[0]), ranges: seqs.map((seq) => ({ from: seq, to: seq })) }];
  }

  beforeAll(async () => {
    const source = { from: 'ramp', durationMs: 60 * 60_000 } as const;
    radio = await VirtualRadio.start({
      tags: [{ id: 'tag', name: TAG, kind: 'catpace', source }],
      speed: 1,
      adapter: 'on',
    });
    browser = await ExtensionBrowser.launch({ environment: radio.environment, profile });
    // Start the tag's streams and leave it alone.
    const page = await browser.open('popup.html');
    const probe = await TagProbe.on(page);
    await probe.choose(TAG);
    await probe.call('start');
    await page.close();
    await radio.radio.setSpeed(SPEED * 3);
    const tag = radio.tag('tag');
    await until('the tag has walked alone', async () => (await tag.truth()).sourceMs > ALONE_MS);
    await radio.radio.setSpeed(SPEED);
    await tag.setRadioFaults(BAD_RADIO);
  });

  afterAll(async () => {
    await browser?.close();
    await radio?.stop();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  });

  it('goes on where it was after the link has broken and the browser was killed twice', async () => {
    const tag = radio.tag('tag');
    for (let kills = 0; kills < 2; kills++) {
      // Breaks once and is back at once; then walks out of range, and the browser is killed while it waits.
      await tag.planBreaks([
        { atNotification: BREAK_AT, leaves: false },
        { atNotification: LEAVE_AT, leaves: true },
      ]);
      const read = await beginFetch(held.length === 0 ? 'whole-log' : heldFrames());
      const lost = (now: Fetch): number => now.links.filter((link) => link === 'reconnecting').length;
      await untilFetch('the link is lost twice', read, (now) => lost(now) === 2);
      held.push(...(await read()).frames);
      expect(held.length).toBeLessThan((await tag.truth()).log.nextSeq);
      await browser.kill();
      await tag.setInRange(true);
      browser = await ExtensionBrowser.launch({ environment: radio.environment, profile });
    }
    const read = await beginFetch(heldFrames());
    await until('all has come', async () => (await read()).outcome !== null);
    const { frames, outcome, progress, links } = await read();
    expect(outcome).toBe('done');
    expect(progress).toEqual({ missing: 0, fetched: 0 });
    expect(links.at(-1)).toBe('preparing');
    const truth = await tag.truth();
    const made = truth.boots[0]!.frames.length;
    const all = [...held, ...frames];
    console.log(
      `${made} frames logged by a tag that walked alone for ${(truth.sourceMs / 60_000).toFixed(1)} min; fetched ${held.length} before ` +
        `two kills and ${frames.length} after, over ${truth.connections - 1} links; ${truth.resentFrames} sent, the air took ` +
        `${truth.radio.lost} notifications`,
    );
    expect(truth.boots).toHaveLength(1);
    expect(all).toHaveLength(made);
    expect(new Set(all).size).toBe(made);
    // Nothing was released: nothing was said to be safe.
    expect(truth.log.firstSeq).toBe(0);
  });
});
