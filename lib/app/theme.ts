import type { ThemeChoice } from './page-views';

const KEY = 'catpace-theme';

/** The owner's choice. It lives in localStorage because it has to be known before the first paint. */
export function readTheme(): ThemeChoice {
  const stored = localStorage.getItem(KEY);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

/** Put the choice on the page; the style sheet does the rest. */
export function applyTheme(theme: ThemeChoice = readTheme()): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

export function chooseTheme(theme: ThemeChoice): void {
  localStorage.setItem(KEY, theme);
  applyTheme(theme);
}

/** Other open pages follow at once. */
export function followTheme(): void {
  window.addEventListener('storage', (event) => {
    if (event.key === KEY) applyTheme();
  });
}
