import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEndToEnd } from '../support/browser/describe-end-to-end';
import { answerChooser } from '../support/browser/device-chooser';
import { ExtensionBrowser } from '../support/browser/extension-browser';
import { saveLooks } from '../support/browser/screenshots';
import { readWalkRecord } from '../support/browser/walk-record';
import { WalkWindow } from '../support/browser/walk-window';
import { VirtualRadio } from '../support/virtual-tag/virtual-radio';

const PLAIN = 'Puck.js 1a2b';
/** What the program calls a board with this address. */
const TAG = 'Catpace 1a2b';
const INSTALL_LIMIT_MS = 90_000;
const WALK_SAMPLES = 500;

/**
 * A board as it comes out of its box, which becomes a tag, walks, and becomes a board again. Each part leans on those before.
 * What is installed is run: by the stand-in for the interpreter, behind the browser's own Bluetooth.
 */
describeEndToEnd('a Puck.js that becomes a tag', () => {
  let radio: VirtualRadio;
  let browser: ExtensionBrowser;
  let walkWindow: WalkWindow;

  beforeAll(async () => {
    radio = await VirtualRadio.start({
      tags: [{ id: 'board', name: PLAIN, kind: 'board', board: 'puck' }],
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

  async function chooseBoard(name: string): Promise<void> {
    const { page } = walkWindow;
    const choose = () => page.getByRole('button', { name: /^(Choose|Another) board$/ }).click();
    await answerChooser(page, { pick: name }, choose);
  }

  it('is asked what it is, and says that the program is not on it', async () => {
    const { page } = walkWindow;
    await page.getByText('Tags that work').click();
    await page.getByRole('button', { name: /^Make a tag from/ }).click();
    await chooseBoard(PLAIN);
    await page.getByRole('heading', { name: 'Puck.js' }).first().waitFor();
    await page.getByText('The Catpace program is not on it yet.').waitFor();
    expect((await radio.board('board').truth()).program).toBeNull();
  });

  it('gets the program over the air, also when the link breaks in the middle', async () => {
    const { page } = walkWindow;
    const board = radio.board('board');
    await board.breakAtWrite(150);
    await page.getByRole('button', { name: 'Install', exact: true }).click();
    const bar = page.getByRole('progressbar');
    await bar.waitFor();
    const beganMs = Date.now();
    await page.getByRole('heading', { name: /is a tag now$/ }).waitFor({ timeout: INSTALL_LIMIT_MS });
    await saveLooks(page, 'board-installed');
    const { program, errors, lostBytes, connections } = await board.truth();
    console.log(
      `${program?.length} bytes of program on the board after ${((Date.now() - beganMs) / 1000).toFixed(1)} s over ` +
        `${connections - 1} links; ${lostBytes} bytes of console input lost`,
    );
    expect(program).toMatch(/VERSION = '\d+\.\d+\.\d+'/);
    expect(errors).toEqual([]);
    // One to ask what it is, one that broke, one that went through.
    expect(connections).toBe(3);
  }, 120_000);

  it('is then chosen as a tag and walks: what its sensor shows is in the database, once and unchanged', async () => {
    const { page } = walkWindow;
    const board = radio.board('board');
    await answerChooser(page, { pick: TAG }, () => page.getByRole('button', { name: 'Choose tag' }).click());
    await walkWindow.until('live');
    await expect
      .poll(async () => (await board.truth()).shown.length, { timeout: 60_000, interval: 500 })
      .toBeGreaterThan(WALK_SAMPLES);
    const walkId = await walkWindow.walkId();
    await walkWindow.end();
    const { shown, errors } = await board.truth();
    const { frames } = await readWalkRecord(page, walkId);
    const kept = frames
      .filter(({ kind }) => kind === 'accel')
      .sort((a, b) => a.seq - b.seq)
      .flatMap(({ counts }) =>
        Array.from({ length: counts.length / 3 }, (_, i) => counts.slice(3 * i, 3 * i + 3).join()),
      );
    const made = shown.map((counts) => counts.join());
    const first = made.indexOf(kept[0]!);
    console.log(
      `${made.length} samples shown by the sensor, ${kept.length} in the walk, from the ${first + 1}th on`,
    );
    expect(errors).toEqual([]);
    expect(first).toBeGreaterThanOrEqual(0);
    expect(kept.length).toBeGreaterThan(WALK_SAMPLES * 0.8);
    expect(kept).toEqual(made.slice(first, first + kept.length));
    await page.getByRole('button', { name: 'Done' }).click();
    await walkWindow.until('setup');
  }, 120_000);

  it('is a plain board again when the program is taken off', async () => {
    const { page } = walkWindow;
    await page.getByRole('button', { name: /^Make a tag from/ }).click();
    await chooseBoard(TAG);
    await page.getByText(/the newest\.$/).waitFor();
    await page.getByRole('button', { name: 'Remove from the board' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('The program is off.').waitFor({ timeout: 30_000 });
    const { program, errors } = await radio.board('board').truth();
    expect(program).toBeNull();
    expect(errors).toEqual([]);
  });

  it('made no page complain and no request leave the browser', () => {
    expect(browser.complaints).toEqual([]);
    expect(browser.requests).toEqual([]);
  });
});
