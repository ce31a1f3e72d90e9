export type Theme = 'system' | 'light' | 'dark';

const KEY = 'catpace-theme';

/** The owner's choice. It lives in localStorage because it has to be known before the first paint. */
export function readTheme(): Theme {
  const stored = localStorage.getItem(KEY);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

/** Put the choice on the page; the style sheet does the rest. */
export function applyTheme(theme: Theme = readTheme()): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme);
  applyTheme(theme);
}

/** Other open pages follow at once. */
export function followTheme(): void {
  window.addEventListener('storage', (event) => {
    if (event.key === KEY) applyTheme();
  });
}
