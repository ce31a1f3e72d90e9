import { describe, expect, it } from 'vitest';
import { type Config, DEFAULT_CONFIG } from '../../../../lib/tag/catpace/config';
import { writeScript } from '../../../../lib/tag/demo/cat-script';
import { sampleCat } from '../../../../lib/tag/demo/sample-cat';

const config: Config = {
  ...DEFAULT_CONFIG,
  streams: { accel: true, tension: true, gyro: true },
  gyroHz: 100,
};
const sample = (
  script = writeScript(1, 10_000),
  over: Partial<Config> = {},
  loadCell = { zeroN: 0, readingN: 0 },
) => [...sampleCat(script, 1, { ...config, ...over }, loadCell, 500)];

describe('sampleCat', () => {
  it('takes each stream at its rate, all in order of time', () => {
    const samples = sample();
    const timesOf = (kind: string): number[] =>
      samples.filter((one) => one.kind === kind).map(({ tMs }) => tMs);
    expect(timesOf('accel')).toEqual(Array.from({ length: 500 }, (_, i) => 500 + i * 20));
    expect(timesOf('tension')).toEqual(Array.from({ length: 800 }, (_, i) => 500 + i * 12.5));
    expect(timesOf('gyro')).toHaveLength(1_000);
    // Streams lie at most a step of the model apart.
    samples.slice(1).forEach(({ tMs }, i) => expect(tMs).toBeGreaterThan(samples[i]!.tMs - 2.5));
  });

  it('takes only the streams that run', () => {
    const kinds = sample(undefined, { streams: { accel: true, tension: false, gyro: false } }).map(
      ({ kind }) => kind,
    );
    expect(new Set(kinds)).toEqual(new Set(['accel']));
  });

  it('clips what lies beyond the range, and never says "missing"', () => {
    const counts = sample(writeScript(1), {
      accelRangeG: 2,
      streams: { accel: true, tension: false, gyro: false },
    }).flatMap((one) => one.counts);
    expect(Math.max(...counts.map(Math.abs))).toBe(32767);
  });

  it('subtracts what was tared', () => {
    const loadCell = { zeroN: 0, readingN: 0 };
    const mean = (samples: ReturnType<typeof sample>): number => {
      const counts = samples.filter(({ kind }) => kind === 'tension').map((one) => one.counts[0]!);
      return counts.reduce((sum, count) => sum + count, 0) / counts.length;
    };
    const before = mean(sample(undefined, {}, loadCell));
    const after = mean(sample(undefined, {}, { ...loadCell, zeroN: 0.6 }));
    expect((before - after) * 0.02).toBeCloseTo(0.6, 2);
    expect(loadCell.readingN).toBeGreaterThan(0.6);
  });
});
