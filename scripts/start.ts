// npm start: builds the extension and opens it in a browser, with the demo tag in the walk window and the dashboard
// beside it. Without a display it runs a demo walk at 20× through the same pages, prints what came of it and ends.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ensureBuilt, EXTENSION } from './build-extension';
import { runDemo } from './demo-run';
import { ensureBrowser } from './install-debian';
import { launchBrowser } from './launch-browser';
import { ROOT } from './run-child';

/** A demo walk of 8 minutes at 20× takes 24 s; the rest is for a slow machine. */
const DEMO_LIMIT_MS = 4 * 60_000;
const WALK_WINDOW = { width: 480, height: 900, left: 40, top: 40 };

function hasDisplay(): boolean {
  if (process.argv.includes('--headless') || process.env.CI) return false;
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

async function openWindows(browser: string): Promise<void> {
  // Kept between starts, so that walks can be found again. A profile belongs to one kind of browser.
  const profile = join(ROOT, '.output', `profile-${basename(browser).replace(/\W+/g, '-')}`);
  const launched = await launchBrowser({
    browser,
    extension: EXTENSION,
    profile,
    headless: false,
    viewport: null,
  });
  const { context, extensionId } = launched;
  const origin = `chrome-extension://${extensionId}`;
  // With a listener the browser's own question ("Leave site?") is shown to the person, and not answered for them.
  context.on('dialog', () => {});
  const closed = new Promise<void>((resolve) => context.once('close', () => resolve()));
  const dashboard = context.pages()[0] ?? (await context.newPage());
  await dashboard.goto(`${origin}/dashboard.html`);
  const session = await context.browser()!.newBrowserCDPSession();
  await session.send('Target.createTarget', {
    url: `${origin}/walk.html?demo=1`,
    newWindow: true,
    ...WALK_WINDOW,
  });
  console.log(`Catpace runs in ${browser}: a demo walk in its own window, the dashboard in another.`);
  console.log('Pin Catpace to the toolbar to see its popup. Close the browser to end.');
  await closed;
}

async function runHeadless(browser: string): Promise<void> {
  console.log('No display: a demo walk at 20×, headless.');
  const profile = mkdtempSync(join(tmpdir(), 'catpace-start-'));
  const viewport = { width: 900, height: 900 };
  const launched = await launchBrowser({ browser, extension: EXTENSION, profile, headless: true, viewport });
  const limit = setTimeout(() => {
    console.error(`The demo walk did not end within ${DEMO_LIMIT_MS / 60_000} minutes.`);
    void launched.context.close().finally(() => process.exit(1));
  }, DEMO_LIMIT_MS);
  try {
    await runDemo(launched);
  } finally {
    clearTimeout(limit);
    await launched.context.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

try {
  await ensureBuilt();
  const browser = await ensureBrowser();
  await (hasDisplay() ? openWindows(browser) : runHeadless(browser));
} catch (error) {
  console.error(`npm start failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
