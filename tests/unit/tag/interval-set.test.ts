import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IntervalSet } from '../../../lib/tag/interval-set';

describe('IntervalSet', () => {
  it('merges neighbours that touch', () => {
    const set = new IntervalSet();
    set.add(1, 3);
    set.add(7);
    expect(set.add(4, 6)).toBe(3);
    expect(set.intervals).toEqual([{ from: 1, to: 7 }]);
  });

  it('counts only what is new', () => {
    const set = new IntervalSet();
    expect(set.add(5, 9)).toBe(5);
    expect(set.add(5, 9)).toBe(0);
    expect(set.add(1, 20)).toBe(15);
    expect(set.add(4, 3)).toBe(0);
    expect(set.size).toBe(20);
  });

  it('names the gaps of a stretch', () => {
    const set = new IntervalSet();
    set.add(3, 4);
    set.add(8, 9);
    expect(set.gaps(1, 10)).toEqual([
      { from: 1, to: 2 },
      { from: 5, to: 7 },
      { from: 10, to: 10 },
    ]);
    expect(set.gaps(4, 8)).toEqual([{ from: 5, to: 7 }]);
    expect(set.gaps(3, 4)).toEqual([]);
    expect(new IntervalSet().gaps(2, 1)).toEqual([]);
  });

  it('agrees with a plain set of numbers', () => {
    const step = fc.tuple(fc.integer({ min: -60, max: 60 }), fc.nat({ max: 8 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const set = new IntervalSet();
        const model = new Set<number>();
        for (const [from, length] of steps) {
          let added = 0;
          for (let value = from; value < from + length; value += 1) {
            if (!model.has(value)) added += 1;
            model.add(value);
          }
          expect(set.add(from, from + length - 1)).toBe(added);
        }
        expect(set.size).toBe(model.size);
        const gaps = new Set(set.gaps(-70, 70).flatMap(({ from, to }) => range(from, to)));
        for (let value = -70; value <= 70; value += 1) {
          expect(set.has(value)).toBe(model.has(value));
          expect(gaps.has(value)).toBe(!model.has(value));
        }
        set.intervals.forEach((interval, i) => {
          const next = set.intervals[i + 1];
          expect(interval.from).toBeLessThanOrEqual(interval.to);
          if (next) expect(next.from).toBeGreaterThan(interval.to + 1);
        });
      }),
      { numRuns: 500 },
    );
  });
});

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
