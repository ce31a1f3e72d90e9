import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  lastTap,
  NO_SCORES,
  withoutLastTap,
  withTreat,
  withTrial,
  type SessionScores,
} from '../../../lib/walk/session-scores';

describe('the scores of a session', () => {
  it('taking back undoes exactly the newest tap, down to nothing', () => {
    const tap = fc.record({
      treat: fc.boolean(),
      good: fc.boolean(),
      afterMs: fc.integer({ min: 1, max: 5000 }),
    });
    fc.assert(
      fc.property(fc.array(tap, { maxLength: 30 }), (taps) => {
        const states: SessionScores[] = [NO_SCORES];
        let tMs = 0;
        for (const { treat, good, afterMs } of taps) {
          tMs += afterMs;
          const before = states.at(-1)!;
          states.push(treat ? withTreat(before, tMs) : withTrial(before, { tMs, good }));
        }
        let now = states.pop()!;
        while (states.length > 0) {
          now = withoutLastTap(now);
          expect(now).toEqual(states.pop());
        }
        expect(lastTap(now)).toBeNull();
        expect(withoutLastTap(now)).toEqual(NO_SCORES);
      }),
    );
  });
});
