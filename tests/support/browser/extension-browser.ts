import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { requireBrowser } from '../../../scripts/find-browser';
import { launchBrowser } from '../../../scripts/launch-browser';
import type { ManagedBrowser } from './managed-browser';

export const EXTENSION = join(import.meta.dirname, '../../../.output/chrome-mv3');

export interface BrowserChoice {
  /** Added to the environment: where the virtual radio is. */
  environment?: Record<string, string>;
  /** Keep a profile across launches: a browser that was killed comes back to what it had. */
  profile?: string;
  width?: number;
  height?: number;
  /** What the browser speaks, e.g. "de"; left out: as the machine. */
  language?: string;
  /** Folder of an unpacked extension that is not the one just built. */
  extension?: string;
  /** Instead of an unpacked extension: a browser that installs one by its policy, from a server on this machine. */
  managed?: ManagedBrowser;
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
  readonly #extension: string | null;

  private constructor(
    context: BrowserContext,
    extensionId: string,
    extension: string | null,
    ownProfile: string | null,
  ) {
    this.context = context;
    this.extensionId = extensionId;
    this.#ownProfile = ownProfile;
    this.#extension = extension;
    context.on('page', (page) => this.#watch(page));
    context.on('request', (request) => {
      if (isOutside(request.url())) this.requests.push(request.url());
    });
    context.pages().forEach((page) => this.#watch(page));
  }

  static async launch(choice: BrowserChoice = {}): Promise<ExtensionBrowser> {
    const ownProfile = choice.profile ? null : newProfile();
    const { managed } = choice;
    const extension = managed ? null : (choice.extension ?? EXTENSION);
    const { context, extensionId } = await launchBrowser({
      browser: managed?.program ?? requireBrowser(),
      extension,
      profile: choice.profile ?? ownProfile!,
      headless: true,
      viewport: { width: choice.width ?? 900, height: choice.height ?? 800 },
      environment: choice.environment,
      language: choice.language,
      // No name on the network is ever found.
      args: [`--host-resolver-rules=MAP * ~NOTFOUND${managed ? ', EXCLUDE 127.0.0.1' : ''}`],
    });
    return new ExtensionBrowser(context, extensionId, extension, ownProfile);
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
    this.#expectNoRequests();
  }

  /** As if the power went: no page gets a word in. Fails like `close`. */
  async kill(): Promise<void> {
    const [browser] = await this.#processes();
    const closed = this.context.waitForEvent('close');
    process.kill(browser!, 'SIGKILL');
    await closed;
    this.#expectNoRequests();
  }

  /** As if the machine slept: nothing of the browser runs until it is woken. @returns wakes it */
  async sleep(): Promise<() => void> {
    const processes = await this.#processes();
    for (const id of processes) process.kill(id, 'SIGSTOP');
    return () => processes.forEach((id) => process.kill(id, 'SIGCONT'));
  }

  /** As the browser does with another version of the extension: its pages go, and it begins anew. */
  async reloadExtension(): Promise<void> {
    if (this.#extension === null)
      throw new Error('An installed extension is brought up to date by its server');
    const session = await this.context.browser()!.newBrowserCDPSession();
    // The domain is too young for Playwright's types.
    const send = session.send.bind(session) as (method: string, values: object) => Promise<unknown>;
    await send('Extensions.loadUnpacked', { path: this.#extension });
  }

  /** As after half a minute in which nothing was asked of it: a debugger, which listens here, keeps it awake for ever. */
  async endServiceWorker(): Promise<void> {
    const session = await this.context.browser()!.newBrowserCDPSession();
    const { targetInfos } = await session.send('Target.getTargets');
    const workers = targetInfos.filter(
      ({ type, url }) => type === 'service_worker' && url.startsWith(this.url('')),
    );
    for (const { targetId } of workers) await session.send('Target.closeTarget', { targetId });
  }

  /** Ids of the browser's processes, its own first. */
  async #processes(): Promise<number[]> {
    const browser = this.context.browser();
    if (!browser) throw new Error('Playwright gives no handle to the browser');
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const own = processInfo.filter(({ type }) => type === 'browser');
    return [...own, ...processInfo.filter(({ type }) => type !== 'browser')].map(({ id }) => id);
  }

  #expectNoRequests(): void {
    if (this.requests.length > 0) throw new Error(`Pages reached out: ${this.requests.join(', ')}`);
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
