import { describe, expect, it } from 'vitest';
import { type BodyKind, DEFAULT_WALK_MS, writeScript } from '../../../../lib/tag/demo/cat-script';
import { bodyWeightN } from '../../../../lib/units';

const SEEDS = Array.from({ length: 30 }, (_, seed) => seed);

describe('writeScript', () => {
  it('writes the same walk for the same seed and another for another', () => {
    expect(writeScript(5)).toEqual(writeScript(5));
    expect(writeScript(5)).not.toEqual(writeScript(6));
  });

  it.each([20_000, 90_000, DEFAULT_WALK_MS, 1_800_000])(
    'covers %d ms without gap or overlap',
    (durationMs) => {
      for (const seed of SEEDS) {
        const { body, leash } = writeScript(seed, durationMs);
        expect(body[0]!.startMs).toBe(0);
        expect(body.at(-1)!.endMs).toBe(durationMs);
        body.slice(1).forEach((segment, i) => expect(segment.startMs).toBe(body[i]!.endMs));
        for (const { startMs, endMs } of leash)
          expect(startMs >= 0 && endMs > startMs && endMs <= durationMs).toBe(true);
        leash.slice(1).forEach((segment, i) => expect(segment.startMs).toBeGreaterThan(leash[i]!.endMs));
      }
    },
  );

  it('tells the whole story in its usual length', () => {
    for (const seed of SEEDS) {
      const { body, leash } = writeScript(seed);
      const count = (kind: BodyKind): number => body.filter((segment) => segment.kind === kind).length;
      expect([count('freeze'), count('bolt'), count('alert'), count('shake')]).toEqual([3, 1, 1, 1]);
      expect(count('sniff')).toBeGreaterThan(10);
      expect(leash.map(({ kind, by }) => `${kind} by ${by}`)).toEqual([
        'light by cat',
        'light by cat',
        'light by hand',
        'pull by cat',
        'lunge by cat',
      ]);
    }
  });

  it('has each freeze break off at least 2 s of movement, and last', () => {
    for (const seed of SEEDS) {
      const { body } = writeScript(seed);
      body.forEach((segment, i) => {
        if (segment.kind !== 'freeze') return;
        const durationMs = segment.endMs - segment.startMs;
        expect(durationMs >= 5_000 && durationMs <= 25_000).toBe(true);
        let movedMs = 0;
        for (const before of body.slice(0, i)) {
          if (before.kind !== 'walk' && before.kind !== 'bolt') continue;
          movedMs += Math.max(0, before.endMs - Math.max(before.startMs, segment.startMs - 10_000));
        }
        expect(movedMs).toBeGreaterThanOrEqual(2_000);
      });
    }
  });

  it('keeps stops to sniff too short for a freeze', () => {
    for (const seed of SEEDS)
      for (const { kind, startMs, endMs } of writeScript(seed).body)
        if (kind === 'sniff' || kind === 'alert') expect(endMs - startMs).toBeLessThan(3_000);
  });

  it('scales pulls with the body', () => {
    const shareOf = (bodyKg: number): number[] =>
      writeScript(2, DEFAULT_WALK_MS, bodyKg).leash.map(({ peakN }) => peakN / bodyWeightN(bodyKg));
    expect(shareOf(3)).toEqual(shareOf(6).map((share) => expect.closeTo(share, 10) as number));
    const [light, , hand, pull, lunge] = shareOf(4.5);
    expect(light).toBeGreaterThan(0.1);
    expect(hand).toBeGreaterThan(0.1);
    expect(pull).toBeGreaterThan(0.2);
    expect(pull).toBeLessThan(0.3);
    expect(lunge).toBeGreaterThan(0.6);
  });
});
