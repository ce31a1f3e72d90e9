import { describe, expect, it } from 'vitest';
import { chartPanels, panelKinds, readPanel } from '../../../lib/charts/chart-panel';
import { buildPyramid, type MinMaxPyramid } from '../../../lib/charts/min-max-pyramid';
import type { ReplaySeries } from '../../../lib/charts/replay-series';

const tMs = Float64Array.from([0, 100, 200, 2000]);
const pyramid = (...values: number[]): MinMaxPyramid => buildPyramid(tMs, Float32Array.from(values), 500);

const SERIES: ReplaySeries = {
  durationMs: 2100,
  tension: pyramid(0, 3.2, 9, 1),
  motion: null,
  accel: () => [pyramid(0.1, 0.1, 0.1, 0.1), pyramid(-2.4, 0, 0, 0), pyramid(1, 1, 1, NaN)],
  gyro: null,
  link: pyramid(1, 0.5, 1, 1),
  bandsN: { lightN: 2, pullN: 5, hardN: 10, lungeN: 20 },
  bodyKg: 2,
};

const only = (kind: 'tension' | 'accel' | 'link') => chartPanels(SERIES, [kind])[0]!;

describe('a panel', () => {
  it('is there for what is asked for and was measured, in the order of the page', () => {
    expect(panelKinds(SERIES)).toEqual(['tension', 'accel', 'link']);
    expect(chartPanels(SERIES, ['link', 'gyro', 'tension']).map(({ kind }) => kind)).toEqual([
      'tension',
      'link',
    ]);
  });

  it('reads its values with their unit, and says where there are none', () => {
    expect(readPanel(only('tension'), 120)).toBe('3.2 N');
    expect(readPanel(only('tension'), 1200)).toBe('no data');
    expect(readPanel(only('accel'), 2000)).toBe('x 0.10 g, y 0.00 g, z no data');
    expect(readPanel(only('link'), 100)).toBe('50%');
  });

  it('has room for every value, with zero in it', () => {
    const { heightOf } = only('accel');
    expect(heightOf(-2.4)).toBeGreaterThanOrEqual(0);
    expect(heightOf(0)).toBeGreaterThan(heightOf(-2.4));
    expect(heightOf(1)).toBeLessThanOrEqual(1);
    const tension = only('tension');
    expect([tension.heightOf(0), tension.bands[0]!.from, tension.bands.at(-1)!.from]).toEqual([0, 0, 10]);
    for (const [i, band] of tension.bands.entries())
      if (i > 0) expect(band.from).toBe(tension.bands[i - 1]!.to);
  });

  it('is hatched where its own stream is missing; the link only where nothing came', () => {
    const gap = { startMs: 0, endMs: 1, streams: ['tension' as const] };
    expect(only('tension').isMissing(gap)).toBe(true);
    expect(only('accel').isMissing(gap)).toBe(false);
    expect(only('link').isMissing(gap)).toBe(false);
    expect(only('link').isMissing({ ...gap, streams: ['tension', 'accel'] })).toBe(true);
  });
});
