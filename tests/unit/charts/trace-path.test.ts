import { describe, expect, it } from 'vitest';
import { buildPyramid } from '../../../lib/charts/min-max-pyramid';
import { tracePath } from '../../../lib/charts/trace-path';

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
