const DAY_MS = 86_400_000;
const DAYS_A_WEEK = 7;

/** `rest`: a day without a session since the first one; it counts. `outside`: before the first session, or to come. */
export type CalendarDayKind = 'session' | 'rest' | 'outside';

export interface CalendarDay {
  /** "2026-03-14". */
  day: string;
  kind: CalendarDayKind;
  sessions: number;
}

export interface RestCalendar {
  /** Weeks from Monday to Sunday, the oldest first. */
  weeks: CalendarDay[][];
  /** Within the weeks shown. */
  sessionDays: number;
  restDays: number;
}

/**
 * The last weeks as a calendar. Nothing is counted in a row: a missed day ends nothing.
 *
 * @param days days with a session where the owner was, "2026-03-14", one entry a session, in any order.
 * @param today the day where the owner is.
 */
export function restCalendar(days: readonly string[], today: string, weeks: number): RestCalendar {
  const first = [...days].sort()[0] ?? null;
  const sessionsOn = new Map<string, number>();
  for (const day of days) sessionsOn.set(day, (sessionsOn.get(day) ?? 0) + 1);
  const todayMs = Date.parse(`${today}T00:00:00Z`);
  // Monday is 0.
  const weekday = (new Date(todayMs).getUTCDay() + 6) % DAYS_A_WEEK;
  const startMs = todayMs - (weekday + (weeks - 1) * DAYS_A_WEEK) * DAY_MS;
  const shown = Array.from({ length: weeks * DAYS_A_WEEK }, (_, i): CalendarDay => {
    const day = new Date(startMs + i * DAY_MS).toISOString().slice(0, 10);
    const sessions = sessionsOn.get(day) ?? 0;
    const isOutside = first === null || day < first || day > today;
    return { day, sessions, kind: sessions > 0 ? 'session' : isOutside ? 'outside' : 'rest' };
  });
  return {
    weeks: Array.from({ length: weeks }, (_, i) => shown.slice(i * DAYS_A_WEEK, (i + 1) * DAYS_A_WEEK)),
    sessionDays: shown.filter(({ kind }) => kind === 'session').length,
    restDays: shown.filter(({ kind }) => kind === 'rest').length,
  };
}

/** The calendar day of a moment in a time zone (IANA name), "2026-03-14". UTC where the zone is not known here. */
export function calendarDay(epochMs: number, timeZone: string): string {
  const options = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  try {
    return new Intl.DateTimeFormat('en-CA', { ...options, timeZone }).format(epochMs);
  } catch {
    return new Date(epochMs).toISOString().slice(0, 10);
  }
}
