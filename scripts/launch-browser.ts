import { chromium, type BrowserContext, type Worker } from 'playwright-core';

export interface LaunchChoice {
  /** The browser's program. */
  browser: string;
  /** Folder of the unpacked extension. */
  extension: string;
  /** Folder of the browser's profile. */
  profile: string;
  headless: boolean;
  /** Size of each page, px; null: as large as its window. */
  viewport: { width: number; height: number } | null;
  environment?: Record<string, string>;
  /** Further command-line arguments. */
  args?: readonly string[];
}

export interface LaunchedBrowser {
  context: BrowserContext;
  extensionId: string;
}

const START_LIMIT_MS = 30_000;
/** How long the extension's service worker may take to show itself before it is loaded in the other way, ms. */
const WORKER_LIMIT_MS = 4_000;

/**
 * Start a browser with the unpacked extension. Web Bluetooth is switched on (off by default on Linux), and the browser
 * reaches for nothing on the network by itself.
 */
export async function launchBrowser(choice: LaunchChoice): Promise<LaunchedBrowser> {
  const context = await chromium.launchPersistentContext(choice.profile, {
    executablePath: choice.browser,
    // Playwright's own headless mode is another one, without extensions: see the argument below.
    headless: false,
    args: [...browserArguments(choice), ...(choice.args ?? [])],
    ignoreDefaultArgs: ['--disable-extensions', '--enable-automation'],
    env: { ...process.env, ...choice.environment } as Record<string, string>,
    viewport: choice.viewport,
    timeout: START_LIMIT_MS,
  });
  // tsx wraps named functions in a call that pages do not know: functions of ours that are run in a page need it.
  await context.addInitScript({ content: 'globalThis.__name ??= (value) => value;' });
  try {
    const worker = (await extensionWorker(context)) ?? (await loadByDebugger(context, choice.extension));
    return { context, extensionId: new URL(worker.url()).host };
  } catch (error) {
    await context.close();
    throw error;
  }
}

async function extensionWorker(context: BrowserContext): Promise<Worker | null> {
  const isOurs = (worker: Worker): boolean => worker.url().startsWith('chrome-extension://');
  const present = context.serviceWorkers().find(isOurs);
  if (present) return present;
  const options = { predicate: isOurs, timeout: WORKER_LIMIT_MS };
  return context.waitForEvent('serviceworker', options).catch(() => null);
}

/** Branded Chrome and Edge ignore --load-extension (from 137 on) but load one for a debugger on a pipe. */
async function loadByDebugger(context: BrowserContext, extension: string): Promise<Worker> {
  const session = await context.browser()?.newBrowserCDPSession();
  if (!session) throw new Error('This browser cannot be reached by its debugger.');
  // The domain is too young for Playwright's types.
  const send = session.send.bind(session) as (method: string, values: object) => Promise<unknown>;
  await send('Extensions.loadUnpacked', { path: extension });
  const worker = await extensionWorker(context);
  if (!worker) throw new Error('The browser loaded the extension but did not start it.');
  return worker;
}

/** What every browser of ours is started with. @param features switched on beside Web Bluetooth */
export function browserArguments(
  { extension, headless }: Pick<LaunchChoice, 'extension' | 'headless'>,
  features: readonly string[] = [],
): string[] {
  const isRoot = process.getuid?.() === 0;
  return [
    `--disable-extensions-except=${extension}`,
    `--load-extension=${extension}`,
    '--enable-unsafe-extension-debugging',
    ...(headless ? ['--headless=new'] : []),
    // Chromium's sandbox refuses to run as root.
    ...(isRoot ? ['--no-sandbox'] : []),
    `--enable-features=${['WebBluetooth', ...features].join()}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-default-apps',
    '--disable-sync',
    '--disable-quic',
    '--disable-domain-reliability',
    '--disable-client-side-phishing-detection',
    '--no-pings',
    '--metrics-recording-only',
  ];
}
