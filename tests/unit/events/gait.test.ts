import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../../lib/app/pipeline';
import {
  addGaits,
  type Gait,
  GAIT_BINS,
  NO_GAIT,
  profileOf,
  quantileG,
  thresholdsFor,
  walkedMs,
} from '../../../lib/events/gait';
import { THRESHOLD_VALUES } from '../../../lib/events/thresholds';
import { motionOf, RUN, SHAKE, STILL, WALK } from '../../support/synthetic-trace';

const BODY = { bodyKg: 4.5 };
const MINUTE_MS = 60_000;
const WALK_OF_6_MIN = motionOf([
  { ms: 6 * MINUTE_MS, ...WALK },
  { ms: MINUTE_MS, ...STILL },
]);

function gaitAt(sdG: number, ms: number): Gait {
  const bins = Array.from({ length: GAIT_BINS }, () => 0);
  bins[Math.floor(16 * Math.log10(sdG / 1e-3))] = ms;
  return { stillMs: bins, movingMs: bins };
}

describe('a gait', () => {
  it('is learned from the time that the cat walks and stands', () => {
    const { gait } = analyse([WALK_OF_6_MIN], BODY);
    expect(walkedMs(gait) / MINUTE_MS).toBeCloseTo(6, 1);
    expect(gait.stillMs.reduce((sum, ms) => sum + ms, 0) / MINUTE_MS).toBeCloseTo(1, 1);
    const profile = profileOf(gait)!;
    // A swing of .4 g and its sd, .28 g; noise of .01 g, of which |a| sees the part along gravity.
    expect(profile.walkP95G).toBeGreaterThan(0.25);
    expect(profile.walkP95G).toBeLessThan(0.36);
    expect(profile.stillP50G).toBeGreaterThan(0.005);
    expect(profile.stillP50G).toBeLessThan(0.02);
  });

  it('leaves bolts and shakes out: they are no walk', () => {
    const calm = motionOf([{ ms: 60_000, ...WALK }]);
    const wild = motionOf([
      { ms: 30_000, ...WALK },
      { ms: 4_000, ...STILL },
      { ms: 4_000, ...RUN },
      { ms: 4_000, ...STILL },
      { ms: 1_200, ...SHAKE },
      { ms: 30_000, ...WALK },
    ]);
    const p95 = (block: typeof calm) => quantileG(analyse([block], BODY).gait.movingMs, 0.95);
    expect(p95(wild)).toBeLessThan(1.3 * p95(calm));
  });

  it('is the same however the sensor is mounted', () => {
    const turned = {
      ...WALK_OF_6_MIN,
      values: Float32Array.from(WALK_OF_6_MIN.values, (_, i) => {
        const at = i - (i % 3);
        const [x, y, z] = WALK_OF_6_MIN.values.subarray(at, at + 3) as unknown as [number, number, number];
        // A turn by 90° about x, then by 30° about z.
        const [u, v, w] = [x, -z, y];
        return [0.866 * u - 0.5 * v, 0.5 * u + 0.866 * v, w][i % 3]!;
      }),
    };
    const [as, is] = [WALK_OF_6_MIN, turned].map((block) => profileOf(analyse([block], BODY).gait)!);
    expect(is!.walkP95G).toBeCloseTo(as!.walkP95G, 2);
    expect(is!.stillP50G).toBeCloseTo(as!.stillP50G, 3);
  });

  it('adds up: two walks tell what one of both lengths tells', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: 0.0011, max: 9, noNaN: true }), fc.integer({ min: 1, max: 1e6 }))),
        (parts) => {
          const gaits = parts.map(([sdG, ms]) => gaitAt(sdG, ms));
          const all = addGaits(gaits);
          expect(walkedMs(all)).toBe(gaits.reduce((sum, gait) => sum + walkedMs(gait), 0));
          expect(addGaits([addGaits(gaits.slice(0, 2)), ...gaits.slice(2)])).toEqual(all);
        },
      ),
    );
  });

  it('gives quantiles that are right to a bin', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.0011, max: 9, noNaN: true }), (sdG) => {
        const { movingMs } = gaitAt(sdG, 1000);
        for (const share of [0.05, 0.5, 0.95]) {
          const ratio = quantileG(movingMs, share) / sdG;
          expect(ratio).toBeGreaterThan(1 / 1.16);
          expect(ratio).toBeLessThan(1.16);
        }
      }),
    );
    expect(quantileG([], 0.5)).toBeNaN();
  });
});

describe('the thresholds for a cat', () => {
  it('are those of every cat until five minutes of its own walk are known', () => {
    expect(profileOf(NO_GAIT)).toBeNull();
    expect(profileOf(gaitAt(0.9, 5 * MINUTE_MS - 1))).toBeNull();
    expect(profileOf(gaitAt(0.9, 5 * MINUTE_MS))).not.toBeNull();
    expect(thresholdsFor(null)).toBe(THRESHOLD_VALUES);
  });

  it('ask a lively cat for more before a bolt is told, and never any cat for less', () => {
    const boltG = (walkP95G: number) => thresholdsFor({ walkedMs: 1e6, stillP50G: 0.01, walkP95G }).boltG;
    expect(boltG(0.2)).toBe(THRESHOLD_VALUES.boltG);
    expect(boltG(0.8)).toBeCloseTo(1.2, 10);
    expect(boltG(50)).toBe(THRESHOLD_VALUES.boltHighestG);
    expect(boltG(NaN)).toBe(THRESHOLD_VALUES.boltG);
  });

  it('decide what the pipeline calls a bolt, and the event says by which level', () => {
    const dash = motionOf([
      { ms: 10_000, ...WALK },
      { ms: 3_000, ...STILL },
      { ms: 3_000, ...RUN },
      { ms: 5_000, ...STILL },
    ]);
    const bolts = (walkP95G: number) =>
      analyse([dash], { ...BODY, gait: { walkedMs: 1e6, stillP50G: 0.01, walkP95G } }).events.filter(
        ({ kind }) => kind === 'bolt',
      );
    expect(bolts(0.3)).toMatchObject([{ thresholdG: THRESHOLD_VALUES.boltG }]);
    expect(bolts(0.6)).toMatchObject([{ thresholdG: expect.closeTo(0.9, 5) }]);
    expect(bolts(1.3)).toEqual([]);
  });
});
