import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../lib/tag/demo/seeded-random';

const take = (seed: number, n: number): number[] => {
  const random = createRandom(seed);
  return Array.from({ length: n }, () => random.between(0, 1));
};

describe('createRandom', () => {
  it('repeats with its seed and differs with another, however near or large', () => {
    const seeds = [0, 1, 2, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 40 + 1];
    const runs = seeds.map((seed) => take(seed, 5).join());
    expect(seeds.map((seed) => take(seed, 5).join())).toEqual(runs);
    expect(new Set(runs).size).toBe(seeds.length);
  });

  it('spreads evenly within its bounds', () => {
    const bins = new Array<number>(10).fill(0);
    for (const value of take(9, 50_000)) bins[Math.floor(value * 10)]! += 1;
    for (const bin of bins) expect(Math.abs(bin - 5_000)).toBeLessThan(300);
    const random = createRandom(3);
    for (let i = 0; i < 1_000; i += 1) {
      const value = random.between(-4, 7);
      expect(value >= -4 && value < 7).toBe(true);
    }
  });

  it('has a normal distribution with mean 0 and standard deviation 1', () => {
    const random = createRandom(4);
    const values = Array.from({ length: 50_000 }, () => random.gaussian());
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(Math.abs(variance - 1)).toBeLessThan(0.03);
    expect(values.every(Number.isFinite)).toBe(true);
  });
});
