import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BEHAVIOUR_MODEL, behaviourFrom, judgeBehaviour } from '../../../lib/events/behaviour';
import { THRESHOLD_VALUES } from '../../../lib/events/thresholds';
import { motionFeature } from './features';

function after(seconds: number, swingShortG: number, sdShortG: number, state = behaviourFrom(), fromMs = 0) {
  for (let t = fromMs; t < fromMs + seconds * 1_000; t += 40) {
    judgeBehaviour(state, motionFeature(t, { swingShortG, sdShortG }), BEHAVIOUR_MODEL);
  }
  return state;
}

describe('judgeBehaviour', () => {
  it('knows nothing before the first glance', () => {
    expect(behaviourFrom().known).toBe(false);
  });

  it('tells rest, walking and quiet handling apart after seconds', () => {
    expect(after(4, 0.012, 0.006)).toMatchObject({ known: true });
    expect(after(4, 0.012, 0.006).still).toBeGreaterThan(0.8);
    expect(after(4, 0.5, 0.3).moving).toBeGreaterThan(0.9);
    const busy = after(4, 0.08, 0.03);
    expect(busy.busy).toBeGreaterThan(Math.max(busy.still, busy.moving));
  });

  it('doubts at a glance what seconds make sure', () => {
    const short = after(0.2, 0.12, 0.05);
    const long = after(5, 0.12, 0.05);
    expect(long.busy).toBeGreaterThan(short.busy);
  });

  it('takes movement in within six tenths of a second', () => {
    const state = after(10, 0.012, 0.006);
    after(0.6, 0.6, 0.35, state, 10_000);
    expect(state.still).toBeLessThan(THRESHOLD_VALUES.activityStillChance);
  });

  it('forgets over a gap', () => {
    const state = after(10, 0.012, 0.006);
    judgeBehaviour(
      state,
      motionFeature(20_000, { afterGap: true, swingShortG: NaN, sdShortG: NaN }),
      BEHAVIOUR_MODEL,
    );
    expect(state).toMatchObject({ known: false, still: 1 / 3 });
  });

  it('stays a distribution whatever it is shown, at any pace', () => {
    const glance = fc.tuple(
      fc.double({ min: 0, max: 500, noNaN: true }),
      fc.double({ min: 0, max: 250, noNaN: true }),
      fc.double({ min: 0, max: 250, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(glance, { maxLength: 200 }), (glances) => {
        const state = behaviourFrom();
        let t = 0;
        for (const [dt, swingShortG, sdShortG] of glances) {
          t += dt;
          judgeBehaviour(state, motionFeature(t, { swingShortG, sdShortG }), BEHAVIOUR_MODEL);
          expect(state.still + state.moving + state.busy).toBeCloseTo(1, 9);
          for (const p of [state.still, state.moving, state.busy]) expect(p).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});
