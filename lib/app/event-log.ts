import type { Tag } from '../tag/tag';
import { listOf, number, oneOf, orAbsent, shapeOf, text } from './shape';

/** Something that a report of a problem tells: a state of the link, an error, a message that fell. */
export interface LogEntry {
  /** Epoch ms; of the last time where it came several times in a row. */
  atMs: number;
  what: 'link' | 'error' | 'message';
  /** A code of ours, or the name of an error of the browser's. */
  code: string;
  /** How often in a row; absent: once. */
  times?: number;
  /** The tag's family. */
  family?: string;
  /** Where in our code, without addresses of this browser. */
  where?: string;
  /** What the error says in its own words: names may be in it, so a report leaves it out unless asked. */
  words?: string;
}

const KEY = 'catpace-log';
/** Entries kept, and letters of one text. Ours: some days of walks, about 50 kB at most. */
const MAX_ENTRIES = 200;
const MAX_LETTERS = 500;
/** The same once more within this time counts up instead of pushing others out, ms. Ours. */
const SAME_WITHIN_MS = 60_000;

const entries = listOf(
  shapeOf<LogEntry>({
    atMs: number,
    what: oneOf<LogEntry['what']>({ link: true, error: true, message: true }),
    code: text,
    times: orAbsent(number),
    family: orAbsent(text),
    where: orAbsent(text),
    words: orAbsent(text),
  }),
);

/** All that is kept, oldest first. What another version or hand wrote there is no log. */
export function readLog(): readonly LogEntry[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return entries(kept) ? (kept as LogEntry[]) : [];
  } catch {
    return [];
  }
}

/** Keep an entry on this machine. Never throws: where nothing can be kept, there is no log. */
export function log(entry: Omit<LogEntry, 'atMs' | 'times'>, atMs = Date.now()): void {
  try {
    const kept = readLog();
    const last = kept.at(-1);
    const short = Object.fromEntries(
      Object.entries(entry).map(([key, value]) => [key, value.slice(0, MAX_LETTERS)]),
    ) as typeof entry;
    const isSame =
      last !== undefined &&
      atMs - last.atMs < SAME_WITHIN_MS &&
      (['what', 'code', 'family', 'where', 'words'] as const).every((key) => last[key] === short[key]);
    const next: LogEntry[] = isSame
      ? [...kept.slice(0, -1), { ...last, atMs, times: (last.times ?? 1) + 1 }]
      : [...kept, { atMs, ...short }];
    localStorage.setItem(KEY, JSON.stringify(next.slice(-MAX_ENTRIES)));
  } catch {
    // No room, or no localStorage: the walk matters more.
  }
}

/** Keep how this tag's link fares, and what goes wrong with it. */
export function logLink(tag: Pick<Tag, 'on' | 'family'>): void {
  tag.on('link', (code) => log({ what: 'link', code, family: tag.family }));
  tag.on('error', logError);
}

/** Forget everything that is kept. */
export function clearLog(): void {
  localStorage.removeItem(KEY);
}

/** Keep what was thrown: its code or name, and where. */
export function logError(error: unknown): void {
  const isError = error instanceof Error;
  const code = isError && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const name = isError ? error.name : typeof error;
  const where = isError ? placesIn(error.stack ?? '') : '';
  log({
    what: 'error',
    code: code ? `${name} ${code}` : name,
    ...(where && { where }),
    words: isError ? error.message : String(error),
  });
}

/** "chunks/main.js:1:234" of each frame of a stack: its first lines are the message and stay out. */
function placesIn(stack: string): string {
  return [...stack.matchAll(/[a-z]+:\/\/[^/\s]+\/([\w./-]+:\d+:\d+)\)?$/gm)]
    .slice(0, 6)
    .map(([, place]) => place)
    .join(' ');
}
