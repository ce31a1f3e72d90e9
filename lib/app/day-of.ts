import { calendarDay } from '../charts/rest-calendar';
import { localTimeZone } from './local-time-zone';

/** The calendar day of a moment where the browser is, "2026-03-14". */
export function dayOf(epochMs: number): string {
  return calendarDay(epochMs, localTimeZone());
}
