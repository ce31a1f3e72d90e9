import { join } from 'node:path';
import type { ExtensionBrowser } from '../support/browser/extension-browser';
import type { BenchRow } from './bench-row';
import type { timeImport } from './import-work';
import { openWork } from './work-page';

const WORK = join(import.meta.dirname, 'import-work.ts');
/** Ours: nobody waits for a walk that comes in. */
const TARGET_MS = 500;

/** A file of walks that comes in, checked in every field, beside a loop that was written for this very file. */
export async function benchImport(browser: ExtensionBrowser): Promise<BenchRow[]> {
  const page = await openWork(browser, WORK);
  const { checkedMs, loopMs, megabytes } = await page.evaluate(() =>
    (globalThis as unknown as { work: { timeImport: typeof timeImport } }).work.timeImport(),
  );
  await page.close();
  return [
    {
      what: 'import of a 60 min walk from JSON: parsed, every field checked with valibot, made into records',
      value: checkedMs,
      unit: 'ms',
      target: TARGET_MS,
      plainLoop: loopMs,
      note: `${megabytes.toFixed(1)} MB; the loop parses and looks at the counts alone`,
    },
  ];
}
