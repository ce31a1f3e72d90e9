// npm run bench: the figures that Catpace promises, measured here and now. A shared machine is noisy: read the ratios.
import type { BenchRow } from '../tests/bench/bench-row';
import { ExtensionBrowser } from '../tests/support/browser/extension-browser';
import { VirtualRadio } from '../tests/support/virtual-tag/virtual-radio';
import { ensureBuilt } from './build-extension';
import { ensureEndToEnd } from './install-debian';

// The texts have to be there before the first module that shows them: what the walk window asks is in words.
const { messages } = await import('./speak');
const { benchData } = await import('../tests/bench/data-bench');
const { benchDecode } = await import('../tests/bench/decode-bench');
const { benchDetectors, benchDetectorsInChromium } = await import('../tests/bench/detector-bench');
const { benchGauge } = await import('../tests/bench/gauge-bench');
const { benchPacks, benchPacksInChromium } = await import('../tests/bench/pack-bench');
const { benchPages } = await import('../tests/bench/page-bench');
const { benchProgressorDecode } = await import('../tests/bench/progressor-decode');

const TAG = 'Catpace bench';

async function benchInBrowser(): Promise<BenchRow[]> {
  const missing = await ensureEndToEnd();
  if (missing) {
    console.log(`SKIPPED: what is measured in Chromium, because ${missing}`);
    return [];
  }
  await ensureBuilt();
  const radio = await VirtualRadio.start({
    tags: [{ id: 'tag', name: TAG, kind: 'catpace', source: { from: 'ramp', durationMs: 3_600_000 } }],
    speed: 1,
    adapter: 'on',
  });
  const browser = await ExtensionBrowser.launch({ environment: radio.environment });
  try {
    return [
      ...(await benchDetectorsInChromium(browser, messages)),
      ...(await benchPacksInChromium(browser)),
      ...(await benchPages(browser)),
      ...(await benchGauge(browser, radio, { id: 'tag', name: TAG })),
    ];
  } finally {
    await browser.close();
    await radio.stop();
  }
}

/** On a profile of its own: thousands of walks would weigh on the others. */
async function benchDataInBrowser(): Promise<BenchRow[]> {
  return (await ensureEndToEnd()) ? [] : benchData();
}

// The peer's timers run on for a while: last.
const rows = [
  ...benchDecode(),
  ...benchDetectors(),
  ...(await benchPacks()),
  ...(await benchInBrowser()),
  ...(await benchDataInBrowser()),
  ...benchProgressorDecode(),
];
const widths = { what: Math.max(...rows.map(({ what }) => what.length)), figure: 12 };
const figure = (value: number, unit: string): string => `${value.toFixed(1)} ${unit}`.padStart(widths.figure);
console.log(
  `${''.padEnd(widths.what)}${'measured'.padStart(widths.figure)}${'target'.padStart(widths.figure)}`,
);
for (const { what, value, unit, target, note } of rows)
  console.log(
    `${what.padEnd(widths.what)}${figure(value, unit)}${figure(target, unit)}  ${value <= target ? 'ok  ' : 'MISS'}  ${note}`,
  );
