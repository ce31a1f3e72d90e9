import { afterAll, beforeAll, expect, it } from 'vitest';
import { tagErrorSentence } from '../../lib/app/sentences';
import { describeEndToEnd } from '../support/browser/describe-end-to-end';
import { ExtensionBrowser } from '../support/browser/extension-browser';
import { saveScreenshot } from '../support/browser/screenshots';
import { readAllWalkRecords } from '../support/browser/walk-record';
import { WalkWindow } from '../support/browser/walk-window';
import { accountFor } from '../support/frame-account';
import { until } from '../support/until';
import { VirtualRadio } from '../support/virtual-tag/virtual-radio';

const TAGS = { first: 'Catpace AB01', second: 'Catpace AB02' } as const;
const WALKED_MS = 30_000;
const SHARED = tagErrorSentence('tag-shared');

/** Two people's profiles on one computer, which has one Bluetooth: two browsers at once, each with a database of its own. */
describeEndToEnd('two profiles that walk at once', () => {
  let radio: VirtualRadio;
  const browsers: ExtensionBrowser[] = [];
  let first: WalkWindow;
  let second: WalkWindow;

  beforeAll(async () => {
    const source = (seed: number) => ({ from: 'walk', seed, durationMs: 30 * 60_000 }) as const;
    radio = await VirtualRadio.start({
      tags: [
        { id: 'first', name: TAGS.first, kind: 'catpace', source: source(21), firmware: { firstBootId: 21 } },
        {
          id: 'second',
          name: TAGS.second,
          kind: 'catpace',
          source: source(22),
          firmware: { firstBootId: 22 },
        },
      ],
      speed: 5,
      adapter: 'on',
    });
    for (let i = 0; i < 2; i++)
      browsers.push(await ExtensionBrowser.launch({ environment: radio.environment }));
    [first, second] = (await Promise.all(browsers.map((each) => WalkWindow.open(each)))) as [
      WalkWindow,
      WalkWindow,
    ];
  });

  afterAll(async () => {
    await Promise.all(browsers.map((each) => each.close()));
    await radio?.stop();
  });

  async function walkOn(id: keyof typeof TAGS): Promise<void> {
    const { sourceMs } = await radio.tag(id).trouble();
    await until(
      'the cat has walked on',
      async () => (await radio.tag(id).trouble()).sourceMs > sourceMs + WALKED_MS,
    );
  }

  async function endAndClear(walkWindow: WalkWindow): Promise<void> {
    await walkWindow.end();
    await walkWindow.page.getByRole('button', { name: 'Done' }).click();
    await walkWindow.until('setup');
  }

  it('record each its own cat, and nothing of the other', async () => {
    await first.walkWith(TAGS.first);
    await second.walkWith(TAGS.second);
    await walkOn('second');
    await Promise.all([endAndClear(first), endAndClear(second)]);
    for (const [walkWindow, id] of [
      [first, 'first'],
      [second, 'second'],
    ] as const) {
      const records = await readAllWalkRecords(walkWindow.page);
      expect(records.map(({ walk }) => walk.tags.map(({ name }) => name))).toEqual([[TAGS[id]]]);
      const account = accountFor(await radio.tag(id).truth(), ...records);
      expect(account).toMatchObject({ doubled: [], changed: [], alien: [], missing: 0 });
      expect(account.kept).toBeGreaterThan(100);
    }
  });

  it('are both told when they walk with the same tag, and the one that goes on loses no frame', async () => {
    await first.walkWith(TAGS.first);
    expect(await first.page.getByText(SHARED.title).count()).toBe(0);
    await second.walkWith(TAGS.first);
    for (const { page } of [first, second]) {
      await page.getByRole('alert').filter({ hasText: SHARED.title }).getByText(SHARED.todo).waitFor();
    }
    await saveScreenshot(first.page, 'shared-tag');
    await walkOn('first');
    await second.end();
    await first.page.getByText(SHARED.title).waitFor({ state: 'hidden', timeout: 60_000 });
    await walkOn('first');
    await first.end();
    const truth = await radio.tag('first').truth();
    const account = accountFor(truth, ...(await readAllWalkRecords(first.page)));
    expect(account).toMatchObject({ doubled: [], changed: [], alien: [], missing: 0 });
    const other = accountFor(truth, (await readAllWalkRecords(second.page)).at(-1)!);
    expect(other).toMatchObject({ doubled: [], changed: [], alien: [] });
  });

  it('made no page complain and no request leave a browser', () => {
    for (const { complaints, requests } of browsers) expect([complaints, requests]).toEqual([[], []]);
  });
});
