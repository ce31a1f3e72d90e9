import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { showIdleBadge } from '@/lib/app/idle-badge';

/** The badge belongs to the walk window; this sets it right when that window cannot: at start-up and after it died. */
export default defineBackground(() => {
  const refresh = (): void => {
    // A badge is an extra: the walk window offers the recovery all the same.
    showIdleBadge().catch(() => {});
  };
  browser.runtime.onStartup.addListener(refresh);
  browser.runtime.onInstalled.addListener(refresh);
  browser.tabs.onRemoved.addListener(refresh);
});
