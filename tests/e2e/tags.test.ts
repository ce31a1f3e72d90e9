import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TagReport } from '../../lib/app/tag-report';
import { CATPACE_SERVICE } from '../../lib/tag/catpace/profile';
import { PROGRESSOR_SERVICE } from '../../lib/tag/progressor/profile';
import { answerChooser } from '../support/browser/device-chooser';
import { describeEndToEnd } from '../support/browser/describe-end-to-end';
import { ExtensionBrowser } from '../support/browser/extension-browser';
import { saveLooks } from '../support/browser/screenshots';
import {
  framesOfTruth,
  type PlainFrame,
  readWalkRecord,
  type WalkRecord,
} from '../support/browser/walk-record';
import { WalkWindow } from '../support/browser/walk-window';
import { VirtualRadio } from '../support/virtual-tag/virtual-radio';

const CHUNKS = join(import.meta.dirname, '../../.output/chrome-mv3/chunks');
const HARNESS = 'Catpace A1B2';
const GAUGE = 'Progressor_4201';
const STREAM_MS = 6_000;
/** Two clocks over one radio: how far apart the same moment may lie in the record, ms. */
const TOGETHER_MS = 60;

/** A cat that walks now and then, and a lead that never shows the same two values twice. Ready-made: both tags boot at once. */
const MADE_UP = {
  accel: {
    rateHz: 50,
    values: Float64Array.from({ length: 50 * 120 * 3 }, (_, i) =>
      i % 3 === 2 ? 1 + (i % 3000 < 1500 ? 0.4 : 0.004) * Math.sin(i * 1.7) : 0,
    ),
  },
  tension: {
    rateHz: 80,
    values: Float64Array.from({ length: 80 * 120 }, (_, i) => 1 + i / 1000 + 0.4 * Math.sin(i / 3)),
  },
};

/** A motion tag on the harness and a force gauge at the hand, in one walk. Each part leans on those before. */
describeEndToEnd('two tags in one walk', () => {
  let radio: VirtualRadio;
  let browser: ExtensionBrowser;
  let walkWindow: WalkWindow;
  let record: WalkRecord;

  beforeAll(async () => {
    const source = { from: 'streams', streams: MADE_UP } as const;
    const capabilities = { accel: true, tension: false, gyro: false, log: true, button: true };
    radio = await VirtualRadio.start({
      tags: [
        { id: 'harness', name: HARNESS, kind: 'catpace', source, firmware: { capabilities } },
        { id: 'gauge', name: GAUGE, kind: 'progressor', source },
      ],
      speed: 1,
      adapter: 'on',
    });
    browser = await ExtensionBrowser.launch({ environment: radio.environment });
    walkWindow = await WalkWindow.open(browser);
  });

  afterAll(async () => {
    await browser?.close();
    await radio?.stop();
  });

  const link = (name: string, words = '') =>
    walkWindow.page.getByTestId('link').filter({ hasText: name }).filter({ hasText: words });

  it('names every tag that works before one is chosen', async () => {
    const { page } = walkWindow;
    await page.getByText('Tags that work').click();
    await page.getByRole('heading', { name: 'BBC micro:bit' }).waitFor();
    expect(await page.getByText('Not yet tried on a real one.').count()).toBe(6);
    await saveLooks(page, 'tags-that-work');
  });

  it('has the page that makes a tag of a board, and the program with it', async () => {
    const { page } = walkWindow;
    await page.getByRole('button', { name: /^Make a tag from/ }).click();
    await page.getByRole('heading', { name: 'Bangle.js 2' }).waitFor();
    await saveLooks(page, 'make-a-tag');
    // The text of the program is part of the build, once.
    const chunks = readdirSync(CHUNKS).map((name) => readFileSync(join(CHUNKS, name), 'utf8'));
    expect(chunks.filter((text) => /VERSION = '\d+\.\d+\.\d+'/.test(text))).toHaveLength(1);
    const choose = () => page.getByRole('button', { name: 'Choose board' }).click();
    await answerChooser(page, { cancelAfter: () => Promise.resolve() }, choose);
    await page.getByText('No tag was chosen.').waitFor();
    await page.getByRole('button', { name: '‹ Back' }).click();
    await page.getByRole('button', { name: 'Choose tag', exact: true }).waitFor();
  });

  it('begins with the harness alone, and shows no number for a lead that it does not measure', async () => {
    const { page } = walkWindow;
    await walkWindow.walkWith(HARNESS);
    await page.getByTestId('no-tension').waitFor();
    await page
      .getByTestId('activity')
      .filter({ hasText: /Moving|Still/ })
      .waitFor();
    expect(await page.getByTestId('tension').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Set zero' }).count()).toBe(0);
    await saveLooks(page, 'walk-without-tension');
  });

  it('takes the gauge in while it runs', async () => {
    const { page } = walkWindow;
    await page.getByText('Link details').click();
    await answerChooser(page, { pick: GAUGE }, () =>
      page.getByRole('button', { name: /^Add a tag/ }).click(),
    );
    await page.getByTestId('tension').filter({ hasText: /\d/ }).waitFor();
    await link(GAUGE).waitFor();
    await link(HARNESS).waitFor();
    await page.getByText('70%').waitFor();
    await page.getByText('87%').waitFor();
    await saveLooks(page, 'walk-two-tags');
    await page.waitForTimeout(STREAM_MS);
  });

  it('knows a tag that is chosen a second time', async () => {
    const { page } = walkWindow;
    await answerChooser(page, { pick: GAUGE }, () =>
      page.getByRole('button', { name: /^Add a tag/ }).click(),
    );
    await page.getByText('This tag is part of the walk already.').waitFor();
    await page.getByRole('button', { name: 'All right' }).click();
    expect(await page.getByTestId('link').count()).toBe(2);
  });

  it('saves what the tags sent as a report, after it was shown', async () => {
    const { page } = walkWindow;
    await page.getByRole('button', { name: 'Save tag report' }).click();
    await page.getByLabel('The whole report').waitFor();
    await saveLooks(page, 'tag-report');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe('catpace-tag-report-catpace-progressor.json');
    const report = JSON.parse(readFileSync(await saved.path(), 'utf8')) as TagReport;
    const [harness, gauge] = report.tags;
    const bytesOf = (entry: typeof gauge, uuid: string): string[] =>
      entry!.packets.flatMap(({ characteristic, hex }) => (characteristic === uuid ? hex : []));
    expect(bytesOf(harness, CATPACE_SERVICE.data).length).toBeGreaterThan(20);
    // The gauge's command to begin.
    expect(bytesOf(gauge, PROGRESSOR_SERVICE.control)).toContain('65');
    expect(gauge).toMatchObject({ family: 'progressor', nameBegins: 'Progressor', firmware: '1.2.3' });
    // Whose tags they are is not told. Among so many bytes these digits come up by chance.
    const withoutBytes = report.tags.map((each) => ({ ...each, packets: [] }));
    expect(JSON.stringify({ ...report, tags: withoutBytes })).not.toContain('4201');
  });

  it('loses and finds either tag alone', async () => {
    const { page } = walkWindow;
    await radio.familyTag('gauge').setInRange(false);
    await link(GAUGE, 'Looking for').waitFor();
    expect(await link(HARNESS, 'Looking for').count()).toBe(0);
    await page.getByTestId('level').filter({ hasText: 'No reading of the lead' }).waitFor();
    await radio.familyTag('gauge').setInRange(true);
    await link(GAUGE, 'Looking for').waitFor({ state: 'detached', timeout: 60_000 });
    await page.getByTestId('tension').filter({ hasText: /\d/ }).waitFor();

    await radio.tag('harness').dropLink();
    await link(HARNESS, 'Looking for').waitFor();
    expect(await link(GAUGE, 'Looking for').count()).toBe(0);
    await link(HARNESS, 'Looking for').waitFor({ state: 'detached', timeout: 60_000 });
    await page.waitForTimeout(STREAM_MS);
  });

  it('has both streams in one record, on one timeline', async () => {
    const walkId = await walkWindow.walkId();
    await walkWindow.end();
    const [harness, gauge] = [await radio.tag('harness').truth(), await radio.familyTag('gauge').truth()];
    record = await readWalkRecord(walkWindow.page, walkId);
    expect(record.walk.tags.map(({ family, name }) => [family, name])).toEqual([
      ['catpace', HARNESS],
      ['progressor', GAUGE],
    ]);
    const of = (kind: PlainFrame['kind']): PlainFrame[] =>
      record.frames.filter((frame) => frame.kind === kind).sort((a, b) => a.tMs - b.tMs);

    // The harness loses nothing: its log has what the radio dropped.
    const made = framesOfTruth(harness.boots);
    expect(of('accel').map(({ seq }) => seq)).toEqual(made.map(({ seq }) => seq));

    // The same moment of the world lies at the same moment of the walk, whichever tag saw it.
    const worldOf = new Map(made.map(({ seq, tMs }) => [seq, tMs]));
    const bodyShiftMs = median(of('accel').map(({ seq, tMs }) => tMs - worldOf.get(seq)!));
    const { unitPerCount } = record.walk.tags[1]!.streams[0]!;
    const pulls = of('tension').flatMap(({ counts }) => counts);
    expect(pulls.length).toBeGreaterThan(80 * 8);
    const isFelt = (at: number): boolean =>
      pulls.slice(0, 24).every((count, i) => {
        const [feltN = NaN] = gauge.felt[at + i]?.values ?? [];
        return Math.abs(count * unitPerCount - feltN) < 0.03;
      });
    const firstFelt = gauge.felt.findIndex((_, at) => isFelt(at));
    expect(firstFelt).toBeGreaterThanOrEqual(0);
    const handShiftMs = of('tension')[0]!.tMs - (gauge.felt[firstFelt]!.atMs - WORLD_BEGINS_MS);
    console.log(
      `${of('accel').length} frames of motion and ${pulls.length} pulls in one walk of ${Math.round(record.walk.durationMs! / 1000)} s; ` +
        `the two clocks lie ${Math.abs(handShiftMs - bodyShiftMs).toFixed(0)} ms apart`,
    );
    expect(Math.abs(handShiftMs - bodyShiftMs)).toBeLessThan(TOGETHER_MS);
  });

  it('names in the replay what each stream came from', async () => {
    const page = await browser.open(`dashboard.html#/walks/${record.walk.id}`);
    await page.waitForFunction(() => document.documentElement.dataset['page'] === 'replay');
    const sources = await page.getByTestId('sources').innerText();
    expect(sources).toContain(`Motion from ${HARNESS}`);
    expect(sources).toContain(`Pull from ${GAUGE}`);
    await saveLooks(page, 'replay-two-tags');
  });

  it('made no page complain', () => {
    expect(browser.complaints).toEqual([]);
    expect(browser.requests).toEqual([]);
  });
});

const ALONE_MS = 60_000;

/** The window is closed while the tag is out of reach. It walks on, and comes back. */
describeEndToEnd('a tag that walked alone', () => {
  let radio: VirtualRadio;
  let browser: ExtensionBrowser;
  let cutOffId: string;

  beforeAll(async () => {
    const source = { from: 'walk', seed: 7, durationMs: ALONE_MS * 3 } as const;
    radio = await VirtualRadio.start({
      tags: [{ id: 'tag', name: HARNESS, kind: 'catpace', source }],
      speed: 1,
      adapter: 'on',
    });
    browser = await ExtensionBrowser.launch({ environment: radio.environment });
  });

  afterAll(async () => {
    await browser?.close();
    await radio?.stop();
  });

  it('goes on when nobody listens any more', async () => {
    const walkWindow = await WalkWindow.open(browser);
    await walkWindow.walkWith(HARNESS);
    await walkWindow.page.waitForTimeout(3_000);
    cutOffId = await walkWindow.walkId();
    await radio.tag('tag').setInRange(false);
    await walkWindow.page.close();
    await radio.radio.setSpeed(10);
    const sourceMs = async (): Promise<number> => (await radio.tag('tag').truth()).sourceMs;
    await expect.poll(sourceMs, { timeout: 30_000 }).toBeGreaterThan(ALONE_MS);
    await radio.radio.setSpeed(1);
    await radio.tag('tag').setInRange(true);
  });

  it('gives its walk when it is back: what was made is here, once', async () => {
    const walkWindow = await WalkWindow.open(browser);
    const { page } = walkWindow;
    // Whoever would walk on with it is warned: the tag would forget.
    await walkWindow.chooseTag(HARNESS);
    await page.getByText('This tag has walked alone, and that walk is not here yet.').waitFor();
    await page.getByRole('button', { name: /^Fetch a walk/ }).click();
    await page.getByRole('heading', { name: 'Fetch a walk from the tag' }).waitFor();
    await answerChooser(page, { pick: HARNESS }, () =>
      page.getByRole('button', { name: 'Choose tag' }).click(),
    );
    await page.getByText('The walk is here').waitFor({ timeout: 60_000 });
    await saveLooks(page, 'fetched-walk');
    const opened = browser.context.waitForEvent('page');
    await page.getByRole('button', { name: 'See the replay' }).click();
    const replay = await opened;
    await replay.waitForFunction(() => document.documentElement.dataset['page'] === 'replay');
    const walkId = new URL(replay.url()).hash.split('/').at(-1)!;
    expect(walkId).not.toBe(cutOffId);

    const truth = await radio.tag('tag').truth();
    expect(truth.streaming).toBe(false);
    const made = framesOfTruth(truth.boots).map(({ seq }) => seq);
    const cutOff = await readWalkRecord(page, cutOffId);
    const fetched = await readWalkRecord(page, walkId);
    const kept = [...cutOff.frames, ...fetched.frames].map(({ seq }) => seq).sort((a, b) => a - b);
    expect(kept).toEqual(made);
    expect(fetched.walk.status).toBe('ended');
    expect(fetched.walk.durationMs).toBeGreaterThan(ALONE_MS * 0.8);
    expect(truth.log.firstSeq).toBe(truth.log.nextSeq);
    console.log(
      `${cutOff.frames.length} frames of the walk that was cut off, ${fetched.frames.length} fetched: ` +
        `${Math.round(fetched.walk.durationMs! / 1000)} s, every frame once`,
    );
  });

  it('made no page complain', () => {
    expect(browser.complaints).toEqual([]);
  });
});

/** The virtual world's clock when its tags boot, ms. */
const WORLD_BEGINS_MS = 5_000;

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
