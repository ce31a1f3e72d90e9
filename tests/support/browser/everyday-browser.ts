import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { requireBrowser } from '../../../scripts/find-browser';
import { browserArguments } from '../../../scripts/launch-browser';
import { until } from '../until';
import { isOutside, newProfile } from './extension-browser';

const EXTENSION = join(import.meta.dirname, '../../../.output/chrome-mv3');

/**
 * Chromium with the built extension, started as an owner's is: without the switches and overrides by which Playwright keeps
 * every page awake and visible. A page behind another tab is hidden here, and its timers are slowed down to once a second.
 */
export class EverydayBrowser {
  readonly context: BrowserContext;
  readonly #browser: Browser;
  readonly #process: ChildProcess;
  readonly #profile: string;
  readonly #extensionId: string;
  /** Requests that tried to leave the browser. */
  readonly requests: string[] = [];

  private constructor(browser: Browser, extensionId: string, child: ChildProcess, profile: string) {
    this.#browser = browser;
    this.context = browser.contexts()[0]!;
    this.#extensionId = extensionId;
    this.#process = child;
    this.#profile = profile;
    this.context.on('request', (request) => {
      if (isOutside(request.url())) this.requests.push(request.url());
    });
  }

  static async launch(environment: Record<string, string>): Promise<EverydayBrowser> {
    const profile = newProfile();
    const child = spawn(
      requireBrowser(),
      [
        ...browserArguments({ extension: EXTENSION, headless: true }),
        `--user-data-dir=${profile}`,
        '--remote-debugging-port=0',
        '--password-store=basic',
        'about:blank',
      ],
      { env: { ...process.env, ...environment }, stdio: 'ignore' },
    );
    try {
      const portFile = join(profile, 'DevToolsActivePort');
      await until(
        'the browser listens',
        async () => existsSync(portFile) && readFileSync(portFile).length > 0,
      );
      const [port] = readFileSync(portFile, 'utf8').split('\n');
      const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true });
      const context = browser.contexts()[0]!;
      const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
      return new EverydayBrowser(browser, new URL(worker.url()).host, child, profile);
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
  }

  /** Open a page of the extension in a tab of its own, in front. */
  async open(path: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(`chrome-extension://${this.#extensionId}/${path}`);
    return page;
  }

  /** Fails when any page tried to reach the network. */
  async close(): Promise<void> {
    await this.#browser.close();
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      this.#process.kill();
      await once(this.#process, 'exit');
    }
    try {
      rmSync(this.#profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    } catch {
      // A helper process of the browser still writes: the folder is in the system's own place for such things.
    }
    if (this.requests.length > 0) throw new Error(`Pages reached out: ${this.requests.join(', ')}`);
  }
}
