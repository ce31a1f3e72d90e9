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
