import { chromium, type BrowserContext, type Worker } from 'playwright-core';

export interface LaunchChoice {
  /** The browser's program. */
  browser: string;
  /** Folder of the unpacked extension; null: the browser installs one by a policy, and keeps it up to date. */
  extension: string | null;
  /** Folder of the browser's profile. */
  profile: string;
  headless: boolean;
  /** Size of each page, px; null: as large as its window. */
  viewport: { width: number; height: number } | null;
  environment?: Record<string, string> | undefined;
  /** What the browser speaks, e.g. "de"; left out: as the machine. */
  language?: string | undefined;
  /** Further command-line arguments. */
  args?: readonly string[];
}

export interface LaunchedBrowser {
  context: BrowserContext;
  extensionId: string;
}

/** Without it the browser looks for updates of its extensions. */
const NO_BACKGROUND_NETWORK = '--disable-background-networking';
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
    args: [
      ...browserArguments(choice),
      ...(choice.language ? [`--lang=${choice.language}`] : []),
      ...(choice.args ?? []),
    ],
    ignoreDefaultArgs: [
      '--disable-extensions',
      '--enable-automation',
      ...(choice.extension === null ? [NO_BACKGROUND_NETWORK] : []),
    ],
    // Texts: Linux goes by the environment, other systems by the argument.
    env: {
      ...process.env,
      ...choice.environment,
      ...(choice.language ? { LANGUAGE: choice.language } : {}),
    } as Record<string, string>,
    // Numbers and units: of its own Playwright has every browser write them as in the United States.
    locale: choice.language ?? Intl.DateTimeFormat().resolvedOptions().locale,
    viewport: choice.viewport,
    timeout: START_LIMIT_MS,
  });
  // tsx wraps named functions in a call that pages do not know: functions of ours that are run in a page need it.
  await context.addInitScript({ content: 'globalThis.__name ??= (value) => value;' });
  try {
    const worker =
      choice.extension === null
        ? await installedWorker(context)
        : ((await extensionWorker(context)) ?? (await loadByDebugger(context, choice.extension)));
    return { context, extensionId: new URL(worker.url()).host };
  } catch (error) {
    await context.close();
    throw error;
  }
}

async function extensionWorker(context: BrowserContext, timeout = WORKER_LIMIT_MS): Promise<Worker | null> {
  const isOurs = (worker: Worker): boolean => worker.url().startsWith('chrome-extension://');
  const present = context.serviceWorkers().find(isOurs);
  if (present) return present;
  return context.waitForEvent('serviceworker', { predicate: isOurs, timeout }).catch(() => null);
}

async function installedWorker(context: BrowserContext): Promise<Worker> {
  const worker = await extensionWorker(context, START_LIMIT_MS);
  if (!worker) throw new Error('The browser did not install the extension that its policy names.');
  return worker;
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
    ...(extension === null
      ? []
      : [`--disable-extensions-except=${extension}`, `--load-extension=${extension}`, NO_BACKGROUND_NETWORK]),
    '--enable-unsafe-extension-debugging',
    ...(headless ? ['--headless=new'] : []),
    // Chromium's sandbox refuses to run as root.
    ...(isRoot ? ['--no-sandbox'] : []),
    `--enable-features=${['WebBluetooth', ...features].join()}`,
    '--no-first-run',
    '--no-default-browser-check',
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
