import { describe, expect, it } from 'vitest';
import { analyse } from '../../../lib/app/pipeline';
import type { Limit } from '../../../lib/events/limits';
import type { SampleBlock } from '../../../lib/signal/sample-block';
import { recordLooseTag } from '../../../scripts/accuracy/loose-tag/record-loose-tag';
import { seeded } from '../../support/synthetic-trace';

/** A way in which the tag lies, degrees about the body's length, for so many seconds of walking. */
type Lies = readonly [rollDeg: number, seconds: number];

/** A walk with the tag lying in one way after another; sway is the swing across the weight as a share of the bounce. */
function walkLying(ways: readonly Lies[], { sway = 1, rateHz = 50 } = {}): SampleBlock {
  const random = seeded(5);
  const tMs: number[] = [];
  const values: number[] = [];
  for (const [rollDeg, seconds] of ways) {
    const roll = (rollDeg * Math.PI) / 180;
    for (let i = 0; i < seconds * rateHz; i++) {
      const t = tMs.length / rateHz;
      const noise = (): number => 0.02 * (random() - 0.5);
      const x = sway * 0.3 * Math.sin(2 * Math.PI * 4 * t + 1) + noise();
      const y = sway * 0.2 * Math.sin(2 * Math.PI * 2 * t) + noise();
      const z = 1 + 0.3 * Math.sin(2 * Math.PI * 4 * t) + noise();
      tMs.push(1_000 * t);
      values.push(x, y * Math.cos(roll) + z * Math.sin(roll), z * Math.cos(roll) - y * Math.sin(roll));
    }
  }
  return { kind: 'accel', tMs: Float64Array.from(tMs), values: Float32Array.from(values), clipped: 0 };
}

function limitsOf(...blocks: SampleBlock[]): Limit[] {
  return analyse(blocks, { bodyKg: 4.5 }).limits.filter(({ kind }) => kind !== 'no-tension');
}

describe('a tag that hangs loose', () => {
  it('is told where it comes to lie differently again and again', () => {
    const ways: Lies[] = [0, 80, -70, 10, 90].map((deg) => [deg, 20]);
    expect(limitsOf(walkLying(ways))).toEqual([{ kind: 'turning-tag', turns: 4 }]);
    expect(limitsOf(walkLying(ways, { rateHz: 12.5 }))).toContainEqual({ kind: 'turning-tag', turns: 4 });
  });

  it('is not told of a back that tilts, of a mounting seen to once, nor of a cat that is taken up twice', () => {
    expect(limitsOf(walkLying([0, 35, -30, 30, -35, 0].map((deg) => [deg, 20])))).toEqual([]);
    expect(
      limitsOf(
        walkLying([
          [0, 60],
          [90, 60],
        ]),
      ),
    ).toEqual([]);
    expect(limitsOf(walkLying([0, 80, 0, 80, 0].map((deg) => [deg, 20])))).toEqual([]);
  });

  it('is not told of turns that lie twenty minutes apart', () => {
    const ways: Lies[] = [0, 80, -70, 10].map((deg) => [deg, 20]);
    const block = walkLying(ways);
    const late = block.tMs.map((tMs) => tMs + Math.floor(tMs / 20_000) * 1_200_000);
    expect(limitsOf({ ...block, tMs: late })).toEqual([]);
  });

  it('is told where the force lies along one line, and not after half a minute of it', () => {
    expect(limitsOf(walkLying([[30, 90]], { sway: 0.2 }))).toEqual([{ kind: 'swinging-tag' }]);
    expect(limitsOf(walkLying([[30, 30]], { sway: 0.2 }))).toEqual([]);
    expect(limitsOf(walkLying([[30, 90]], { sway: 0.6 }))).toEqual([]);
  });

  it('is found on synthetic tags that slip or swing, and not on a fastened one', () => {
    const kinds = (seat: 'fast' | 'slips' | 'hangs') =>
      limitsOf(recordLooseTag(1, seat, { knocks: false })).map(({ kind }) => kind);
    expect(kinds('fast')).toEqual([]);
    expect(kinds('slips')).toEqual(['turning-tag']);
    expect(kinds('hangs')).toEqual(['swinging-tag']);
  });
});
