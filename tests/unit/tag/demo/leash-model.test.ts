import { describe, expect, it } from 'vitest';
import type { LeashSegment } from '../../../../lib/tag/demo/cat-script';
import { LeashModel } from '../../../../lib/tag/demo/leash-model';
import { createRandom } from '../../../../lib/tag/demo/seeded-random';

function tensions(segment: LeashSegment, untilMs: number): { tMs: number; n: number }[] {
  const leash = new LeashModel([segment], createRandom(1));
  const out: { tMs: number; n: number }[] = [];
  for (let tMs = 0; tMs < untilMs; tMs += 2.5) {
    leash.step(tMs, 2.5, Math.sin(tMs / 50), 1);
    out.push({ tMs, n: leash.tensionN });
  }
  return out;
}
const light: LeashSegment = { kind: 'light', by: 'cat', startMs: 1_000, endMs: 3_000, peakN: 7 };

describe('LeashModel', () => {
  it('hangs slack, is pulled, and is slack again', () => {
    const all = tensions(light, 5_000);
    const most = (from: number, to: number): number =>
      Math.max(...all.filter(({ tMs }) => tMs >= from && tMs < to).map(({ n }) => n));
    expect(most(0, 1_000)).toBeLessThan(1);
    expect(most(1_000, 3_000)).toBeGreaterThan(5);
    expect(most(1_000, 3_000)).toBeLessThan(9);
    expect(most(3_600, 5_000)).toBeLessThan(1);
    expect(all.every(({ n }) => n >= 0)).toBe(true);
  });

  it('rises to a lunge within a tenth of a second or so, then holds a part of it', () => {
    const all = tensions({ ...light, kind: 'lunge', peakN: 40 }, 4_000);
    const peak = all.reduce((best, now) => (now.n > best.n ? now : best));
    expect(peak.n).toBeGreaterThan(30);
    expect(peak.n).toBeLessThan(65);
    expect(peak.tMs - 1_000).toBeLessThan(250);
    const held = all.filter(({ tMs }) => tMs >= 2_000 && tMs < 2_900).map(({ n }) => n);
    expect(Math.max(...held)).toBeLessThan(25);
    expect(Math.min(...held)).toBeGreaterThan(8);
  });

  it('comes on more slowly from a hand than from a cat', () => {
    const reaches = (by: LeashSegment['by']): number =>
      tensions({ ...light, by }, 3_000).find(({ n }) => n > 4)!.tMs;
    expect(reaches('hand')).toBeGreaterThan(reaches('cat'));
  });
});
