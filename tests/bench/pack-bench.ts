import { join } from 'node:path';
import { bundleForPage } from '../support/browser/bundle-for-page';
import type { ExtensionBrowser } from '../support/browser/extension-browser';
import type { BenchRow } from './bench-row';
import { benchRecordings } from './pack-recordings';
import { costOfDemo, type PackCost } from './pack-work';

const WORK = join(import.meta.dirname, 'pack-work.ts');
const SHARE_PERCENT = 50;
const READ_MS = 50;
/** Of white noise on every count, its standard deviation: 0.05 g at 8 g, eight times what the demo tag has. */
const NOISE_COUNTS = 205;
/** Bits that a count with such noise holds at least: the entropy of a normal distribution, log2(σ √(2πe)). */
const NOISE_BITS = Math.log2(NOISE_COUNTS * Math.sqrt(2 * Math.PI * Math.E));

interface WorkPage {
  packWork: { costOfDemo: typeof costOfDemo };
}

/** What a closed walk takes on the disk, and how soon it is read back from there. */
export async function benchPacks(): Promise<BenchRow[]> {
  return [...rows('Node', await costOfDemo(0), await costOfDemo(NOISE_COUNTS)), ...benchRecordings()];
}

/** The same work, bundled as the extension is, in a page of Chromium. */
export async function benchPacksInChromium(browser: ExtensionBrowser): Promise<BenchRow[]> {
  const page = await browser.context.newPage();
  await page.addScriptTag({ content: await bundleForPage(WORK, 'packWork') });
  const cost = (noise: number): Promise<PackCost> =>
    page.evaluate((counts) => (globalThis as unknown as WorkPage).packWork.costOfDemo(counts), noise);
  const [demo, noisy] = [await cost(0), await cost(NOISE_COUNTS)];
  await page.close();
  return rows('Chromium', demo, noisy);
}

function rows(engine: string, demo: PackCost, noisy: PackCost): BenchRow[] {
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const beside = ({ fflateReadMs, loopMs }: PackCost): string =>
    `fastest of 9; fflate's gunzip of the bare counts ${fflateReadMs.toFixed(1)} ms, a plain loop over them ${loopMs.toFixed(1)} ms`;
  return [
    {
      what: `stored share of the bare counts, the demo tag's walk (synthetic): ${engine}`,
      value: 100 * demo.packedShare,
      unit: '%',
      target: SHARE_PERCENT,
      note: `fflate's gzip of them: ${percent(demo.fflateShare)}`,
    },
    {
      what: `the same with white noise of ${NOISE_COUNTS} counts on everything (synthetic): ${engine}`,
      value: 100 * noisy.packedShare,
      unit: '%',
      target: SHARE_PERCENT,
      note: `fflate's gzip: ${percent(noisy.fflateShare)}; bound ${percent(NOISE_BITS / 16)}: what the noise alone holds`,
    },
    {
      what: `an hour of the demo walk read back from packs, without the disk: ${engine}`,
      value: demo.readMs,
      unit: 'ms',
      target: READ_MS,
      note: beside(demo),
    },
    {
      what: `an hour of the noisy walk read back from packs, without the disk: ${engine}`,
      value: noisy.readMs,
      unit: 'ms',
      target: READ_MS,
      note: beside(noisy),
    },
  ];
}
