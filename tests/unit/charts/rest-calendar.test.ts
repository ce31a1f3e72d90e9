import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarDay, restCalendar } from '../../../lib/charts/rest-calendar';

describe('the calendar of sessions and rest', () => {
  it('begins its weeks on Monday and ends with the week of today', () => {
    // 14 March 2026 is a Saturday.
    const { weeks } = restCalendar([], '2026-03-14', 2);
    expect(weeks.map((week) => [week[0]!.day, week[6]!.day])).toEqual([
      ['2026-03-02', '2026-03-08'],
      ['2026-03-09', '2026-03-15'],
    ]);
  });

  it('counts days of rest from the first session to today, and none before or after', () => {
    const { weeks, sessionDays, restDays } = restCalendar(
      ['2026-03-12', '2026-03-10', '2026-03-12'],
      '2026-03-14',
      2,
    );
    expect({ sessionDays, restDays }).toEqual({ sessionDays: 2, restDays: 3 });
    expect(weeks[1]!.map(({ kind, sessions }) => `${kind} ${sessions}`)).toEqual([
      'outside 0',
      'session 1',
      'rest 0',
      'session 2',
      'rest 0',
      'rest 0',
      'outside 0',
    ]);
  });

  it('a missed day takes nothing away: days with a session and days of rest make up all days since the first', () => {
    const offset = fc.integer({ min: 0, max: 41 });
    fc.assert(
      fc.property(fc.array(offset, { minLength: 1, maxLength: 20 }), (offsets) => {
        const day = (daysAgo: number): string =>
          new Date(Date.UTC(2026, 2, 15) - daysAgo * 86_400_000).toISOString().slice(0, 10);
        const { sessionDays, restDays } = restCalendar(offsets.map(day), day(0), 6);
        expect(sessionDays).toBe(new Set(offsets).size);
        expect(sessionDays + restDays).toBe(Math.max(...offsets) + 1);
      }),
    );
  });

  it('takes the day where the session was', () => {
    const lateUtc = Date.UTC(2026, 2, 14, 23, 30);
    expect(calendarDay(lateUtc, 'UTC')).toBe('2026-03-14');
    expect(calendarDay(lateUtc, 'Europe/Berlin')).toBe('2026-03-15');
    expect(calendarDay(lateUtc, 'Nowhere/At All')).toBe('2026-03-14');
  });
});
