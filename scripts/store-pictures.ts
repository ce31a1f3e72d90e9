// npm run store-pictures: the pictures that the stores and the README show, into docs/store/pictures/.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt, EXTENSION } from './build-extension';
import { ensureBrowser } from './install-debian';
import { launchBrowser } from './launch-browser';
import { takeStorePictures } from './package/take-store-pictures';
import { ROOT } from './run-child';

const FOLDER = join(ROOT, 'docs', 'store', 'pictures');

await ensureBuilt();
const browser = await ensureBrowser();
mkdirSync(FOLDER, { recursive: true });
const profile = mkdtempSync(join(tmpdir(), 'catpace-pictures-'));
const launched = await launchBrowser({
  browser,
  extension: EXTENSION,
  profile,
  headless: true,
  viewport: { width: 1280, height: 800 },
  // The listing's other languages show English pictures too.
  language: 'en-US',
  args: ['--hide-scrollbars'],
});
try {
  await takeStorePictures(launched, FOLDER);
  console.log('docs/store/pictures/: taken anew');
} finally {
  await launched.context.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
