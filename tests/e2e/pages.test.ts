import { afterAll, beforeAll, expect, it } from 'vitest';
import { EXTENSION } from '../../scripts/build-extension';
import { codeComplaints } from '../../scripts/package/check-code';
import { readTexts } from '../../scripts/package/read-texts';
import { describeEndToEnd } from '../support/browser/describe-end-to-end';
import { ExtensionBrowser } from '../support/browser/extension-browser';
import { pxBeyondWindow } from '../support/browser/px-beyond-window';
import { saveLooks, saveScreenshot } from '../support/browser/screenshots';
import { WalkWindow } from '../support/browser/walk-window';
import { VirtualRadio } from '../support/virtual-tag/virtual-radio';

const DASHBOARD = ['today', 'walks', 'progress', 'cats', 'data', 'settings', 'help', 'privacy'];

/** Every page before there is any data: it says what will be here and asks nothing of the network. */
describeEndToEnd('pages without data', () => {
  let radio: VirtualRadio;
  let browser: ExtensionBrowser;

  beforeAll(async () => {
    radio = await VirtualRadio.start({ tags: [], speed: 1, adapter: 'on' });
    browser = await ExtensionBrowser.launch({ environment: radio.environment });
  });

  afterAll(async () => {
    await browser?.close();
    await radio?.stop();
  });

  it('the popup offers to connect a tag, which opens the walk window once', async () => {
    const popup = await browser.open('popup.html');
    await popup.setViewportSize({ width: 360, height: 600 });
    await popup.getByRole('button', { name: 'Connect tag' }).waitFor();
    await saveScreenshot(popup, 'popup-empty');
    const opened = browser.context.waitForEvent('page');
    await popup.getByRole('button', { name: 'Connect tag' }).click();
    const walkWindow = new WalkWindow(await opened);
    await walkWindow.until('setup');
    expect(walkWindow.page.url()).toBe(browser.url('walk.html'));
    await saveLooks(walkWindow.page, 'walk-setup');

    const again = await browser.open('popup.html');
    // The popup closes itself once the walk window is in front.
    await Promise.all([
      again.waitForEvent('close'),
      again.getByRole('button', { name: 'Connect tag' }).click(),
    ]);
    const urls = browser.context.pages().map((page) => page.url());
    expect(urls.filter((url) => url.startsWith(browser.url('walk.html')))).toHaveLength(1);
    await walkWindow.page.close();
  });

  it.each(DASHBOARD)('the dashboard’s page %s is drawn', async (name) => {
    const page = await browser.open(`dashboard.html#/${name}`);
    await page.waitForFunction((wanted) => document.documentElement.dataset['page'] === wanted, name);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await saveLooks(page, `${name}-empty`);
    await page.close();
  });

  it('no page fits less than its window: nothing scrolls sideways at 380 px', async () => {
    for (const path of ['walk.html', ...DASHBOARD.map((name) => `dashboard.html#/${name}`)]) {
      const page = await browser.open(path);
      await page.setViewportSize({ width: 380, height: 800 });
      await page.getByRole('heading', { level: 1 }).waitFor();
      const overhang = await pxBeyondWindow(page);
      expect(overhang, path).toBe(0);
      await page.close();
    }
  });

  it('no page runs text as code, loads a picture from outside or speaks to a host', async () => {
    expect(browser.complaints).toEqual([]);
    expect(browser.requests).toEqual([]);
    for (const path of ['popup.html', 'walk.html', 'dashboard.html']) {
      const page = await browser.open(path);
      // Addresses are refused before anything leaves: the browser's own report says by which rule.
      const refused = await page.evaluate(async () => {
        const rules: string[] = [];
        document.addEventListener('securitypolicyviolation', (event) => rules.push(event.effectiveDirective));
        const evaluated = await new Promise<string>((resolve) =>
          // Outside the debugger's own call, which may do what a page may not.
          setTimeout(() => {
            try {
              resolve(String((0, eval)('"ran"')));
            } catch (error) {
              resolve((error as Error).name);
            }
          }),
        );
        const fetched = await fetch('https://catpace.invalid/').then(
          () => 'answered',
          () => 'refused',
        );
        const image = new Image();
        await new Promise((resolve) => {
          image.onerror = image.onload = resolve;
          image.src = 'https://catpace.invalid/picture.png';
        });
        await new Promise((resolve) => setTimeout(resolve));
        return { evaluated, fetched, rules };
      });
      expect(refused.evaluated, path).toBe('EvalError');
      expect(refused.fetched, path).toBe('refused');
      expect(refused.rules, path).toEqual(expect.arrayContaining(['script-src', 'connect-src', 'img-src']));
      await page.close();
    }
    // What the browser refused is told on the console, and was tried on purpose.
    expect(browser.complaints.length).toBeGreaterThan(0);
    expect(browser.complaints.filter((text) => !/Content Security Policy/.test(text))).toEqual([]);
    browser.complaints.length = 0;
    browser.requests.length = 0;
  });

  it('holds no code that runs text, loads from elsewhere or speaks to a host', () => {
    const files = [...readTexts(EXTENSION)];
    expect(files.length).toBeGreaterThan(50);
    expect(codeComplaints(files)).toEqual([]);
  });

  it('asks for few permissions and no hosts', async () => {
    const worker = browser.context.serviceWorkers()[0]!;
    const manifest = await worker.evaluate('chrome.runtime.getManifest()');
    expect(manifest).not.toHaveProperty('host_permissions');
    expect(manifest).not.toHaveProperty('content_scripts');
    const { permissions } = manifest as { permissions: string[] };
    expect(permissions.filter((permission) => !['unlimitedStorage', 'power'].includes(permission))).toEqual(
      [],
    );
  });

  it('made no page complain and no request leave the browser', () => {
    expect(browser.complaints).toEqual([]);
    expect(browser.requests).toEqual([]);
  });
});
