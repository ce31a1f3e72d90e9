import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEndToEnd } from '../support/browser/describe-end-to-end';
import { ExtensionBrowser } from '../support/browser/extension-browser';
import { saveLooks } from '../support/browser/screenshots';
import { CAMERA, jpegWithPlace } from '../support/jpeg-with-place';

const CAT = 'PLANTED-CAT';

/** What is promised in docs/threats.md and in the privacy policy, in the real browser. Each part leans on those before. */
describeEndToEnd('what stays private', () => {
  let browser: ExtensionBrowser;
  let page: Page;

  beforeAll(async () => {
    browser = await ExtensionBrowser.launch();
    page = await browser.open('dashboard.html#/cats');
  });

  afterAll(() => browser?.close());

  it('a picture with the camera’s name and a place in it is kept without either', async () => {
    const plain = await page.evaluate(async () => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 80, height: 60 });
      canvas.getContext('2d')!.fillRect(10, 10, 30, 30);
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg'));
      return [...new Uint8Array(await blob!.arrayBuffer())];
    });
    const picture = jpegWithPlace(Buffer.from(plain));
    // That the browser itself finds the picture whole says that the segment is well made.
    for (const planted of ['Exif', CAMERA]) expect(picture.includes(planted)).toBe(true);

    await page.getByRole('button', { name: 'Add a cat' }).click();
    await page.getByLabel('Cat’s name').fill(CAT);
    await page.getByLabel('Cat’s name').press('Enter');
    await page.getByText('Saved.').waitFor();
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'cat.jpg', mimeType: 'image/jpeg', buffer: picture });
    await page.getByText('Change photo').waitFor();
    const kept = await page.evaluate(
      () =>
        new Promise<number[]>((resolve, reject) => {
          const opening = indexedDB.open('catpace');
          opening.onerror = () => reject(new Error('The database does not open.'));
          opening.onsuccess = () => {
            const reading = opening.result.transaction('photos').objectStore('photos').getAll();
            reading.onsuccess = () => {
              opening.result.close();
              const [photo] = reading.result as { bytes: ArrayBuffer }[];
              resolve([...new Uint8Array(photo!.bytes)]);
            };
          };
        }),
    );
    const bytes = Buffer.from(kept);
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
    for (const planted of ['Exif', 'II*', CAMERA, 'GPS'])
      expect(bytes.includes(planted), planted).toBe(false);
  });

  it('a report of a problem is shown whole, without the cat’s name unless it is ticked, and saved as shown', async () => {
    await page.evaluate(() => (window.location.hash = '#/help/bluetooth_off'));
    await page.getByRole('link', { name: 'Report a problem' }).last().click();
    const whole = page.getByLabel('The whole report');
    await whole.waitFor();
    expect(await whole.inputValue()).not.toContain(CAT);
    expect(JSON.parse(await whole.inputValue())).toMatchObject({
      format: 'catpace-problem-report',
      catpace: '0.1.0',
    });
    await saveLooks(page, 'problem');
    await page.getByLabel('Names of your cats').check();
    expect(await whole.inputValue()).toContain(CAT);
    await page.getByLabel('Names of your cats').uncheck();
    const shown = await whole.inputValue();
    expect(shown).not.toContain(CAT);
    const waiting = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the report' }).click();
    expect(readFileSync(await (await waiting).path(), 'utf8')).toBe(shown);
  });

  it('made no page complain', () => {
    expect(browser.complaints).toEqual([]);
  });
});
