import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LeadState } from '../../../lib/charts/lead-path';
import { arcLength, LEAD_SCENE, leadPose } from '../../../lib/charts/lead-path';

const bounds = { lightN: 4, pullN: 6, hardN: 12, lungeN: 24 };
const state = (tensionN: number | null, more: Partial<LeadState> = {}): LeadState => ({
  tensionN,
  bounds,
  phaseMs: 0,
  handPulls: false,
  stepped: false,
  ...more,
});
const tension = fc.double({ min: 0, max: 200, noNaN: true });

describe('the lead', () => {
  it('sags when slack, less when light, and is straight from a pull on', () => {
    const sags = [0, 3, 5, 6, 12, 40].map((n) => leadPose(state(n)).sag);
    expect(sags[0]).toBeGreaterThan(90);
    expect(sags[1]).toBeLessThan(sags[0]!);
    expect(sags[2]).toBeLessThan(sags[1]!);
    expect(sags[2]).toBeGreaterThan(5);
    expect(sags.slice(3)).toEqual([0, 0, 0]);
  });

  it('keeps its length, whatever the pull', () => {
    fc.assert(
      fc.property(tension, (n) => {
        const { hand, ring, sag } = leadPose(state(n));
        const taut = leadPose(state(1000));
        const length = Math.hypot(taut.ring.x - taut.hand.x, taut.ring.y - taut.hand.y);
        expect(Math.abs(arcLength(hand, ring, sag) - length)).toBeLessThan(0.5);
      }),
    );
  });

  it('never sags further when the pull grows, and stays above the ground', () => {
    fc.assert(
      fc.property(tension, tension, (a, b) => {
        const slacker = leadPose(state(Math.min(a, b)));
        const firmer = leadPose(state(Math.max(a, b)));
        expect(firmer.sag).toBeLessThanOrEqual(slacker.sag + 1e-6);
        expect(slacker.ring.y + slacker.sag).toBeLessThan(LEAD_SCENE.groundY + 40);
        for (let u = 0; u <= 1; u += 0.05) {
          const y = slacker.hand.y + (slacker.ring.y - slacker.hand.y) * u + 4 * slacker.sag * u * (1 - u);
          expect(y).toBeLessThan(LEAD_SCENE.groundY);
        }
      }),
    );
  });

  it('draws one cubic from the hand to the harness, without NaN', () => {
    for (const n of [null, NaN, -3, 0, 5, 8, 30, Infinity]) {
      const { d } = leadPose(state(n));
      expect(d).toMatch(/^M-?[\d.]+ -?[\d.]+C(-?[\d.]+ ){5}-?[\d.]+$/);
    }
  });

  it('trembles only when taut, and not for those who ask for less motion', () => {
    const moves = (n: number, stepped: boolean): boolean =>
      leadPose(state(n, { phaseMs: 0, stepped })).d !== leadPose(state(n, { phaseMs: 43, stepped })).d;
    expect(moves(2, false)).toBe(false);
    expect(moves(8, false)).toBe(false);
    expect(moves(20, false)).toBe(true);
    expect(moves(20, true)).toBe(false);
  });

  it('steps: one picture a level', () => {
    const picture = (n: number): string => leadPose(state(n, { stepped: true })).d;
    expect(picture(0.2)).toBe(picture(3.9));
    expect(picture(4.2)).toBe(picture(5.9));
    expect(picture(3.9)).not.toBe(picture(4.2));
    expect(picture(5.9)).not.toBe(picture(6.1));
  });

  it('leans the hand back when the hand pulls', () => {
    expect(leadPose(state(8, { handPulls: true })).hand.leanDeg).toBeLessThan(-15);
    expect(Math.abs(leadPose(state(8)).hand.leanDeg)).toBeLessThan(10);
  });
});
