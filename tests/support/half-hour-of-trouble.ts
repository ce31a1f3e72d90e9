import type { WalkWindow } from './browser/walk-window';
import type { SourceChoice, TagChoice, Trouble } from './virtual-tag/radio-messages';

/** Thirty minutes at the edge of radio range, as several tests walk them. */
export const TAG = 'Catpace F00D';
/** Walk time runs this much faster than the clock on the wall. Everything below in ms is walk time unless it says otherwise. */
export const SPEED = 10;
export const WALK_MS = 30 * 60_000;
/** Six-minute walks one after another: a single one of 30 minutes has hardly more events than one of six. */
export const SOURCE: SourceChoice = { from: 'walks', seeds: [21, 7, 11, 3, 5, 40, 77], eachMs: 6 * 60_000 };
/** The last 270 s or so of frames: what a loaded machine takes to fetch is not overwritten meanwhile. */
const LOG_BYTES = 150_000;
export const BAD_RADIO = { lost: 0.05, doubled: 0.01, late: 0.01 };

/** Twenty drops from 2 to 120 s, each 1.24 times as long as another, short and long ones mixed. */
export const DROPS_MS = Array.from({ length: 20 }, (_, i) => 2_000 * 60 ** (((i * 7) % 20) / 19));
/** Longer than the log reaches back. */
const OVERRUN_MS = 380_000;

/** All of it with even stretches of good link in between. */
export function planTrouble(): Trouble[] {
  const away = (forMs: number) => ({ trouble: 'away' as const, forMs });
  const troubles = [
    ...DROPS_MS.slice(0, 12).map(away),
    { trouble: 'reboot' as const, forMs: 0 },
    ...DROPS_MS.slice(12, 16).map(away),
    away(OVERRUN_MS),
    ...DROPS_MS.slice(16).map(away),
  ];
  const awayMs = troubles.reduce((sum, { forMs }) => sum + forMs, 0);
  const betweenMs = (WALK_MS - awayMs) / (troubles.length + 1);
  let atMs = 0;
  return troubles.map((each) => {
    atMs += betweenMs;
    const planned: Trouble = each.trouble === 'away' ? { ...each, atMs } : { trouble: 'reboot', atMs };
    atMs += each.forMs;
    return planned;
  });
}

/** The tag that walks them. */
export const HALF_HOUR_TAG: TagChoice = {
  id: 'tag',
  name: TAG,
  kind: 'catpace',
  source: SOURCE,
  firmware: { logBytes: LOG_BYTES },
};

/** Until the page shows that what is missing has not changed for a while. */
export async function restUntilFetched({ page }: WalkWindow): Promise<void> {
  let before = '';
  let same = 0;
  for (let tries = 0; same < 8; tries++) {
    if (tries > 240) throw new Error(`The page still fetches: ${before}`);
    await page.waitForTimeout(250);
    const now = await page.evaluate(() => {
      const [missing] = [...document.querySelectorAll('dt')].filter(
        ({ textContent }) => textContent === 'Missing',
      );
      const link = document.querySelector('[data-testid=link]')?.textContent?.trim();
      return `${missing?.nextElementSibling?.textContent} ${link}`;
    });
    same = now === before && !/fetching|Looking|ready/.test(now) ? same + 1 : 0;
    before = now;
  }
}
