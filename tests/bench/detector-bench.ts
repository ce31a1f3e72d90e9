import { join } from 'node:path';
import { bundleForPage } from '../support/browser/bundle-for-page';
import type { ExtensionBrowser } from '../support/browser/extension-browser';
import type { BenchRow } from './bench-row';
import type { Messages } from '../../lib/words/install-messages';
import { benchDetectorHeap } from './detector-heap';
import { type DetectorCost, type installMessages, timeDetectors } from './detector-work';

const WORK = join(import.meta.dirname, 'detector-work.ts');
const BATCH_TARGET_MS = 120;
const LIVE_TARGET_PERCENT = 1;
const HOUR_MS = 3_600_000;

/** What the page finds the work under. */
interface WorkPage {
  detectorWork: { timeDetectors: typeof timeDetectors; installMessages: typeof installMessages };
}

export function benchDetectors(): BenchRow[] {
  return [...rows('Node', timeDetectors()), ...benchDetectorHeap()];
}

/** The same work, bundled as the extension is, in a page of Chromium. */
export async function benchDetectorsInChromium(
  browser: ExtensionBrowser,
  messages: Messages,
): Promise<BenchRow[]> {
  const script = await bundleForPage(WORK, 'detectorWork');
  // A page of the extension, which has a store of its own for small choices; by the debugger, past its policy.
  const page = await browser.open('licences.txt');
  await page.evaluate(`${script}; Object.assign(window, { detectorWork });`);
  const cost = await page.evaluate((texts) => {
    const { detectorWork } = globalThis as unknown as WorkPage;
    detectorWork.installMessages(texts, 'en');
    return detectorWork.timeDetectors();
  }, messages);
  await page.close();
  return rows('Chromium', cost);
}

function rows(
  engine: string,
  { batch, live, wholeWay, plainLoop, samples, events }: DetectorCost,
): BenchRow[] {
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
      what: `bytes → decode, clock, features, all detectors, the same hour: ${engine}`,
      value: wholeWay.fastestMs,
      unit: 'ms',
      target: BATCH_TARGET_MS,
      plainLoop: plainLoop.fastestMs,
      note: `fastest of ${wholeWay.rounds}; median ${wholeWay.medianMs.toFixed(0)} ms; the plain loop reads each value of the same bytes once`,
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
