import { describe, expect, it } from 'vitest';
import { analyse } from '../../../lib/app/pipeline';
import { bodyWeightN } from '../../../lib/units';
import { recordLeashWalk } from '../../../scripts/accuracy/leash/record-leash-walk';
import { motionOf, seeded, tensionOf, WALK } from '../../support/synthetic-trace';

const WEIGHT_N = bodyWeightN(4.5);
const random = seeded(3);
const noisy = (newtons: number): number => newtons + 0.1 * (random() - 0.5);

/** What is said of a lead that pulls like this for so many seconds. */
function limitsOfLead(seconds: number, newtonsAt: (tMs: number) => number) {
  const ms = 1_000 * seconds;
  return analyse([motionOf([{ ms, ...WALK }]), tensionOf(ms, newtonsAt)], { bodyKg: 4.5 }).limits;
}

describe('the trouble of a load cell', () => {
  it('is none on leads that are held by hand', () => {
    for (let seed = 800; seed < 806; seed++) {
      const { accel, tension, bodyKg } = recordLeashWalk(seed, { minutes: 3 });
      const kinds = analyse([accel, tension], { bodyKg }).limits.map(({ kind }) => kind);
      // One gauge in five of the model ends its range within reach.
      expect(kinds.filter((kind) => kind !== 'clipped-tension')).toEqual([]);
    }
  });

  it.each([
    ['is stuck under a pull', 20, () => 9, 'stuck-tension'],
    ['has been unplugged and reads nothing at all', 200, () => 0, 'stuck-tension'],
    ['is the wrong way round', 20, (t: number) => noisy(t > 5_000 && t < 9_000 ? -6 : 0), 'below-zero'],
    ['hangs on a retractable lead', 80, () => noisy(0.06 * WEIGHT_N), 'never-loose'],
    [
      'ends its range',
      20,
      (t: number) => Math.min(15, noisy(t > 5_000 && t < 6_000 ? 18 : 0)),
      'clipped-tension',
    ],
  ] as const)('is named where it %s', (_, seconds, newtonsAt, kind) => {
    expect(limitsOfLead(seconds, newtonsAt).map((limit) => limit.kind)).toEqual([kind]);
  });

  it('is not named for a lead that is loose once a minute, nor for a long pull', () => {
    expect(limitsOfLead(100, (t) => noisy(t % 50_000 < 1_000 ? 0 : 0.2 * WEIGHT_N))).toEqual([]);
  });

  it('is forgotten over a hole', () => {
    const { tMs, values } = tensionOf(80_000, () => noisy(0.06 * WEIGHT_N));
    const late = tMs.map((t) => (t < 40_000 ? t : t + 5_000));
    const { limits } = analyse(
      [motionOf([{ ms: 85_000, ...WALK }]), { kind: 'tension', tMs: late, values, clipped: 0 }],
      { bodyKg: 4.5 },
    );
    expect(limits).toEqual([]);
  });
});
