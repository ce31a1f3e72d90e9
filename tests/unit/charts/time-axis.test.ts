import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeTicks } from '../../../lib/charts/time-axis';

describe('the time axis', () => {
  it('counts in steps that people count in, with room for the labels', () => {
    expect(timeTicks(0, 60_000, 600).map((tick) => tick.label)).toEqual([
      '0:00',
      '0:10',
      '0:20',
      '0:30',
      '0:40',
      '0:50',
      '1:00',
    ]);
    expect(timeTicks(59_000, 61_000, 400).map((tick) => tick.label)).toEqual([
      '0:59.0',
      '0:59.5',
      '1:00.0',
      '1:00.5',
      '1:01.0',
    ]);
  });

  it('counts from a moment in the middle, with its sign', () => {
    expect(timeTicks(0, 60_000, 300, 20_000).map(({ ms, label }) => [ms, label])).toEqual([
      [5000, '−0:15'],
      [20_000, '0:00'],
      [35_000, '+0:15'],
      [50_000, '+0:30'],
    ]);
    expect(timeTicks(19_500, 20_600, 200, 20_000).map(({ label }) => label)).toEqual([
      '−0:00.5',
      '0:00.0',
      '+0:00.5',
    ]);
  });

  it('never crowds', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 3.6e6, noNaN: true }),
        fc.double({ min: 500, max: 4e7, noNaN: true }),
        fc.integer({ min: 100, max: 2000 }),
        (from, span, width) => {
          expect(timeTicks(from, from + span, width).length).toBeLessThanOrEqual(width / 72 + 1);
        },
      ),
    );
  });

  it('is empty without room or span', () => {
    expect(timeTicks(5, 5, 100)).toEqual([]);
    expect(timeTicks(0, 100, 0)).toEqual([]);
  });
});
