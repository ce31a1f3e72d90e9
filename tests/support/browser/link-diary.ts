import type { Page } from 'playwright-core';

/** What the page said of its link, and when (epoch ms). */
export interface LinkWord {
  atMs: number;
  words: string;
}

/** Write down from now on what the page says of its link. */
export function keepLinkDiary(page: Page): Promise<void> {
  return page.evaluate(() => {
    const said: LinkWord[] = [];
    const look = (): void => {
      const words = document.querySelector('[data-testid=link]')?.textContent?.trim() ?? '';
      if (words !== said.at(-1)?.words) said.push({ atMs: Date.now(), words });
    };
    look();
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    Object.assign(window, { linkDiary: said });
  });
}

export function readLinkDiary(page: Page): Promise<LinkWord[]> {
  return page.evaluate(() => (window as unknown as { linkDiary: LinkWord[] }).linkDiary);
}
