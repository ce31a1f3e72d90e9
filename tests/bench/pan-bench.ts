import type { ExtensionBrowser } from '../support/browser/extension-browser';
import { plantWalk } from '../support/browser/plant-walk';
import type { BenchRow } from './bench-row';

const WALK = '019a0000-0000-7000-8000-00000000be4c';
const FRAMES = 240;
/** 60 frames a second. */
const FRAME_MS = 1000 / 60;
/** Ours: more late frames than this are seen as a stutter. */
const LATE_PERCENT = 5;

/** Panning in the real dashboard over a walk of an hour: how often a frame comes, and what the page does in it. */
export async function benchPan(browser: ExtensionBrowser): Promise<BenchRow[]> {
  const page = await browser.open('dashboard.html#/walks');
  await page.setViewportSize({ width: 1200, height: 900 });
  await page.getByRole('heading', { level: 1 }).waitFor();
  await plantWalk(page, { id: WALK, minutes: 60 });
  await page.goto(browser.url(`dashboard.html#/walks/${WALK}`));
  await page.reload();
  await page.locator('.detail .plot').waitFor({ timeout: 120_000 });
  await page.locator('.detail').press('-');
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busyS = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')!.value;
  };
  const before = await busyS();
  const intervals = await page.evaluate(async (frames) => {
    const detail = document.querySelector('.detail')!;
    const ruler = (): string => detail.querySelector('.tick')?.textContent ?? '';
    const atFirst = ruler();
    const found: number[] = [];
    let lastMs = 0;
    await new Promise<void>((resolve) => {
      const frame = (nowMs: number): void => {
        if (lastMs > 0) found.push(nowMs - lastMs);
        lastMs = nowMs;
        if (found.length === frames) return resolve();
        const deltaX = found.length % 120 < 80 ? 12 : -12;
        detail.dispatchEvent(new WheelEvent('wheel', { deltaX, bubbles: true, cancelable: true }));
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });
    if (ruler() === atFirst) throw new Error('The picture did not move');
    return found;
  }, FRAMES);
  const workMs = (1000 * ((await busyS()) - before)) / FRAMES;
  await page.close();
  intervals.sort((a, b) => a - b);
  const at = (share: number): number => intervals[Math.floor(share * (intervals.length - 1))]!;
  const late = intervals.filter((ms) => ms > 1.5 * FRAME_MS).length;
  return [
    {
      what: 'panning over a walk of 60 min in the dashboard at 60 frames a second: frames that come late',
      value: (100 * late) / intervals.length,
      unit: '%',
      target: LATE_PERCENT,
      note: `from frame to frame: median ${at(0.5).toFixed(1)} ms, 95 % within ${at(0.95).toFixed(1)} ms; late is beyond ${(1.5 * FRAME_MS).toFixed(0)} ms`,
    },
    {
      what: '… processor time of the main thread for a frame: script, style, layout, painting',
      value: workMs,
      unit: 'ms',
      target: FRAME_MS,
      note: 'what of the machine is free decides whether the frame comes in time',
    },
  ];
}
