import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisTopN, forceHeight, strainOf } from '../../../lib/charts/tension-scale';

const bounds = { lightN: 4, pullN: 6, hardN: 12, lungeN: 24 };

describe('strain', () => {
  it('gives each level one unit', () => {
    expect([0, 2, 4, 5, 6, 9, 12, 18, 24, 36, 48, 500].map((n) => strainOf(n, bounds))).toEqual([
      0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5,
    ]);
    expect(strainOf(-3, bounds)).toBe(0);
    expect(strainOf(NaN, bounds)).toBe(0);
  });

  it('rises with the pull, also where two bounds are the same', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 80, noNaN: true }),
        fc.double({ min: 0, max: 80, noNaN: true }),
        (a, b) => {
          const odd = { lightN: 4, pullN: 4, hardN: 12, lungeN: 24 };
          for (const some of [bounds, odd])
            expect(strainOf(Math.min(a, b), some)).toBeLessThanOrEqual(strainOf(Math.max(a, b), some));
        },
      ),
    );
  });
});

describe('the force axis', () => {
  it('has room for the peak and for a hard pull', () => {
    expect(axisTopN(0, bounds)).toBeGreaterThan(bounds.hardN);
    expect(axisTopN(NaN, bounds)).toBeGreaterThan(bounds.hardN);
    expect(axisTopN(90, bounds)).toBeGreaterThan(90);
  });

  it('runs from 0 to 1 and rises', () => {
    expect(forceHeight(-1, 40, bounds)).toBe(0);
    expect(forceHeight(0, 40, bounds)).toBe(0);
    expect(forceHeight(40, 40, bounds)).toBe(1);
    expect(forceHeight(99, 40, bounds)).toBe(1);
    expect(forceHeight(5, 40, bounds)).toBeGreaterThan(forceHeight(4, 40, bounds));
  });
});
