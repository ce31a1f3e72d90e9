import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curvePicture, curveSpan, measureCurve, MEASURES } from '../../../lib/charts/measure-curves';
import { summary } from '../../component/samples';

const DAY_MS = 86_400_000;
const FRAME = { width: 300, height: 100, pad: 10 };
const session = (id: string, day: number, over = {}) => ({
  id,
  atMs: day * DAY_MS,
  stepNumber: 8,
  durationMs: 420_000,
  summary,
  stress: 1,
  ...over,
});

describe('the curves of a cat', () => {
  it('draw what was measured or said, by time, and nothing in the place of what was not', () => {
    const sessions = [
      session('c', 9, { stress: null }),
      session('a', 1, { summary: null, stepNumber: 7 }),
      session('b', 4, { summary: { ...summary, slackShare: null, recoveryMs: 9000 } }),
    ];
    const ids = Object.fromEntries(
      MEASURES.map((name) => [
        name,
        measureCurve(name, sessions)
          .map(({ id }) => id)
          .join(''),
      ]),
    );
    expect(ids).toEqual({ slack: 'c', freezes: 'bc', recovery: 'b', outdoors: 'bc', stress: 'ab' });
  });

  it('count stops by the time that was measured, not by the length', () => {
    const half = { ...summary, freezes: 2, movingMs: 200_000, stillMs: 100_000, unknownMs: 300_000 };
    expect(measureCurve('freezes', [session('a', 1, { summary: half })])[0]!.value).toBe(4);
    const none = { ...half, movingMs: 0, stillMs: 0 };
    expect(measureCurve('freezes', [session('a', 1, { summary: none })])).toEqual([]);
  });

  it('share four weeks at least', () => {
    expect(curveSpan([session('a', 2), session('b', 5)])).toEqual([2 * DAY_MS, 30 * DAY_MS]);
    expect(curveSpan([session('a', 2), session('b', 90)])).toEqual([2 * DAY_MS, 90 * DAY_MS]);
  });

  it('stay within the picture, and higher values never lie lower', () => {
    const value = fc.double({ min: 0, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 40 }), (values) => {
        const points = values.map((each, i) => ({ id: String(i), atMs: i * DAY_MS, value: each }));
        const { dots } = curvePicture(points, [0, 60 * DAY_MS], FRAME);
        for (const { x, y } of dots) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(FRAME.width);
          expect(y).toBeGreaterThanOrEqual(FRAME.pad - 1e-9);
          expect(y).toBeLessThanOrEqual(FRAME.height - FRAME.pad + 1e-9);
        }
        const ordered = [...dots].sort((a, b) => a.value - b.value);
        for (let i = 1; i < ordered.length; i++)
          expect(ordered[i]!.y).toBeLessThanOrEqual(ordered[i - 1]!.y + 1e-9);
      }),
    );
  });

  it('lay the range that a step asks for behind them', () => {
    const points = [{ id: 'a', atMs: 0, value: 5 }];
    const { band, dots } = curvePicture(points, [0, 1], FRAME, 10, [5, 10]);
    expect(band).toEqual({ y: 10, height: 40 });
    expect(dots[0]!.y).toBe(50);
  });
});
