// npm run bench: the figures that Catpace promises, measured here and now, each beside its peer in the same run and in the same
// browser. A shared machine is noisy: read the ratios. The whole table goes into docs/performance.md; `npm run bench -- charts`
// measures one part alone and writes nothing.
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { missed, tableMarkdown, tableText, withResults } from '../tests/bench/bench-table';
import type { BenchRow } from '../tests/bench/bench-row';
import { ExtensionBrowser } from '../tests/support/browser/extension-browser';
import { VirtualRadio } from '../tests/support/virtual-tag/virtual-radio';
import { ensureBuilt } from './build-extension';
import { ensureEndToEnd } from './install-debian';
import { ROOT } from './run-child';

// The texts have to be there before the first module that shows them: what the walk window asks is in words.
const { messages } = await import('./speak');
const { benchCharts } = await import('../tests/bench/chart-bench');
const { benchData } = await import('../tests/bench/data-bench');
const { benchDetectors, benchDetectorsInChromium } = await import('../tests/bench/detector-bench');
const { benchGauge } = await import('../tests/bench/gauge-bench');
const { benchImport } = await import('../tests/bench/import-bench');
const { benchPacks, benchPacksInChromium } = await import('../tests/bench/pack-bench');
const { benchPages } = await import('../tests/bench/page-bench');
const { benchPan } = await import('../tests/bench/pan-bench');
const { benchProgressorDecode } = await import('../tests/bench/progressor-decode');
const { benchStores } = await import('../tests/bench/store-bench');
const { benchStream } = await import('../tests/bench/stream-bench');

const TAG = 'Catpace bench';
const DOCUMENT = join(ROOT, 'docs', 'performance.md');

/** With a tag at true speed. */
async function benchLive(): Promise<BenchRow[]> {
  const radio = await VirtualRadio.start({
    tags: [{ id: 'tag', name: TAG, kind: 'catpace', source: { from: 'ramp', durationMs: 3_600_000 } }],
    speed: 1,
    adapter: 'on',
  });
  const browser = await ExtensionBrowser.launch({ environment: radio.environment });
  try {
    return await benchGauge(browser, radio, { id: 'tag', name: TAG });
  } finally {
    await browser.close();
    await radio.stop();
  }
}

let chromium = 'none';

/** Each on a profile of its own: walks that one leaves behind would weigh on the next. */
function inBrowser(work: (browser: ExtensionBrowser) => Promise<BenchRow[]>): () => Promise<BenchRow[]> {
  return async () => {
    const browser = await ExtensionBrowser.launch();
    chromium = browser.context.browser()?.version() ?? chromium;
    try {
      return await work(browser);
    } finally {
      await browser.close();
    }
  };
}

/** Parts by name; those in a browser need one. The peer's timers of the last one run on for a while. */
const PARTS: Readonly<
  Record<string, { needsBrowser: boolean; run: () => BenchRow[] | Promise<BenchRow[]> }>
> = {
  detectors: { needsBrowser: false, run: benchDetectors },
  packs: { needsBrowser: false, run: benchPacks },
  charts: { needsBrowser: true, run: inBrowser(benchCharts) },
  panning: { needsBrowser: true, run: inBrowser(benchPan) },
  stream: { needsBrowser: true, run: inBrowser(benchStream) },
  store: { needsBrowser: true, run: inBrowser(benchStores) },
  import: { needsBrowser: true, run: inBrowser(benchImport) },
  'detectors-in-chromium': {
    needsBrowser: true,
    run: inBrowser((browser) => benchDetectorsInChromium(browser, messages)),
  },
  'packs-in-chromium': { needsBrowser: true, run: inBrowser(benchPacksInChromium) },
  pages: { needsBrowser: true, run: inBrowser(benchPages) },
  gauge: { needsBrowser: true, run: benchLive },
  data: { needsBrowser: true, run: benchData },
  progressor: { needsBrowser: false, run: benchProgressorDecode },
};

const asked = process.argv.slice(2);
const stranger = asked.find((name) => !(name in PARTS));
if (stranger !== undefined) {
  console.error(`There is no part "${stranger}". Parts: ${Object.keys(PARTS).join(', ')}.`);
  process.exit(2);
}
const parts = Object.entries(PARTS).filter(([name]) => asked.length === 0 || asked.includes(name));
const missing = parts.some(([, { needsBrowser }]) => needsBrowser) ? await ensureEndToEnd() : null;
if (missing) console.log(`SKIPPED: what is measured in Chromium, because ${missing}`);
else await ensureBuilt();

const rows: BenchRow[] = [];
const failed: string[] = [];
for (const [name, { needsBrowser, run }] of parts) {
  if (needsBrowser && missing) continue;
  console.error(`${name} …`);
  try {
    rows.push(...(await run()));
  } catch (error) {
    failed.push(name);
    console.error(`${name} could not be measured:`, error);
  }
}
console.log(tableText(rows));
console.log(missed(rows));

if (asked.length === 0 && !missing && failed.length === 0) {
  const { length: cores, 0: cpu } = cpus();
  const machine =
    `Measured on ${new Date().toISOString().slice(0, 10)}: ${cores} cores (${cpu?.model.trim() ?? 'unknown'}), ` +
    `Chromium ${chromium}, Node ${process.versions.node}. ` +
    `Load of the machine at the end: ${loadavg()[0]!.toFixed(1)} on ${cores} cores.`;
  const results = `${machine}\n\n${tableMarkdown(rows)}\n\n${missed(rows)}`;
  writeFileSync(DOCUMENT, withResults(readFileSync(DOCUMENT, 'utf8'), results));
  console.log('docs/performance.md holds this table now.');
}
// A timer of a peer would keep this process for another while.
process.exit(failed.length === 0 ? 0 : 1);
