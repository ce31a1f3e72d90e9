import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../../lib/app/pipeline';
import { strengthOf } from '../../../lib/events/evidence';
import { bodyWeightN } from '../../../lib/units';
import { motionOf, RUN, SHAKE, STILL, tensionOf, WALK } from '../../support/synthetic-trace';

const WEIGHT_N = bodyWeightN(4.5);

describe('strengthOf', () => {
  it('is even at the bound, clear at the doubt above it, faint at the doubt below', () => {
    expect(strengthOf(3, 3, 1.5)).toBeCloseTo(0.5, 12);
    expect(strengthOf(4.5, 3, 1.5)).toBeCloseTo(0.9, 12);
    expect(strengthOf(2, 3, 1.5)).toBeCloseTo(0.1, 12);
  });

  it('is a share and rises with the figure', () => {
    const figure = fc.double({ min: -10, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(figure, figure, fc.double({ min: 1.01, max: 4, noNaN: true }), (a, b, doubt) => {
        const [low, high] = [strengthOf(Math.min(a, b), 2, doubt), strengthOf(Math.max(a, b), 2, doubt)];
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(high);
      }),
    );
  });
});

describe('what events rest on', () => {
  const motion = motionOf([
    { ms: 12_000, ...WALK },
    { ms: 70_000, ...STILL },
    { ms: 6_000, ...WALK },
    { ms: 2_000, ...STILL },
    { ms: 3_000, ...RUN },
    { ms: 6_000, ...WALK },
    { ms: 1_200, ...SHAKE },
    { ms: 4_000, ...WALK },
  ]);
  const pulled = (share: number) => (t: number) => (t > 20_000 && t < 24_000 ? share : 0.01) * WEIGHT_N;
  const { events } = analyse([motion, tensionOf(100_000, pulled(0.25))], { bodyKg: 4.5 });

  it('is told of every kind, in finite figures, with a confidence that is a share', () => {
    const kinds = new Set(events.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(['bolt', 'drag', 'freeze', 'rest', 'shake', 'tension']);
    for (const { kind, confidence, evidence } of events) {
      expect(confidence, kind).toBeGreaterThan(0.5);
      expect(confidence, kind).toBeLessThanOrEqual(1);
      expect(evidence.length, kind).toBeGreaterThan(0);
      for (const { value, bound } of evidence) {
        expect(Number.isFinite(value), kind).toBe(true);
        expect(bound === null || Number.isFinite(bound), kind).toBe(true);
      }
      const measures = evidence.map(({ measure }) => measure);
      expect(new Set(measures).size, kind).toBe(measures.length);
    }
  });

  it('is fainter for a pull just above the level than for one far above', () => {
    const confidenceAt = (share: number): number =>
      analyse([tensionOf(30_000, pulled(share))], { bodyKg: 4.5 }).events[0]!.confidence;
    expect(confidenceAt(0.115)).toBeLessThan(0.75);
    expect(confidenceAt(0.2)).toBeGreaterThan(0.9);
  });
});
