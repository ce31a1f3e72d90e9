import { mount, type Component } from 'svelte';
import { readyMessages } from '../words/install-messages';
import { logError } from './event-log';
import { applyTheme, followTheme } from './theme';

/**
 * Theme, texts, then the page: it is loaded once the texts are there, because an ordinary web page has to fetch them.
 * @param load the page's root component
 */
export async function showPage(load: () => Promise<{ default: Component }>): Promise<void> {
  window.addEventListener('error', ({ error, message }) => logError(error ?? message));
  window.addEventListener('unhandledrejection', ({ reason }) => logError(reason));
  applyTheme();
  followTheme();
  await readyMessages();
  const [{ default: Page }, { locale }, { followUnits }] = await Promise.all([
    load(),
    import('../words/locale'),
    import('../words/units-in-use'),
  ]);
  followUnits();
  document.documentElement.lang = locale();
  mount(Page, { target: document.getElementById('app')! });
}
