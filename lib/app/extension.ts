import { browser } from 'wxt/browser';

/**
 * The one place of `app` that speaks to the extension API. The pages also run as ordinary web pages: then windows
 * are opened by the page itself, and there is no badge.
 */
const isExtension = typeof browser !== 'undefined' && browser.runtime?.id !== undefined;

export type PagePath = '/walk.html' | '/dashboard.html';

export function pageUrl(path: PagePath, suffix = ''): string {
  return isExtension ? browser.runtime.getURL(path) + suffix : path.slice(1) + suffix;
}

/** Tab that shows a page of ours, or null. Needs no permission: the extension asks for its own contexts. */
async function findTab(path: PagePath): Promise<{ tabId: number; windowId: number } | null> {
  const contexts = await browser.runtime.getContexts({ contextTypes: ['TAB'] });
  const url = browser.runtime.getURL(path);
  const context = contexts.find((each) => each.documentUrl?.startsWith(url) && each.tabId >= 0);
  return context ? { tabId: context.tabId, windowId: context.windowId } : null;
}

/**
 * Bring the walk window to the front, or open it. It is a tab in a *normal* window: only there does Chromium show
 * the Bluetooth chooser to an extension.
 */
export async function openWalkWindow(): Promise<void> {
  if (!isExtension) {
    window.open(pageUrl('/walk.html'), 'catpace-walk');
    return;
  }
  const open = await findTab('/walk.html');
  if (open) {
    await browser.tabs.update(open.tabId, { active: true });
    await browser.windows.update(open.windowId, { focused: true });
  } else {
    await browser.windows.create({ type: 'normal', url: pageUrl('/walk.html'), focused: true });
  }
}

/** Bring the dashboard to the front at a place in it, or open it. `hash` starts with "#". */
export async function openDashboard(hash = '#/today'): Promise<void> {
  if (!isExtension) {
    window.open(pageUrl('/dashboard.html', hash), 'catpace-dashboard');
    return;
  }
  const open = await findTab('/dashboard.html');
  if (open) {
    await browser.tabs.update(open.tabId, { active: true, url: pageUrl('/dashboard.html', hash) });
    await browser.windows.update(open.windowId, { focused: true });
  } else {
    await browser.tabs.create({ url: pageUrl('/dashboard.html', hash) });
  }
}

export interface Badge {
  /** At most four characters. */
  text: string;
  /** CSS colour. */
  colour: string;
  /** Shown when the pointer rests on the button. */
  title: string;
}

/** Show a badge on the toolbar button; null takes it away. Never rejects: a badge is an extra. */
export async function showBadge(badge: Badge | null): Promise<void> {
  if (!isExtension) return;
  try {
    await browser.action.setBadgeText({ text: badge?.text ?? '' });
    await browser.action.setTitle({ title: badge?.title ?? 'Catpace' });
    if (badge) {
      await browser.action.setBadgeBackgroundColor({ color: badge.colour });
      await browser.action.setBadgeTextColor({ color: '#ffffff' });
    }
  } catch {
    // The extension is being reloaded: there is no button to write on.
  }
}

/** Keep the machine awake (its screen may go dark) or let it sleep again. Does nothing in an ordinary web page. */
export function keepAwake(awake: boolean): void {
  if (!isExtension) return;
  if (awake) browser.power.requestKeepAwake('system');
  else browser.power.releaseKeepAwake();
}

/**
 * Hear of a newer Catpace that the browser has fetched. It comes in once no page of ours is open: nothing here hurries it, so
 * that no walk is ever cut off for it.
 */
export function onUpdateWaiting(tell: (version: string) => void): void {
  if (isExtension) browser.runtime.onUpdateAvailable.addListener(({ version }) => tell(version));
}

export function version(): string {
  return isExtension ? browser.runtime.getManifest().version : 'web';
}
