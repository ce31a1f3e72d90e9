import { describe, expect, it } from 'vitest';
import {
  formatClock,
  formatDate,
  formatDay,
  formatLength,
  formatRange,
  formatReached,
  formatTimeOfDay,
} from '../../../lib/charts/format-time';

describe('times in words', () => {
  it('shows a clock', () => {
    expect([0, 999, 61_000, 3_599_999, 3_600_000, -5, NaN].map(formatClock)).toEqual([
      '0:00',
      '0:00',
      '1:01',
      '59:59',
      '1:00:00',
      '0:00',
      '0:00',
    ]);
  });

  it('shows a length', () => {
    expect([0, 800, 9949, 9960, 59_400, 60_000, 245_000, 3_720_000, NaN].map(formatLength)).toEqual([
      '0 s',
      '0.8 s',
      '9.9 s',
      '10 s',
      '59 s',
      '1 min',
      '4 min 05 s',
      '1 h 02 min',
      '–',
    ]);
  });

  it('shows a range', () => {
    expect(formatRange(300_000, 600_000)).toBe('5–10 min');
    expect(formatRange(null, 90_000)).toBe('up to 1.5 min');
    expect(formatRange(600_000, null)).toBe('from 10 min');
    expect(formatRange(null, null)).toBeNull();
  });

  it('tells the day where the walk was, not where the reader is', () => {
    const lateInUtc = Date.UTC(2026, 2, 14, 23, 30);
    expect(formatDay(lateInUtc, 'Europe/Berlin')).toMatch(/^Sun.* 15 Mar$/);
    expect(formatDay(lateInUtc, 'America/New_York')).toMatch(/^Sat.* 14 Mar$/);
    expect(formatTimeOfDay(lateInUtc, 'Europe/Berlin')).toBe('00:30');
    expect(formatDate(lateInUtc, 'Nowhere/Land')).toBe('14 Mar 2026');
  });
});

describe('formatReached', () => {
  it.each([
    [0, '0 s'],
    [-5, '0 s'],
    [12_999, '12 s'],
    [60_000, '1 min'],
    [320_000, '5 min 20 s'],
    [3_600_000, '60 min'],
  ])('%d ms: %s', (ms, text) => {
    expect(formatReached(ms)).toBe(text);
  });
});
