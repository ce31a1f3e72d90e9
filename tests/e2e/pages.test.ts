import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEndToEnd } from '../support/browser/describe-end-to-end';
import { ExtensionBrowser } from '../support/browser/extension-browser';
import { saveLooks, saveScreenshot } from '../support/browser/screenshots';
import { WalkWindow } from '../support/browser/walk-window';
import { VirtualRadio } from '../support/virtual-tag/virtual-radio';

const DASHBOARD = ['today', 'walks', 'progress', 'cats', 'data', 'settings'];

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
      const overhang = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overhang, path).toBe(0);
      await page.close();
    }
  });

  it('asks for few permissions and no hosts', async () => {
    const worker = browser.context.serviceWorkers()[0]!;
    const manifest = await worker.evaluate('chrome.runtime.getManifest()');
    expect(manifest).not.toHaveProperty('host_permissions');
    expect(manifest).not.toHaveProperty('content_scripts');
    expect(manifest).not.toHaveProperty('content_security_policy');
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
