import { join } from 'node:path';
import { bundleForPage } from '../support/browser/bundle-for-page';
import type { ExtensionBrowser } from '../support/browser/extension-browser';
import { type BenchRow, besidePeer } from './bench-row';
import type { timeCharts } from './chart-work';

const WORK = join(import.meta.dirname, 'chart-work.ts');
/** Times faster than uPlot. */
const FIRST_TIMES = 2;
const ZOOM_TIMES = 8;

/** What the page finds the work under. */
interface WorkPage {
  chartWork: { timeCharts: typeof timeCharts };
}

/** Drawing and zooming of the shipped replay chart beside uPlot and Chart.js, in one page. */
export async function benchCharts(browser: ExtensionBrowser): Promise<BenchRow[]> {
  const page = await browser.open('dashboard.html#/settings');
  await page.setViewportSize({ width: 1200, height: 900 });
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.evaluate(`${await bundleForPage(WORK, 'chartWork')}; Object.assign(window, { chartWork });`);
  const cost = await page.evaluate(() => (globalThis as unknown as WorkPage).chartWork.timeCharts());
  await page.close();
  const rows = (['uPlot', 'Chart.js'] as const).flatMap((name) => [
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
  return rows;
}
