import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { showBadge } from '@/lib/app/extension';
import { unclosedWalkBadge } from '@/lib/app/unclosed-walk-badge';

/** The badge belongs to the walk window; this sets it right when that window cannot: at start-up and after it died. */
export default defineBackground(() => {
  const refresh = (): void => void unclosedWalkBadge().then(showBadge, () => {});
  browser.runtime.onStartup.addListener(refresh);
  browser.runtime.onInstalled.addListener(refresh);
  // The walk window's tab may have been the one: if it still lives, its walk is owned and the badge is left alone.
  browser.tabs.onRemoved.addListener(refresh);
});
