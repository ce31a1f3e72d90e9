import { describe, expect, it } from 'vitest';
import { buildPyramid } from '../../../lib/charts/min-max-pyramid';
import { denseColumns, fillColumns, tracePath } from '../../../lib/charts/trace-path';
import { hourOfPeaks } from './hour-of-peaks';

/** Writes down what is drawn: pieces of lines as lists of points. */
function recorder() {
  const pieces: [number, number][][] = [];
  return {
    pieces,
    moveTo: (x: number, y: number): void => void pieces.push([[x, y]]),
    lineTo: (x: number, y: number): void => void pieces.at(-1)!.push([x, y]),
  };
}

const view = (fromMs: number, toMs: number, widthPx: number) => ({
  fromMs,
  toMs,
  widthPx,
  yOf: (value: number) => 100 - value,
});

describe('the path of a trace', () => {
  it('joins samples where there is room, and breaks at a gap and at a missing sample', () => {
    const t = Float64Array.from([0, 100, 200, 1000, 1100, 1200, 1300]);
    const v = Float32Array.from([1, 2, 3, 4, 5, NaN, 6]);
    const sink = recorder();
    tracePath(buildPyramid(t, v, 500), view(0, 1400, 140), sink);
    expect(sink.pieces.map((piece) => piece.length)).toEqual([4, 3, 2]);
    expect(sink.pieces[0]![0]).toEqual([0, 99]);
    expect(sink.pieces[1]![0]![0]).toBeCloseTo(100);
  });

  it('draws one sample beyond either rim, so that the line does not end early', () => {
    const t = Float64Array.from([0, 100, 200, 300]);
    const sink = recorder();
    tracePath(buildPyramid(t, Float32Array.from([1, 2, 3, 4]), 500), view(120, 280, 100), sink);
    expect(sink.pieces).toHaveLength(1);
    expect(sink.pieces[0]![0]![0]).toBeLessThan(0);
    expect(sink.pieces[0]!.at(-1)![0]).toBeGreaterThan(100);
  });

  it('reaches every minimum and maximum where samples are dense', () => {
    const n = 10_000;
    const t = Float64Array.from({ length: n }, (_, i) => i * 10);
    const v = Float32Array.from({ length: n }, (_, i) => Math.sin(i) * 10);
    v[5003] = 77;
    const sink = recorder();
    const used = tracePath(buildPyramid(t, v, 500), view(0, n * 10, 200), sink);
    expect(used?.length).toBe(200);
    expect(sink.pieces).toHaveLength(1);
    expect(Math.min(...sink.pieces.flat().map(([, y]) => y))).toBeCloseTo(100 - 77);
    expect(sink.pieces.flat().length).toBeLessThanOrEqual(400);
  });

  it('breaks where dense samples stop, and bridges columns that are merely empty', () => {
    const t = Float64Array.from([
      ...Array.from({ length: 3000 }, (_, i) => i),
      ...Array.from({ length: 3000 }, (_, i) => 6000 + i),
    ]);
    const sink = recorder();
    tracePath(buildPyramid(t, new Float32Array(6000), 500), view(0, 9000, 300), sink);
    expect(sink.pieces).toHaveLength(2);
    const bridged = recorder();
    tracePath(buildPyramid(t, new Float32Array(6000), 4000), view(0, 9000, 300), bridged);
    expect(bridged.pieces).toHaveLength(1);
  });
});

/** Writes down which px of each column are filled. */
function filled(thicknessPx: number) {
  const rects: { x: number; top: number; bottom: number }[] = [];
  return {
    rects,
    fillRect: (x: number, y: number, width: number, height: number): void => {
      for (let column = x; column < x + width; column++)
        rects.push({ x: column, top: y + thicknessPx / 2, bottom: y + height - thicknessPx / 2 });
    },
  };
}

describe('dense traces as rectangles', () => {
  const THICK = 1.4;
  const fill = (pyramid: ReturnType<typeof buildPyramid>, shown: ReturnType<typeof view>) => {
    const sink = filled(THICK);
    const columns = denseColumns(pyramid, shown)!;
    fillColumns(columns, { ...shown, maxGapMs: pyramid.maxGapMs, thicknessPx: THICK }, sink);
    return sink.rects;
  };

  it('lose no peak: in every column of an hour at every zoom they reach what a look at each sample finds', () => {
    const { n, t, v } = hourOfPeaks();
    const pyramid = buildPyramid(t, v, 500);
    let looked = 0;
    for (const spanMs of [3_600_000, 1_333_337, 250_001, 42_000]) {
      const shown = view(0.37 * (3_600_000 - spanMs), 0.37 * (3_600_000 - spanMs) + spanMs, 1000);
      const rects = fill(pyramid, shown);
      expect(rects).toHaveLength(1000);
      let i = t.findIndex((ms) => ms >= shown.fromMs);
      for (const { x, top, bottom } of rects) {
        const endMs = shown.fromMs + (spanMs * (x + 1)) / 1000;
        let min = Infinity;
        let max = -Infinity;
        for (; i < n && t[i]! < endMs; i++) {
          min = Math.min(min, v[i]!);
          max = Math.max(max, v[i]!);
        }
        // The rectangle may reach further, to hang on to the column before, and never falls short.
        if (top > shown.yOf(max) + 1e-3 || bottom < shown.yOf(min) - 1e-3)
          expect.fail(
            `column ${x} of ${spanMs} ms ends at ${top}–${bottom}, its samples at ${shown.yOf(max)}`,
          );
        looked++;
      }
    }
    expect(looked).toBe(4000);
  });

  it('hang together: each touches the one before it', () => {
    const t = Float64Array.from({ length: 4000 }, (_, i) => i);
    const v = Float32Array.from({ length: 4000 }, (_, i) => (i < 2000 ? 0 : 50));
    const rects = fill(buildPyramid(t, v, 500), view(0, 4000, 100));
    for (const [i, rect] of rects.slice(1).entries()) {
      expect(rect.top).toBeLessThanOrEqual(rects[i]!.bottom + 1e-6);
      expect(rect.bottom).toBeGreaterThanOrEqual(rects[i]!.top - 1e-6);
    }
    // Level where the samples are level, with one upright piece between.
    expect(rects.filter(({ top, bottom }) => bottom - top > 1e-3)).toHaveLength(1);
  });

  it('break at a gap, and run level through columns that are merely empty', () => {
    const t = Float64Array.from([
      ...Array.from({ length: 3000 }, (_, i) => i),
      ...Array.from({ length: 3000 }, (_, i) => 6000 + i),
    ]);
    const columnsOf = (maxGapMs: number): number =>
      new Set(fill(buildPyramid(t, new Float32Array(6000), maxGapMs), view(0, 9000, 300)).map(({ x }) => x))
        .size;
    expect(columnsOf(500)).toBe(200);
    expect(columnsOf(4000)).toBe(300);
  });
});
