import { describe, expect, it } from 'vitest';
import { Thinner } from '../../../lib/signal/thinner';
import { seeded } from '../../support/synthetic-trace';

/** How many samples each group holds, for samples at these times. */
function groupsOf(times: readonly number[]): number[] {
  const thinner = new Thinner();
  const groups: number[] = [];
  let n = 0;
  for (const tMs of times) {
    n++;
    if (!thinner.push({ tMs, x: 0, y: 0, z: 1 })) continue;
    groups.push(n);
    n = 0;
  }
  return groups;
}

/** Times of a sensor whose stamps jitter by this share of the period and which loses this share of its samples. */
function stamps(count: number, periodMs: number, jitter: number, lost: number): number[] {
  const random = seeded(3);
  return Array.from(
    { length: count },
    (_, i) => i * periodMs + jitter * periodMs * (2 * random() - 1),
  ).filter(() => random() >= lost);
}

describe('Thinner', () => {
  it.each([
    [12.5, 1],
    [25, 1],
    [50, 2],
    [104, 4],
    [208, 9],
  ])('averages samples at %i Hz %i at a time', (rateHz, size) => {
    const times = Array.from({ length: 200 }, (_, i) => (i * 1_000) / rateHz);
    expect(new Set(groupsOf(times).slice(2))).toEqual(new Set([size]));
  });

  it('keeps its groups where time stamps jitter and samples are lost', () => {
    expect(new Set(groupsOf(stamps(1_000, 40, 0.3, 0.02)).slice(2))).toEqual(new Set([1]));
    const groups = groupsOf(stamps(2_000, 20, 0.3, 0.02)).slice(2);
    expect(groups.filter((size) => size === 2).length / groups.length).toBeGreaterThan(0.9);
    expect(Math.max(...groups)).toBe(2);
  });

  it('follows a change of rate within a second and a half, either way', () => {
    const slower = [
      ...Array.from({ length: 500 }, (_, i) => 5 * i),
      ...Array.from({ length: 100 }, (_, i) => 2_500 + 40 * i),
    ];
    expect(groupsOf(slower).slice(-64)).toEqual(Array.from({ length: 64 }, () => 1));
    const quicker = [
      ...Array.from({ length: 100 }, (_, i) => 40 * i),
      ...Array.from({ length: 600 }, (_, i) => 4_000 + 5 * i),
    ];
    expect(groupsOf(quicker).slice(-30)).toEqual(Array.from({ length: 30 }, () => 8));
  });

  it('is not misled by frames that overlap: many samples at one time', () => {
    const times = [0, 0, 0, 0, 0, 0, ...Array.from({ length: 300 }, (_, i) => 40 + 40 * i)];
    expect(new Set(groupsOf(times).slice(-250))).toEqual(new Set([1]));
  });
});
