import { join } from 'node:path';
import { bundleForPage } from '../support/browser/bundle-for-page';
import type { ExtensionBrowser } from '../support/browser/extension-browser';
import type { BenchRow } from './bench-row';
import { type DetectorCost, timeDetectors } from './detector-work';

const WORK = join(import.meta.dirname, 'detector-work.ts');
const BATCH_TARGET_MS = 120;
const LIVE_TARGET_PERCENT = 1;
const HOUR_MS = 3_600_000;

/** What the page finds the work under. */
interface WorkPage {
  detectorWork: { timeDetectors: typeof timeDetectors };
}

export function benchDetectors(): BenchRow[] {
  return rows('Node', timeDetectors());
}

/** The same work, bundled as the extension is, in a page of Chromium. */
export async function benchDetectorsInChromium(browser: ExtensionBrowser): Promise<BenchRow[]> {
  const script = await bundleForPage(WORK, 'detectorWork');
  const page = await browser.context.newPage();
  await page.addScriptTag({ content: script });
  const cost = await page.evaluate(() => (globalThis as unknown as WorkPage).detectorWork.timeDetectors());
  await page.close();
  return rows('Chromium', cost);
}

function rows(engine: string, { batch, live, samples, events }: DetectorCost): BenchRow[] {
  if (events === 0) throw new Error('The hour of the benchmark holds no event');
  return [
    {
      what: `all detectors, 60 min of 50 Hz motion and turning, 80 Hz tension: ${engine}`,
      value: batch.fastestMs,
      unit: 'ms',
      target: BATCH_TARGET_MS,
      note: `fastest of ${batch.rounds}; median ${batch.medianMs.toFixed(0)} ms, ${samples} samples, ${events} events`,
    },
    {
      what: `the same live, frame by frame, with what the walk window asks 5 times a second: ${engine}`,
      value: (100 * live.fastestMs) / HOUR_MS,
      unit: '% of a core',
      target: LIVE_TARGET_PERCENT,
      note: `${live.fastestMs.toFixed(0)} ms of an hour; median ${live.medianMs.toFixed(0)} ms`,
    },
  ];
}
