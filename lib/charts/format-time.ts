import { formatUpTo } from '../words/format-number';
import { locale } from '../words/locale';
import { t } from '../words/words';

/** Whole seconds as m:ss, from an hour on h:mm:ss. Negative and unknown times read 0:00. */
export function formatClock(ms: number): string {
  const seconds = Number.isFinite(ms) ? Math.max(0, Math.floor(ms / 1000)) : 0;
  const s = String(seconds % 60).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${s}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${s}`;
}

/** A moment counted from another: "−0:30", "0:00", "+1:05". Whole seconds; from zero itself the plain clock. */
export function formatClockFrom(ms: number, zeroMs: number): string {
  if (zeroMs === 0) return formatClock(ms);
  const seconds = Math.trunc((ms - zeroMs) / 1000);
  return `${seconds > 0 ? '+' : seconds < 0 ? '−' : ''}${formatClock(1000 * Math.abs(seconds))}`;
}

/** A moment to the hundredth of a second, before a start too: "0:12.43", "−0:04.20". */
export function formatMoment(ms: number): string {
  const hundredths = Math.round(Math.abs(ms) / 10);
  const sign = ms < 0 && hundredths > 0 ? '−' : '';
  return `${sign}${formatClock(10 * hundredths)}.${String(hundredths % 100).padStart(2, '0')}`;
}

/** A length in words: "0.8 s", "12 s", "4 min 05 s", "1 h 02 min". */
export function formatLength(ms: number): string {
  if (!Number.isFinite(ms) || ms < 0) return '–';
  if (ms < 9950) return t('time.seconds', { s: formatUpTo(ms / 1000, 1) });
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return t('time.seconds', { s: seconds });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    const rest = seconds % 60;
    return rest === 0
      ? t('time.minutes', { m: minutes })
      : t('time.minutesSeconds', { m: minutes, s: String(rest).padStart(2, '0') });
  }
  return t('time.hoursMinutes', { h: Math.floor(minutes / 60), m: String(minutes % 60).padStart(2, '0') });
}

/** A length in whole seconds, never rounded up to what was not reached: "12 s", "5 min", "5 min 20 s", "75 min". */
export function formatReached(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000);
  const m = Math.floor(seconds / 60);
  const s = seconds % 60;
  if (m === 0) return t('time.seconds', { s });
  return s === 0 ? t('time.minutes', { m }) : t('time.minutesSeconds', { m, s });
}

/** A range of time as a step asks for it: "5–10 min", "up to 2 min", "from 10 min"; null where there is none. */
export function formatRange(minMs: number | null, maxMs: number | null): string | null {
  const minutes = (ms: number): string => formatUpTo(ms / 60_000, 1);
  if (minMs !== null && maxMs !== null) return t('time.fromTo', { from: minutes(minMs), to: minutes(maxMs) });
  if (maxMs !== null) return t('time.upTo', { to: minutes(maxMs) });
  return minMs !== null ? t('time.from', { from: minutes(minMs) }) : null;
}

/** A day as people say it: "Sat 14 Mar". The time zone is the walk's own (IANA name). */
export function formatDay(epochMs: number, timeZone: string): string {
  return format(epochMs, { weekday: 'short', day: 'numeric', month: 'short' }, timeZone);
}

/** Day with its year, for lists that reach back. */
export function formatDate(epochMs: number, timeZone: string): string {
  return format(epochMs, { day: 'numeric', month: 'short', year: 'numeric' }, timeZone);
}

/** Time of day as the language writes it: "17:05". */
export function formatTimeOfDay(epochMs: number, timeZone: string): string {
  return format(epochMs, { hour: '2-digit', minute: '2-digit' }, timeZone);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a DateTimeFormat costs about 50 µs, too much for a list of 2,000 walks: keep them. */
function format(epochMs: number, options: Intl.DateTimeFormatOptions, timeZone: string): string {
  const key = `${timeZone} ${JSON.stringify(options)}`;
  let made = formats.get(key);
  if (!made) {
    try {
      made = new Intl.DateTimeFormat(locale(), { ...options, timeZone });
    } catch {
      // A record from elsewhere may name a zone that this browser does not know.
      made = new Intl.DateTimeFormat(locale(), { ...options, timeZone: 'UTC' });
    }
    formats.set(key, made);
  }
  return made.format(epochMs);
}
