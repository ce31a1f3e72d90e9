import { CATPACE_SERVICE } from '../../lib/tag/catpace/profile';
import type { Page } from 'playwright-core';
import type { ExtensionBrowser } from '../support/browser/extension-browser';
import { WalkWindow } from '../support/browser/walk-window';
import type { VirtualRadio } from '../support/virtual-tag/virtual-radio';
import type { BenchRow } from './bench-row';

const TARGET_MS = 50;
const MEASURE_MS = 40_000;
const BACKFILL_TARGET_MS = 100;
/** An outage of ten minutes is some 324 kB in the tag's log. It is walked through at this speed. */
const OUTAGE_MS = 600_000;
const OUTAGE_SPEED = 60;
const BACKFILL_LIMIT_MS = 120_000;

/** What the page-side stopwatch leaves behind. */
interface Stopwatch {
  /** From a live notification's arrival until the frame with the gauge's next picture was painted, ms. */
  delaysMs: number[];
  /** Data notifications, those of a backfill too, and their bytes. */
  notifications: number;
  bytes: number;
}

/**
 * From a Data notification's arrival in the page to the gauge's new picture, with the virtual tag at true speed: alone, and
 * while ten minutes that were missed are fetched. A picture counts as painted at the first task after the frame that holds
 * the change.
 */
export async function benchGauge(
  browser: ExtensionBrowser,
  radio: VirtualRadio,
  tag: { id: string; name: string },
): Promise<BenchRow[]> {
  await browser.context.addInitScript(startStopwatch, CATPACE_SERVICE.data);
  const walkWindow = await WalkWindow.open(browser);
  await walkWindow.walkWith(tag.name);
  const { page } = walkWindow;
  // The first seconds belong to the compiler.
  await page.waitForTimeout(3_000);
  await resetStopwatch(page);
  await page.waitForTimeout(MEASURE_MS);
  const alone = await readStopwatch(page);

  const remote = radio.tag(tag.id);
  await remote.setInRange(false);
  await radio.radio.setSpeed(OUTAGE_SPEED);
  await page.waitForTimeout(OUTAGE_MS / OUTAGE_SPEED);
  await radio.radio.setSpeed(1);
  await remote.setInRange(true);
  const link = page.getByTestId('link');
  await link.filter({ hasText: 'fetching' }).waitFor();
  await resetStopwatch(page);
  const beganMs = performance.now();
  await link.filter({ hasNotText: 'fetching' }).waitFor({ timeout: BACKFILL_LIMIT_MS });
  const tookS = (performance.now() - beganMs) / 1000;
  const filling = await readStopwatch(page);
  await walkWindow.end();
  if (filling.bytes < 250_000) throw new Error(`Only ${filling.bytes} bytes came while the gauge was timed`);
  const note = `${(filling.bytes / 1000).toFixed(0)} kB in ${tookS.toFixed(0)} s`;
  return [
    row('notification → new picture of the gauge, p95', alone, TARGET_MS),
    row('… while 10 min are fetched from the log, p95', filling, BACKFILL_TARGET_MS, `, ${note}`),
  ];
}

function row(what: string, { delaysMs }: Stopwatch, target: number, more = ''): BenchRow {
  if (delaysMs.length < 50) throw new Error(`Only ${delaysMs.length} pictures of the gauge were timed`);
  delaysMs.sort((a, b) => a - b);
  const at = (share: number): number =>
    delaysMs[Math.min(delaysMs.length - 1, Math.floor(delaysMs.length * share))]!;
  const note = `median ${at(0.5).toFixed(1)} ms, slowest ${at(1).toFixed(1)} ms, ${delaysMs.length} pictures${more}`;
  return { what, value: at(0.95), unit: 'ms', target, note };
}

function readStopwatch(page: Page): Promise<Stopwatch> {
  return page.evaluate(() => (window as unknown as { stopwatch: Stopwatch }).stopwatch);
}

function resetStopwatch(page: Page): Promise<void> {
  return page.evaluate(() => {
    const { stopwatch } = window as unknown as { stopwatch: Stopwatch };
    stopwatch.delaysMs.length = stopwatch.notifications = stopwatch.bytes = 0;
  });
}

/** Runs in the page before anything else does. */
function startStopwatch(dataUuid: string): void {
  const stopwatch: Stopwatch = { delaysMs: [], notifications: 0, bytes: 0 };
  Object.assign(window, { stopwatch });
  let arrivedMs: number | null = null;
  let newestSeq = -1;
  const isData = (target: EventTarget): boolean =>
    (target as BluetoothRemoteGATTCharacteristic).uuid === dataUuid;
  const addEventListener = EventTarget.prototype.addEventListener;
  const watched = new WeakSet<EventTarget>();
  // Ours is the first listener, so that it sees the moment of arrival.
  EventTarget.prototype.addEventListener = function (this: EventTarget, ...args) {
    if (args[0] === 'characteristicvaluechanged' && isData(this) && !watched.has(this)) {
      watched.add(this);
      addEventListener.call(this, args[0], ({ target }: Event) => {
        const { value } = target as BluetoothRemoteGATTCharacteristic;
        if (!value || value.byteLength < 4) return;
        stopwatch.notifications++;
        stopwatch.bytes += value.byteLength;
        // What comes out of the log changes no gauge.
        const seq = value.getUint16(1, true) + 65_536 * value.getUint8(3);
        if (seq <= newestSeq) return;
        newestSeq = seq;
        arrivedMs = performance.now();
      });
    }
    addEventListener.apply(this, args);
  };
  const channel = new MessageChannel();
  let waitingMs: number | null = null;
  channel.port1.onmessage = () => {
    if (waitingMs !== null) stopwatch.delaysMs.push(performance.now() - waitingMs);
    waitingMs = null;
  };
  const isGauge = ({ target }: MutationRecord): boolean => {
    const element = target instanceof Element ? target : target.parentElement;
    return element?.closest('figure')?.querySelector('[data-testid=lead-scene]') != null;
  };
  // A change that is made while a frame is being prepared is painted with it, any other with the next one.
  const askForFrame = window.requestAnimationFrame.bind(window);
  let inFrame = false;
  const frameEnd = new MessageChannel();
  frameEnd.port1.onmessage = () => (inFrame = false);
  window.requestAnimationFrame = (callback) =>
    askForFrame((timeMs) => {
      inFrame = true;
      frameEnd.port2.postMessage(null);
      callback(timeMs);
    });
  const look = new MutationObserver((records) => {
    if (arrivedMs === null || waitingMs !== null || !records.some(isGauge)) return;
    waitingMs = arrivedMs;
    arrivedMs = null;
    if (inFrame) channel.port2.postMessage(null);
    else askForFrame(() => channel.port2.postMessage(null));
  });
  addEventListener.call(document, 'DOMContentLoaded', () =>
    look.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true }),
  );
}
