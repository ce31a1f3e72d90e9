// Draws public/icon/*.png from public/icon/icon.svg. Run after a change of the drawing: npx tsx scripts/draw-icons.ts
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { ICON_SOURCE, iconSource } from './package/check-store';
import { withPngText } from './package/png';
import { requireBrowser } from './find-browser';

const SIZES = [16, 32, 48, 96, 128];
const folder = join(import.meta.dirname, '..', 'public', 'icon');
const source = readFileSync(join(folder, 'icon.svg'));
const svg = source.toString();

const executablePath = requireBrowser();
// The sandbox does not start for root; the only page is our own drawing.
const browser = await chromium.launch({
  executablePath,
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  for (const size of SIZES) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(
      `<style>body{margin:0;background:transparent}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
    );
    const png = await page.screenshot({ omitBackground: true });
    writeFileSync(join(folder, `${size}.png`), withPngText(png, ICON_SOURCE, iconSource(source)));
    await page.close();
  }
} finally {
  await browser.close();
}
