import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { tagErrorSentence } from '../../lib/app/sentences';
import type { TagErrorCode } from '../../lib/tag/tag-error';
import { describeEndToEnd } from '../support/browser/describe-end-to-end';
import { ExtensionBrowser } from '../support/browser/extension-browser';
import { saveScreenshot } from '../support/browser/screenshots';
import { WalkWindow } from '../support/browser/walk-window';
import { VirtualRadio } from '../support/virtual-tag/virtual-radio';

/** What can go wrong before a walk begins: each has a sentence of its own that says what to do next. */
describeEndToEnd('trouble with Bluetooth', () => {
  let radio: VirtualRadio;
  let browser: ExtensionBrowser;
  let walkWindow: WalkWindow;

  const expectSentence = async (code: TagErrorCode): Promise<void> => {
    const { title, todo } = tagErrorSentence(code);
    const note = walkWindow.page.getByRole('alert').filter({ hasText: title });
    await note.getByText(todo).waitFor({ timeout: 40_000 });
    await saveScreenshot(walkWindow.page, `trouble-${code}`);
    expect(await walkWindow.page.evaluate(() => document.documentElement.dataset['walk'])).toBe('setup');
  };

  beforeAll(async () => {
    const source = { from: 'ramp', durationMs: 60_000 } as const;
    radio = await VirtualRadio.start({
      tags: [
        { id: 'tag', name: 'Catpace tag', kind: 'catpace', source },
        { id: 'bare', name: 'Bare tag', kind: 'bare', source },
      ],
      speed: 1,
      adapter: 'on',
    });
    browser = await ExtensionBrowser.launch({ environment: radio.environment });
    walkWindow = await WalkWindow.open(browser);
    await walkWindow.until('setup');
  });

  afterEach(() => {
    expect(browser.complaints).toEqual([]);
    expect(browser.requests).toEqual([]);
  });

  afterAll(async () => {
    await browser?.close();
    await radio?.stop();
  });

  it('a chooser that was closed', async () => {
    await walkWindow.cancelChooser();
    await expectSentence('chooser-cancelled');
  });

  it('a device that is no Catpace tag', async () => {
    await walkWindow.chooseTag('Bare tag');
    await expectSentence('wrong-device');
  });

  it('a tag that does not answer', async () => {
    await radio.tag('tag').setAnswering(false);
    await walkWindow.chooseTag('Catpace tag');
    await expectSentence('connect-timeout');
    await radio.tag('tag').setAnswering(true);
  });

  it('Bluetooth that is switched off: the chooser stays empty, and the page tells what to look at', async () => {
    // Chromium says so in its chooser, and to the page no more than that the chooser was closed.
    await walkWindow.cancelChooser(() => radio.radio.setPower(false));
    await expectSentence('chooser-cancelled');
    expect(tagErrorSentence('chooser-cancelled').todo).toContain('Bluetooth');
    await radio.radio.setPower(true);
  });

  it('Bluetooth that goes away while the chooser is open', async () => {
    await walkWindow.cancelChooser(() => radio.radio.unplug());
    await expectSentence('bluetooth-off');
  });

  it('a computer without an adapter', async () => {
    await walkWindow.pressChooseTag();
    await expectSentence('adapter-missing');
    await radio.radio.plug(true);
  });

  it('a browser without Web Bluetooth', async () => {
    await walkWindow.page.addInitScript(() => {
      Reflect.deleteProperty(Navigator.prototype, 'bluetooth');
    });
    await walkWindow.page.reload();
    await walkWindow.until('setup');
    const { title } = tagErrorSentence('bluetooth-unsupported');
    await walkWindow.page.getByText(title).waitFor();
    await walkWindow.page.getByRole('button', { name: 'Try without a tag' }).click();
    await walkWindow.until('live');
    await walkWindow.end();
  });
});
