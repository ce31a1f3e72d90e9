import { describe, expect, it } from 'vitest';
import { progressPicture } from '../../../lib/charts/progress-geometry';

const DAY = 86_400_000;
const steps = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const frame = { width: 800, height: 400, left: 100, right: 50, top: 10, bottom: 40 };
const walk = (day: number, stepNumber: number, minutes = 5) => ({
  id: `d${day}`,
  atMs: 1e12 + day * DAY,
  stepNumber,
  durationMs: minutes * 60_000,
});

describe('the progress chart', () => {
  it('puts higher steps higher and later walks further right, whatever the order given', () => {
    const { dots } = progressPicture([walk(9, 6), walk(0, 2), walk(4, 4)], steps, [], frame);
    expect(dots.map((dot) => dot.id)).toEqual(['d0', 'd4', 'd9']);
    for (const [a, b] of [
      [dots[0]!, dots[1]!],
      [dots[1]!, dots[2]!],
    ] as const) {
      expect(b.x).toBeGreaterThan(a.x);
      expect(b.y).toBeLessThan(a.y);
    }
    expect(dots[0]!.x).toBe(frame.left);
  });

  it('has one row a step inside the frame', () => {
    const { rows } = progressPicture([], steps, [], frame);
    expect(rows.map((row) => row.stepNumber)).toEqual(steps);
    expect(Math.min(...rows.map((row) => row.y))).toBeGreaterThan(frame.top);
    expect(Math.max(...rows.map((row) => row.y))).toBeLessThan(frame.height - frame.bottom);
  });

  it('draws a single walk, and none, without a broken path', () => {
    expect(progressPicture([walk(0, 3)], steps, [], frame).path).toMatch(/^M[\d.,]+Z?$/);
    expect(progressPicture([], steps, [], frame).path).toBe('');
  });

  it('gives a longer walk a larger dot, up to a bound', () => {
    const radius = (minutes: number): number =>
      progressPicture([walk(0, 3, minutes)], steps, [], frame).dots[0]!.radius;
    expect(radius(10)).toBeGreaterThan(radius(2));
    expect(radius(10_000)).toBe(9);
  });

  it('stretches to hold a reference beside the cat', () => {
    const milo = {
      name: 'Milo',
      points: [
        { day: 0, stepNumber: 2, note: '' },
        { day: 132, stepNumber: 9, note: '' },
      ],
    };
    const picture = progressPicture([walk(0, 2), walk(7, 3)], steps, [milo], frame);
    expect(picture.days).toBe(132);
    expect(picture.references[0]!.end.x).toBeCloseTo(frame.width - frame.right);
  });

  it('keeps the labels of weeks apart', () => {
    for (const width of [300, 500, 800, 1400]) {
      const { ticks } = progressPicture([walk(0, 2), walk(700, 3)], steps, [], { ...frame, width });
      for (let i = 1; i < ticks.length; i++) expect(ticks[i]!.x - ticks[i - 1]!.x).toBeGreaterThan(70);
    }
  });
});
