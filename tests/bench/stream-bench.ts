import { join } from 'node:path';
import type { ExtensionBrowser } from '../support/browser/extension-browser';
import { type BenchRow, besidePeer } from './bench-row';
import type { stream, Streamer } from './stream-work';
import { openWork } from './work-page';

const WORK = join(import.meta.dirname, 'stream-work.ts');
const RUN_MS = 4_000;
const ROUNDS = 2;
const WAYS: readonly Streamer[] = ['catpace', 'uPlot', 'plain loop', 'nothing'];

/** What the page's main thread spends on a stream that is drawn anew in every frame, beside uPlot. */
export async function benchStream(browser: ExtensionBrowser): Promise<BenchRow[]> {
  const page = await openWork(browser, WORK);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busyS = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')!.value;
  };
  const cost = new Map<Streamer, { ms: number; frames: number }>();
  for (let round = 0; round < ROUNDS; round++)
    for (const who of WAYS) {
      const before = await busyS();
      const frames = await page.evaluate(
        ([name, ms]) => (globalThis as unknown as { work: { stream: typeof stream } }).work.stream(name, ms),
        [who, RUN_MS] as const,
      );
      const ms = (1000 * ((await busyS()) - before)) / frames;
      if (ms < (cost.get(who)?.ms ?? Infinity)) cost.set(who, { ms, frames });
    }
  await page.close();
  const idleMs = cost.get('nothing')!.ms;
  // At 60 frames a second; what an empty frame takes is nobody's.
  const percent = (who: Streamer): number => (100 * 60 * Math.max(0, cost.get(who)!.ms - idleMs)) / 1000;
  return [
    besidePeer(
      {
        what: 'live stream of 3,000 points drawn 60 times a second: processor time of the main thread',
        value: percent('catpace'),
        unit: '% of a core',
        peer: { name: 'uPlot', value: percent('uPlot') },
        plainLoop: percent('plain loop'),
        note: `thread time a frame × 60; ${cost.get('catpace')!.frames} frames in ${RUN_MS / 1000} s were drawn; the walk window itself draws 5 a second`,
      },
      1,
    ),
  ];
}
