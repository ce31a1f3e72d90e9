import { describe, expect, it } from 'vitest';
import { bodyWeightN } from '../../../lib/units';
import { recordLeashWalk } from '../../../scripts/accuracy/leash/record-leash-walk';

const walks = Array.from({ length: 8 }, (_, i) => recordLeashWalk(500 + i, { minutes: 3 }));

describe('the synthetic walk of cat, hand and lead', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(recordLeashWalk(500, { minutes: 3 })).toEqual(walks[0]);
    expect(recordLeashWalk(501, { minutes: 3 })).not.toEqual(walks[0]);
  });

  it('has pulls of both, and drags within pulls', () => {
    const pulls = walks.flatMap((walk) => walk.pulls);
    const share = (by: string) => pulls.filter((pull) => pull.by === by).length / pulls.length;
    expect(pulls.length).toBeGreaterThan(60);
    expect(share('cat')).toBeGreaterThan(0.25);
    expect(share('hand')).toBeGreaterThan(0.25);
    for (const { pulls: own, drags } of walks)
      for (const drag of drags)
        expect(own.some(({ startMs, endMs }) => startMs <= drag.startMs && drag.endMs <= endMs)).toBe(true);
  });

  it('weighs 1 g when it stands, in whatever axis, and stays within its sensors', () => {
    for (const { accel, tension, bodyKg } of walks) {
      const magnitudes = Array.from(accel.tMs, (_, i) =>
        Math.hypot(...accel.values.subarray(3 * i, 3 * i + 3)),
      ).sort((a, b) => a - b);
      expect(magnitudes[magnitudes.length >> 1]).toBeGreaterThan(0.85);
      expect(magnitudes[magnitudes.length >> 1]).toBeLessThan(1.15);
      expect(magnitudes.at(-1)).toBeLessThan(8 * Math.sqrt(3) + 0.1);
      expect(Math.max(...tension.values) / bodyWeightN(bodyKg)).toBeGreaterThan(0.3);
    }
  });

  it('lets a cat out of its harness only when asked to, and out of a pull', () => {
    expect(walks.flatMap(({ slips }) => slips)).toEqual([]);
    const slipped = Array.from({ length: 8 }, (_, i) =>
      recordLeashWalk(500 + i, { minutes: 3, slips: true }),
    );
    const slips = slipped.flatMap((walk) => walk.slips.map((slip) => ({ walk, slip })));
    expect(slips.length).toBeGreaterThan(4);
    for (const { walk, slip } of slips) {
      const after = walk.tension.values.subarray(walk.tension.tMs.findIndex((t) => t > slip.startMs + 300));
      expect(Math.max(...after) / bodyWeightN(walk.bodyKg)).toBeLessThan(0.1);
    }
  });
});
