import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildPyramid, columns, firstAtOrAfter, valueAt } from '../../../lib/charts/min-max-pyramid';

/** What a look at every sample says of a column. */
function scan(t: Float64Array, v: Float32Array, from: number, to: number): [number, number] {
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < t.length; i++) {
    if (t[i]! < from || t[i]! >= to) continue;
    if (v[i]! < min) min = v[i]!;
    if (v[i]! > max) max = v[i]!;
  }
  return min <= max ? [min, max] : [NaN, NaN];
}

const series = fc
  .array(
    fc.record({
      step: fc.oneof(fc.constant(12.5), fc.double({ min: 0.1, max: 3000, noNaN: true })),
      value: fc.oneof(
        { weight: 9, arbitrary: fc.float({ min: -50, max: 600, noNaN: true }) },
        { weight: 1, arbitrary: fc.constant(NaN) },
      ),
    }),
    { maxLength: 700 },
  )
  .map((samples) => {
    const t = new Float64Array(samples.length);
    const v = new Float32Array(samples.length);
    let now = 0;
    samples.forEach((sample, i) => {
      now += sample.step;
      t[i] = now;
      v[i] = sample.value;
    });
    return { t, v };
  });

describe('the min-max pyramid', () => {
  it('says of every column what a look at every sample says', () => {
    fc.assert(
      fc.property(
        series,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.001, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 90 }),
        ({ t, v }, start, share, width) => {
          const end = (t.at(-1) ?? 0) + 1;
          const from = start * end;
          const to = from + share * end;
          const shown = columns(buildPyramid(t, v, 500), from, to, width);
          for (let c = 0; c < width; c++) {
            const [min, max] = scan(
              t,
              v,
              c === 0 ? from : from + ((to - from) * c) / width,
              from + ((to - from) * (c + 1)) / width,
            );
            // Of two zeros either sign will do.
            expect(shown.min[c]! + 0).toBe(min + 0);
            expect(shown.max[c]! + 0).toBe(max + 0);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('orders numbers of either sign, zeros, infinities and missing samples among them', () => {
    const values = [3, -2, NaN, -0, 1e-40, -1e-40, Infinity, -Infinity, -NaN, 5, -7, 0.5, 2 ** 100];
    const v = Float32Array.from({ length: 400 }, (_, i) => values[(i * 7) % values.length]!);
    const t = Float64Array.from(v, (_, i) => i);
    const shown = columns(buildPyramid(t, v, 500), 0, 400, 6);
    for (let c = 0; c < 6; c++) {
      const [min, max] = scan(t, v, (400 * c) / 6, (400 * (c + 1)) / 6);
      expect([shown.min[c], shown.max[c]]).toEqual([min, max]);
    }
    const nothing = Float32Array.from(v, () => NaN);
    expect(buildPyramid(t, nothing, 500).max).toBeNaN();
  });

  it('keeps a peak of a single sample among many', () => {
    const n = 80 * 3600;
    const t = Float64Array.from({ length: n }, (_, i) => i * 12.5);
    const v = new Float32Array(n);
    v[123_457] = 41;
    const pyramid = buildPyramid(t, v, 500);
    const shown = columns(pyramid, 0, n * 12.5, 1000);
    expect(pyramid.max).toBe(41);
    expect(Math.max(...shown.max)).toBe(41);
    expect(shown.max.findIndex((max) => max === 41)).toBe(Math.floor((123_457 / n) * 1000));
  });

  it('leaves gaps as gaps', () => {
    const t = Float64Array.from([0, 10, 20, 5000, 5010]);
    const shown = columns(buildPyramid(t, Float32Array.from([1, 2, NaN, 4, 5]), 500), 0, 6000, 6);
    expect([...shown.max]).toEqual([2, NaN, NaN, NaN, NaN, 5]);
  });

  it('reuses the arrays it is given', () => {
    const pyramid = buildPyramid(Float64Array.from([0, 1, 2]), Float32Array.from([1, 2, 3]), 500);
    const first = columns(pyramid, 0, 3, 40);
    const second = columns(pyramid, 1, 3, 20, first);
    expect(second.min).toBe(first.min);
    expect(second.length).toBe(20);
  });

  it('has nothing to say of nothing', () => {
    const pyramid = buildPyramid(new Float64Array(0), new Float32Array(0), 500);
    expect(pyramid.min).toBeNaN();
    expect([...columns(pyramid, 0, 10, 3).min]).toEqual([NaN, NaN, NaN]);
    expect(valueAt(pyramid, 3)).toBeNull();
  });

  it('refuses times and values of different number', () => {
    expect(() => buildPyramid(new Float64Array(2), new Float32Array(3), 1)).toThrow(RangeError);
  });

  it('reads the nearest sample, and nothing inside a gap', () => {
    const pyramid = buildPyramid(Float64Array.from([0, 100, 2000]), Float32Array.from([1, 2, NaN]), 300);
    expect(valueAt(pyramid, 40)).toBe(1);
    expect(valueAt(pyramid, 60)).toBe(2);
    expect(valueAt(pyramid, 350)).toBe(2);
    expect(valueAt(pyramid, 900)).toBeNull();
    expect(valueAt(pyramid, 1990)).toBeNull();
  });

  it('finds the first sample at or after a moment', () => {
    const t = Float64Array.from([0, 10, 10, 20]);
    expect([-1, 0, 5, 10, 15, 20, 21].map((ms) => firstAtOrAfter(t, ms))).toEqual([0, 0, 1, 1, 3, 3, 4]);
  });
});
