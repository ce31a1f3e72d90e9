import { CATPACE_SERVICE } from '../../lib/tag/catpace/profile';
import type { ExtensionBrowser } from '../support/browser/extension-browser';
import { WalkWindow } from '../support/browser/walk-window';
import type { BenchRow } from './bench-row';

const TARGET_MS = 50;
const MEASURE_MS = 40_000;

/** What the page-side stopwatch leaves behind. */
interface Stopwatch {
  /** From a notification's arrival until the frame with the gauge's next picture was painted, ms. */
  delaysMs: number[];
  notifications: number;
}

/**
 * From a Data notification's arrival in the page to the gauge's new picture, with the virtual tag at true speed. A
 * picture counts as painted at the first task after the frame that holds the change.
 */
export async function benchGauge(browser: ExtensionBrowser, tagName: string): Promise<BenchRow[]> {
  await browser.context.addInitScript(startStopwatch, CATPACE_SERVICE.data);
  const walkWindow = await WalkWindow.open(browser);
  await walkWindow.walkWith(tagName);
  const { page } = walkWindow;
  // The first seconds belong to the compiler.
  await page.waitForTimeout(3_000);
  await page.evaluate(() => ((window as unknown as { stopwatch: Stopwatch }).stopwatch.delaysMs.length = 0));
  await page.waitForTimeout(MEASURE_MS);
  const { delaysMs } = await page.evaluate(() => (window as unknown as { stopwatch: Stopwatch }).stopwatch);
  await walkWindow.end();
  if (delaysMs.length < 50) throw new Error(`Only ${delaysMs.length} pictures of the gauge were timed`);
  delaysMs.sort((a, b) => a - b);
  const at = (share: number): number =>
    delaysMs[Math.min(delaysMs.length - 1, Math.floor(delaysMs.length * share))]!;
  return [
    {
      what: 'notification → new picture of the gauge, p95',
      value: at(0.95),
      unit: 'ms',
      target: TARGET_MS,
      note: `median ${at(0.5).toFixed(1)} ms, slowest ${at(1).toFixed(1)} ms, ${delaysMs.length} pictures`,
    },
  ];
}

/** Runs in the page before anything else does. */
function startStopwatch(dataUuid: string): void {
  const stopwatch: Stopwatch = { delaysMs: [], notifications: 0 };
  Object.assign(window, { stopwatch });
  let arrivedMs: number | null = null;
  const isData = (target: EventTarget): boolean =>
    (target as BluetoothRemoteGATTCharacteristic).uuid === dataUuid;
  const addEventListener = EventTarget.prototype.addEventListener;
  const watched = new WeakSet<EventTarget>();
  // Ours is the first listener, so that it sees the moment of arrival.
  EventTarget.prototype.addEventListener = function (this: EventTarget, ...args) {
    if (args[0] === 'characteristicvaluechanged' && isData(this) && !watched.has(this)) {
      watched.add(this);
      addEventListener.call(this, args[0], () => {
        stopwatch.notifications++;
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
