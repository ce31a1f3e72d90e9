import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { requireBrowser } from '../../../scripts/find-browser';
import { launchBrowser } from '../../../scripts/launch-browser';

const EXTENSION = join(import.meta.dirname, '../../../.output/chrome-mv3');

export interface BrowserChoice {
  /** Added to the environment: where the virtual radio is. */
  environment?: Record<string, string>;
  /** Keep a profile across launches: a browser that was killed comes back to what it had. */
  profile?: string;
  width?: number;
  height?: number;
}

/** Whether a request would leave the browser. */
export function isOutside(url: string): boolean {
  return !/^(chrome-extension|chrome|data|blob|about|devtools):/.test(url);
}

/** Real Chromium with the built extension. Remembers every complaint and every request to the outside. */
export class ExtensionBrowser {
  readonly context: BrowserContext;
  readonly extensionId: string;
  /** Console errors and exceptions of any page. */
  readonly complaints: string[] = [];
  /** Requests that tried to leave the browser. */
  readonly requests: string[] = [];
  readonly #ownProfile: string | null;

  private constructor(context: BrowserContext, extensionId: string, ownProfile: string | null) {
    this.context = context;
    this.extensionId = extensionId;
    this.#ownProfile = ownProfile;
    context.on('page', (page) => this.#watch(page));
    context.on('request', (request) => {
      if (isOutside(request.url())) this.requests.push(request.url());
    });
    context.pages().forEach((page) => this.#watch(page));
  }

  static async launch(choice: BrowserChoice = {}): Promise<ExtensionBrowser> {
    const ownProfile = choice.profile ? null : newProfile();
    const { context, extensionId } = await launchBrowser({
      browser: requireBrowser(),
      extension: EXTENSION,
      profile: choice.profile ?? ownProfile!,
      headless: true,
      viewport: { width: choice.width ?? 900, height: choice.height ?? 800 },
      environment: choice.environment ?? {},
      // No name on the network is ever found.
      args: ['--host-resolver-rules=MAP * ~NOTFOUND'],
    });
    return new ExtensionBrowser(context, extensionId, ownProfile);
  }

  url(path: string): string {
    return `chrome-extension://${this.extensionId}/${path}`;
  }

  /** Open a page of the extension in a tab of its own: "walk.html?demo=1". */
  async open(path: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(this.url(path));
    return page;
  }

  /** Fails when any page, in all that this browser did, tried to reach the network. */
  async close(): Promise<void> {
    await this.context.close();
    if (this.#ownProfile) rmSync(this.#ownProfile, { recursive: true, force: true, maxRetries: 5 });
    if (this.requests.length > 0) throw new Error(`Pages reached out: ${this.requests.join(', ')}`);
  }

  /** As if the power went: no page gets a word in. */
  async kill(): Promise<void> {
    const browser = this.context.browser();
    if (!browser) throw new Error('Playwright gives no handle to the browser');
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const closed = this.context.waitForEvent('close');
    process.kill(processInfo.find(({ type }) => type === 'browser')!.id, 'SIGKILL');
    await closed;
  }

  #watch(page: Page): void {
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(`${page.url()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.complaints.push(`${page.url()}: ${error.stack ?? error.message}`));
  }
}

export function newProfile(): string {
  return mkdtempSync(join(tmpdir(), 'catpace-profile-'));
}
