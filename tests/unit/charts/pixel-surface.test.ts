import { describe, expect, it } from 'vitest';
import { buildPyramid } from '../../../lib/charts/min-max-pyramid';
import { passingSurface, PixelSurface } from '../../../lib/charts/pixel-surface';
import { denseColumns, fillColumns } from '../../../lib/charts/trace-path';
import { hourOfPeaks } from './hour-of-peaks';

const at = ({ bytes, width }: PixelSurface, x: number, y: number): number[] => [
  ...bytes.subarray(4 * (y * width + x), 4 * (y * width + x) + 4),
];

describe('rectangles in pixels', () => {
  it('fill whole pixels with the colour, and those that they cover in part with that part of it', () => {
    const surface = new PixelSurface(4, 6);
    surface.color = [200, 100, 0, 255];
    surface.fillRect(1, 1.5, 2, 3);
    expect(at(surface, 0, 2)).toEqual([0, 0, 0, 0]);
    expect(at(surface, 1, 1)).toEqual([200, 100, 0, 128]);
    expect(at(surface, 2, 2)).toEqual([200, 100, 0, 255]);
    expect(at(surface, 2, 4)).toEqual([200, 100, 0, 128]);
    expect(at(surface, 3, 3)).toEqual([0, 0, 0, 0]);
  });

  it('mix with what they lie over, at their rims and when they are translucent', () => {
    const surface = new PixelSurface(1, 4);
    surface.color = [0, 0, 0, 255];
    surface.fillRect(0, 0, 1, 4);
    surface.color = [255, 255, 255, 255];
    surface.fillRect(0, 1.25, 1, 0.5);
    surface.color = [100, 0, 0, 51];
    surface.fillRect(0, 2, 1, 1);
    expect(at(surface, 0, 1)).toEqual([128, 128, 128, 255]);
    expect(at(surface, 0, 2)).toEqual([20, 0, 0, 255]);
  });

  it('end at the rim of the picture, and are nothing beyond it or without a height', () => {
    const surface = new PixelSurface(2, 2);
    surface.color = [9, 9, 9, 255];
    surface.fillRect(-5, -5, 6, 6);
    surface.fillRect(2, 0, 3, 2);
    surface.fillRect(1, 1, 1, NaN);
    expect(at(surface, 0, 0)).toEqual([9, 9, 9, 255]);
    expect(at(surface, 1, 0)[3]).toBe(0);
    expect(at(surface, 1, 1)[3]).toBe(0);
  });

  it('are cleared in the rows that are named', () => {
    const surface = new PixelSurface(1, 3);
    surface.color = [1, 2, 3, 255];
    surface.fillRect(0, 0, 1, 3);
    surface.clear(1, 2);
    expect([0, 1, 2].map((y) => at(surface, 0, y)[3])).toEqual([255, 0, 255]);
  });

  it('fill rows of the whole width in one go, and no others', () => {
    const surface = new PixelSurface(3, 4);
    surface.color = [7, 8, 9, 255];
    surface.fillRect(0, 1, 3, 2);
    expect([0, 1, 2, 3].map((y) => at(surface, 2, y))).toEqual([
      [0, 0, 0, 0],
      [7, 8, 9, 255],
      [7, 8, 9, 255],
      [0, 0, 0, 0],
    ]);
  });

  it('are painted by pictures in turn into one memory, whatever their sizes', () => {
    const first = passingSurface(40, 30);
    first.color = [1, 2, 3, 255];
    first.fillRect(0, 0, 40, 30);
    const second = passingSurface(20, 10);
    expect(second.bytes.buffer).toBe(first.bytes.buffer);
    expect(second.bytes).toHaveLength(4 * 20 * 10);
    second.clear(0, 10);
    expect(second.bytes.every((byte) => byte === 0)).toBe(true);
    const larger = passingSurface(80, 30);
    expect(larger.bytes).toHaveLength(4 * 80 * 30);
  });

  it('show every peak of an hour: each column is painted as far as a look at every sample reaches', () => {
    const height = 300;
    const { n, t, v } = hourOfPeaks();
    const pyramid = buildPyramid(t, v, 500);
    let looked = 0;
    const yOf = (value: number): number => 100 - value * 1.5;
    for (const [fromMs, toMs] of [
      [0, 3_600_000],
      [1_000_003, 1_250_004],
    ] as const) {
      const surface = new PixelSurface(1000, height);
      surface.color = [0, 0, 0, 255];
      const columns = denseColumns(pyramid, { fromMs, toMs, widthPx: 1000 })!;
      fillColumns(columns, { yOf, maxGapMs: 500, thicknessPx: 1 }, surface);
      let i = Math.ceil(fromMs / 10);
      for (let x = 0; x < 1000; x++) {
        const endMs = fromMs + ((toMs - fromMs) * (x + 1)) / 1000;
        let min = Infinity;
        let max = -Infinity;
        for (; i < n && t[i]! < endMs; i++) {
          min = Math.min(min, v[i]!);
          max = Math.max(max, v[i]!);
        }
        for (const y of [yOf(max), yOf(min)])
          if (at(surface, x, Math.floor(y))[3] === 0) expect.fail(`column ${x} is not painted at ${y} px`);
        looked++;
      }
    }
    expect(looked).toBe(2000);
  });
});
