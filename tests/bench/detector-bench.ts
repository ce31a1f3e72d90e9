import { join } from 'node:path';
import { bundleForPage } from '../support/browser/bundle-for-page';
import type { ExtensionBrowser } from '../support/browser/extension-browser';
import type { BenchRow } from './bench-row';
import { Pipeline } from '../../lib/app/pipeline';
import type { StreamKind } from '../../lib/tag/frame';
import type { Messages } from '../../lib/words/install-messages';
import { type DetectorCost, hourOfBlocks, type installMessages, timeDetectors } from './detector-work';

const WORK = join(import.meta.dirname, 'detector-work.ts');
const BATCH_TARGET_MS = 120;
const LIVE_TARGET_PERCENT = 1;
/** None per sample; events and the measuring itself take a little. */
const HEAP_TARGET_B = 1;
const HEAP_ROUNDS = 6;
const HOUR_MS = 3_600_000;

/** What the page finds the work under. */
interface WorkPage {
  detectorWork: { timeDetectors: typeof timeDetectors; installMessages: typeof installMessages };
}

export function benchDetectors(): BenchRow[] {
  return [...rows('Node', timeDetectors()), heapRow('accel'), heapRow('tension'), heapRow('gyro')];
}

/**
 * Memory that one stream's samples leave for the collector: growth of the heap while a minute's samples go in as one block, median
 * of the minutes, in which the collector rarely comes by. Of the rounds the last, when the code is compiled.
 */
function heapRow(kind: StreamKind): BenchRow {
  const own = hourOfBlocks().filter((block) => block.kind === kind);
  const minutes = Array.from({ length: 60 }, (_, minute) => {
    const part = own.slice((minute * own.length) / 60, ((minute + 1) * own.length) / 60);
    const tMs = Float64Array.from(part.flatMap((block) => [...block.tMs]));
    return { kind, tMs, values: Float32Array.from(part.flatMap(({ values }) => [...values])), clipped: 0 };
  });
  let bytes: number[] = [];
  for (let round = 0; round < HEAP_ROUNDS; round++) {
    const pipeline = new Pipeline({ bodyKg: 4.5 });
    bytes = minutes.map((block) => {
      const before = process.memoryUsage().heapUsed;
      pipeline.push(block);
      return (process.memoryUsage().heapUsed - before) / block.tMs.length;
    });
  }
  bytes.sort((a, b) => a - b);
  return {
    what: `heap that a sample of ${kind} takes in the detectors: Node`,
    value: bytes[bytes.length >> 1]!,
    unit: 'B',
    target: HEAP_TARGET_B,
    note: 'median of 60 minutes; 16 B are one number on the heap',
  };
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
