import { describe, expect, it } from 'vitest';
import { analyse } from '../../../lib/app/pipeline';
import { samplesOf } from '../../../lib/exchange/stream-samples';
import { walkOfSamples } from '../../../lib/exchange/walk-of-samples';
import { readWalksJson, walksJson } from '../../../lib/exchange/walks-json';
import { blocksOf } from '../../support/recorded-walk';
import { motionOf, STILL, tensionOf, WALK } from '../../support/synthetic-trace';

const beside = {
  id: '01900000-0000-7000-8000-000000000009',
  catId: 'cat-1',
  catName: 'Miso',
  bodyKg: 4.5,
  bodyKgAssumed: true,
  stepNumber: 8,
  startedAtMs: 1_750_000_000_000,
  timeZone: 'Europe/Berlin',
  fileName: 'walk.csv',
};

describe('a walk of samples', () => {
  const blocks = [
    motionOf([
      { ms: 60_000, ...WALK },
      { ms: 20_000, ...STILL },
    ]),
    tensionOf(80_000, (t) => (t > 30_000 && t < 34_000 ? 8 : 0.5)),
  ];
  const recorded = walkOfSamples(blocks, beside);

  it('holds every sample, within half a count and a quarter of a sample', () => {
    for (const [kind, periodMs] of [
      ['accel', 20],
      ['tension', 12.5],
    ] as const) {
      const [given, kept] = [samplesOf(blocks, kind), samplesOf(blocksOf(recorded), kind)];
      expect(kept.tMs.length).toBe(given.tMs.length);
      const { unitPerCount } = recorded.walk.tags[0]!.streams.find((each) => each.kind === kind)!;
      const shift = given.tMs[0]!;
      expect(Math.max(...kept.tMs.map((t, i) => Math.abs(t - given.tMs[i]! + shift)))).toBeLessThan(
        periodMs / 4,
      );
      expect(Math.max(...kept.values.map((value, i) => Math.abs(value - given.values[i]!)))).toBeLessThan(
        0.51 * unitPerCount,
      );
    }
  });

  it('is told by the detectors as the samples themselves are', () => {
    const kinds = (of: typeof blocks) => analyse(of, { bodyKg: 4.5 }).events.map(({ kind }) => kind);
    expect(kinds(blocksOf(recorded))).toEqual(kinds(blocks));
    expect(kinds(blocks)).toContain('tension');
  });

  it('is a record like any other: its JSON is read back', () => {
    const text = [...walksJson({ cats: [], walks: [recorded] })].join('');
    expect(readWalksJson(text).walks).toEqual([recorded]);
  });

  it('keeps holes as holes and missing samples as missing', () => {
    const tMs = Float64Array.from([0, 20, 40, 5_000, 5_020]);
    const values = Float32Array.from([0, 0, 1, NaN, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1]);
    const { chunks, walk } = walkOfSamples([{ kind: 'accel', tMs, values, clipped: 0 }], beside);
    expect([...chunks[0]!.columns[0]!.n]).toEqual([3, 2]);
    expect(chunks[0]!.columns[0]!.counts[3]).toBe(-32_768);
    expect(walk.tags[0]!.streams[0]!.rateHz).toBe(50);
    expect(walk.durationMs).toBe(5_020);
  });

  it.each([
    ['nothing', [], 'empty'],
    [
      'more than a day',
      [tensionOf(0, () => 1)].map((block) => ({
        ...block,
        tMs: Float64Array.of(0, 10, 9e7),
        values: Float32Array.of(1, 1, 1),
      })),
      'too-large',
    ],
    [
      'one time only',
      [{ kind: 'tension' as const, tMs: Float64Array.of(5, 5), values: Float32Array.of(1, 1), clipped: 0 }],
      'invalid',
    ],
  ])('is not made of %s', (_, given, code) => {
    expect(() => walkOfSamples(given, beside)).toThrow(expect.objectContaining({ code }));
  });
});
