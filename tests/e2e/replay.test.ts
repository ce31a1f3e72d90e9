import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEndToEnd } from '../support/browser/describe-end-to-end';
import { ExtensionBrowser } from '../support/browser/extension-browser';
import { plantWalk } from '../support/browser/plant-walk';
import { saveBytes, saveLooks } from '../support/browser/screenshots';

const WALK = '019a0000-0000-7000-8000-000000000001';

/** A made-up walk of twelve minutes in the database, looked at with pointer, wheel and keys. */
describeEndToEnd('the replay', () => {
  let browser: ExtensionBrowser;
  let page: Page;

  beforeAll(async () => {
    browser = await ExtensionBrowser.launch({ width: 1200, height: 900 });
    page = await browser.open('dashboard.html#/walks');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await plantWalk(page, { id: WALK, minutes: 12, gyro: true });
    await page.goto(browser.url(`dashboard.html#/walks/${WALK}`));
    await page.reload();
    await page.getByRole('slider', { name: 'Moment of the walk' }).waitFor();
  });

  afterAll(async () => {
    await browser?.close();
  });

  const ruler = (): Promise<string[]> => page.locator('.detail .tick').allTextContents();
  const reads = (kind: string): Promise<string | null> => page.locator(`[data-reads=${kind}]`).textContent();

  it('goes where it is pressed, pans by a drag, zooms by the wheel, and reads at the pointer', async () => {
    const plot = page.getByRole('slider', { name: 'Moment of the walk' }).locator('.plot');
    await plot.scrollIntoViewIfNeeded();
    const { x, y, width } = (await plot.boundingBox())!;
    const at = (ms: number): number => x + (ms / 120_000) * width;
    expect((await ruler()).at(-1)).toBe('2:00');

    await page.mouse.click(at(62_600), y + 80);
    expect(await page.getByTestId('cursor').innerText()).toBe('1:02');
    await page.mouse.move(at(20_000), y + 80);
    await expect.poll(() => reads('tension')).toMatch(/^0\.\d N$/);
    await page.mouse.move(at(62_500), y + 80);
    await expect.poll(() => reads('tension')).toMatch(/^[4-8]\.\d N$/);

    await page.mouse.down();
    await page.mouse.move(at(2_500), y + 80, { steps: 4 });
    await page.mouse.up();
    await expect.poll(async () => (await ruler()).at(-1)).toBe('3:00');
    // A drag is no press.
    expect(await page.getByTestId('cursor').innerText()).toBe('1:02');

    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -500);
    await page.keyboard.up('Control');
    // Three doublings, from two minutes to fifteen seconds about the pointer.
    await expect.poll(async () => (await ruler()).at(-1)).toMatch(/^1:1\d$/);
    await page.keyboard.press('*');
    await expect.poll(async () => (await ruler()).at(-1)).toBe('12:00');
  });

  it('zooms by a pinch of two fingers, about what lies between them', async () => {
    const touch = await page.context().newCDPSession(page);
    await touch.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 5 });
    await page.reload();
    const plot = page.getByRole('slider', { name: 'Moment of the walk' }).locator('.plot');
    await plot.scrollIntoViewIfNeeded();
    await expect.poll(async () => (await ruler()).at(-1)).toBe('2:00');
    const { x, y, width } = (await plot.boundingBox())!;
    const middle = x + width / 2;
    const fingers = (apart: number) => [
      { x: middle - apart / 2, y: y + 80, id: 1 },
      { x: middle + apart / 2, y: y + 80, id: 2 },
    ];
    const pinch = async (from: number, to: number): Promise<void> => {
      await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: fingers(from) });
      for (let step = 1; step <= 4; step++)
        await touch.send('Input.dispatchTouchEvent', {
          type: 'touchMove',
          touchPoints: fingers(from + ((to - from) * step) / 4),
        });
      await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    };
    // Fingers four times as far apart: a quarter of the two minutes, about their middle.
    await pinch(100, 400);
    await expect.poll(ruler).toEqual(expect.arrayContaining(['0:50', '1:10']));
    expect((await ruler()).every((label) => /^(0:[45]\d|1:[01]\d)$/.test(label))).toBe(true);
    await pinch(400, 100);
    await expect.poll(async () => (await ruler()).at(-1)).toBe('2:00');
    await touch.send('Emulation.setTouchEmulationEnabled', { enabled: false });
    await touch.detach();
    await page.reload();
    await page.getByRole('slider', { name: 'Moment of the walk' }).focus();
    await page.keyboard.press('*');
    await expect.poll(async () => (await ruler()).at(-1)).toBe('12:00');
  });

  it('shows the axes when asked, and hatches where nothing came', async () => {
    await page.getByLabel('All', { exact: true }).check({ force: true });
    const noData = page.locator('.detail rect[fill^="url("]');
    expect(await noData.count()).toBe(3);
    await page.getByLabel('Three axes').check();
    await page.getByLabel('Turning').check();
    await expect.poll(() => noData.count()).toBe(5);
    expect(await reads('accel')).toMatch(/^x .+ g, y .+ g, z .+ g$/);
    await saveLooks(page, 'replay-streams');
  });

  it('saves what is on the screen as a picture that stands alone', async () => {
    const save = async (name: string): Promise<{ file: string; bytes: Buffer }> => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name }).click(),
      ]);
      return { file: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
    };
    const svg = await save('Save as SVG');
    expect(svg.file).toBe('catpace-2026-03-14-1605-Mina-replay.svg');
    const text = svg.bytes.toString();
    const parts = ['pull on the lead', 'turning', '12:00', 'url('].filter((part) => !text.includes(part));
    expect(parts).toEqual([]);
    // No colour is left to a stylesheet that is not there.
    expect(text.includes('var(')).toBe(false);
    const png = await save('Save as PNG');
    expect([...png.bytes.subarray(1, 4)].map((code) => String.fromCharCode(code)).join('')).toBe('PNG');
    // Twice the pixels of the screen, and in the colours of the page: more than one of them.
    const colours = await page.evaluate(async (base64) => {
      // The page may fetch nothing, not even what it holds already.
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
      context.drawImage(bitmap, 0, 0);
      const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
      return new Set(new Uint32Array(data.buffer)).size;
    }, png.bytes.toString('base64'));
    expect(colours).toBeGreaterThan(20);
    saveBytes('replay-saved.png', png.bytes);
  });

  it('made no page complain and no request leave the browser', () => {
    expect(browser.complaints).toEqual([]);
    expect(browser.requests).toEqual([]);
  });
});
