import { describe, expect, it } from 'vitest';
import { chartPanels } from '../../../lib/charts/chart-panel';
import { buildPyramid } from '../../../lib/charts/min-max-pyramid';
import { stretchRows, stretchSentences } from '../../../lib/charts/stretch-figures';

const tMs = Float64Array.from({ length: 100 }, (_, i) => i * 100);
const panels = chartPanels(
  {
    durationMs: 10_000,
    tension: buildPyramid(
      tMs,
      Float32Array.from(tMs, (ms) => ms / 1000),
      500,
    ),
    motion: buildPyramid(
      tMs,
      Float32Array.from(tMs, (ms) => (ms < 5000 ? 0.2 : NaN)),
      500,
    ),
    accel: null,
    gyro: null,
    link: null,
    bandsN: { lightN: 2, pullN: 5, hardN: 10, lungeN: 20 },
    bodyKg: 2,
  },
  ['tension', 'motion'],
);

describe('the picture without the picture', () => {
  it('says what each stream lies between in the stretch shown, and where nothing is known', () => {
    expect(stretchSentences(panels, { fromMs: 6000, toMs: 8000 })).toEqual([
      '0:06 to 0:08, pull on the lead: from 6.0 N to 7.9 N.',
      '0:06 to 0:08, body motion: no data.',
    ]);
  });

  it('is a table of parts that leaves no sample out', () => {
    const rows = stretchRows(panels, { fromMs: 0, toMs: 10_000 }, 4);
    expect(rows.map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([
      [0, 2500],
      [2500, 5000],
      [5000, 7500],
      [7500, 10_000],
    ]);
    const tension = rows.map(({ ranges }) => ranges[0]!.map((n) => Number(n.toFixed(1))));
    expect(tension).toEqual([
      [0, 2.4],
      [2.5, 4.9],
      [5, 7.4],
      [7.5, 9.9],
    ]);
    expect(rows.map(({ ranges }) => ranges[1] === null)).toEqual([false, false, true, true]);
  });
});
