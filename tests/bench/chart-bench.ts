import { join } from 'node:path';
import type { ExtensionBrowser } from '../support/browser/extension-browser';
import { type BenchRow, besidePeer } from './bench-row';
import type { timeCharts } from './chart-work';
import { openWork } from './work-page';

const WORK = join(import.meta.dirname, 'chart-work.ts');
/** Times faster than uPlot. */
const FIRST_TIMES = 2;
const ZOOM_TIMES = 8;

/** Drawing and zooming of the shipped replay chart beside uPlot and Chart.js, in one page. */
export async function benchCharts(browser: ExtensionBrowser): Promise<BenchRow[]> {
  const page = await openWork(browser, WORK);
  const cost = await page.evaluate(() =>
    (globalThis as unknown as { work: { timeCharts: typeof timeCharts } }).work.timeCharts(),
  );
  await page.close();
  return (['uPlot', 'Chart.js'] as const).flatMap((name) => [
    besidePeer(
      {
        what: '60 min × 100 Hz × 4 series at 1,000 px: first draw of the replay chart',
        value: cost.catpace.firstMs,
        unit: 'ms',
        peer: { name, value: cost[name].firstMs },
        plainLoop: cost['plain loop'].firstMs,
        note: 'axes, 40 events, bands, overview and the pyramids included; the peer: traces and axes',
      },
      FIRST_TIMES,
    ),
    besidePeer(
      {
        what: '… one redraw while zooming',
        value: cost.catpace.zoomMs,
        unit: 'ms',
        peer: { name, value: cost[name].zoomMs },
        plainLoop: cost['plain loop'].zoomMs,
        note: 'mean of 20 steps in and 20 out, from 60 min to 42 s, by the wheel',
      },
      ZOOM_TIMES,
    ),
  ]);
}
