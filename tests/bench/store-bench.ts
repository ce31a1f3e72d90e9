import { join } from 'node:path';
import type { ExtensionBrowser } from '../support/browser/extension-browser';
import { type BenchRow, besidePeer } from './bench-row';
import type { timeStores } from './store-work';
import { openWork } from './work-page';

const WORK = join(import.meta.dirname, 'store-work.ts');
/** Ours: what a layout for sensors has to bring, to be worth its trouble. */
const TIMES_FASTER = 5;

/** The database's layout beside one row a sample. */
export async function benchStores(browser: ExtensionBrowser): Promise<BenchRow[]> {
  const page = await openWork(browser, WORK);
  const cost = await page.evaluate(() =>
    (globalThis as unknown as { work: { timeStores: typeof timeStores } }).work.timeStores(),
  );
  await page.close();
  const row = (what: string, key: 'writeMs' | 'readMs', note: string): BenchRow =>
    besidePeer(
      {
        what,
        value: cost.chunks[key],
        unit: 'ms',
        peer: { name: 'one row a sample', value: cost.rows[key] },
        plainLoop: cost['one value'][key],
        note,
      },
      TIMES_FASTER,
    );
  return [
    row(
      'IndexedDB: 6 min of motion and tension at 100 Hz written',
      'writeMs',
      'ours in 360 transactions, as while a walk is recorded; the rows in one; the limit: one value',
    ),
    row('… and read back', 'readMs', ''),
  ];
}
