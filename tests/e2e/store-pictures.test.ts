import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { ROOT } from '../../scripts/run-child';
import { STORE_PICTURES } from '../../scripts/package/check-store';
import { pngHead } from '../../scripts/package/png';
import { takeStorePictures } from '../../scripts/package/take-store-pictures';
import { describeEndToEnd } from '../support/browser/describe-end-to-end';
import { ExtensionBrowser } from '../support/browser/extension-browser';

/** Where anybody may look at them: those in docs/store/pictures are taken in the same way, by `npm run store-pictures`. */
const FOLDER = join(ROOT, 'reports', 'store-pictures');
/** As fast as the demo goes. */
const SPEED = 40;
/** A picture of nothing but one colour is smaller, bytes. */
const LEAST_BYTES = 5_000;

describeEndToEnd('the pictures that the stores show', () => {
  let browser: ExtensionBrowser;

  afterAll(async () => {
    await browser?.close();
  });

  it('can be taken from the extension as it is, each as large as the stores want it', async () => {
    mkdirSync(FOLDER, { recursive: true });
    browser = await ExtensionBrowser.launch({ language: 'en-US' });
    await takeStorePictures(browser, FOLDER, SPEED);
    for (const [name, [width, height]] of Object.entries(STORE_PICTURES)) {
      const bytes = readFileSync(join(FOLDER, name));
      expect(pngHead(bytes), name).toMatchObject({ width, height });
      expect(bytes.length, name).toBeGreaterThan(LEAST_BYTES);
    }
    expect(browser.complaints).toEqual([]);
  });
});
