import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  beginInstall,
  type Installation,
  type InstallEvent,
  stepInstall,
} from '../../../lib/tag/espruino/installer';
import { crc32, latin1 } from '../../../lib/tag/espruino/protocol';

/** Installations: in the ordinary tests, and with `npm run fuzz`. */
const CASES = process.env.CATPACE_FUZZ ? 100_000 : 2_000;
const OPTIONS = { program: `var VERSION = '7.8.9';\n${'x'.repeat(1500)}`, wiring: null, replace: false };
const FINGERPRINT = [OPTIONS.program.length, crc32(latin1(OPTIONS.program))];
/** More than any installation can take: three attempts of a few dozen steps. */
const MOST_STEPS = 400;

/** What a board says that does everything right. */
function rightly({ phase, action }: Installation, firmware: string): InstallEvent {
  if (action.type === 'run') return { type: 'waited' };
  if (action.type === 'send') return { type: 'ack' };
  const value = {
    inspecting: [firmware, 'PUCKJS', null, false, 1],
    clearing: 30_000,
    verifying: FINGERPRINT,
  }[phase as string];
  return { type: 'answer', value: value ?? true };
}

/** What one says that does not. Only answers that the console would pass on: JSON to a question, a confirmation to a packet. */
function wrongly({ action }: Installation, value: unknown, isSilent: boolean): InstallEvent {
  if (action.type === 'run') return { type: 'waited' };
  if (isSilent) return { type: 'silence' };
  return action.type === 'send' ? { type: 'nak' } : { type: 'answer', value };
}

const nearlyRight = fc.constantFrom<unknown>(
  FINGERPRINT,
  [FINGERPRINT[0], 0],
  ['2v25', 'PUCKJS', null, false, 1],
  ['2v25', 'PUCKJS', { toString: 1 }, 'yes', -1],
  ['', '', '', '', ''],
  30_000,
  -1,
  1e308,
  true,
);

describe('installing on a board that says anything', () => {
  it('comes to an end, never goes back, and calls nothing done that was not verified', () => {
    const saying = fc.record({
      value: fc.oneof(fc.jsonValue({ maxDepth: 3 }), nearlyRight),
      isRight: fc.boolean(),
      isSilent: fc.boolean(),
    });
    const ends = { done: 0, fail: 0 };
    fc.assert(
      fc.property(
        fc.array(saying, { maxLength: 60 }),
        fc.constantFrom('2v25', '2v24'),
        fc.boolean(),
        (sayings, firmware, isRightAtLast) => {
          let now = beginInstall(OPTIONS);
          let isVerified = false;
          for (let step = 0; now.action.type !== 'done' && now.action.type !== 'fail'; step++) {
            expect(step).toBeLessThan(MOST_STEPS);
            const said = sayings[step] ?? { value: null, isRight: isRightAtLast, isSilent: true };
            const event = said.isRight ? rightly(now, firmware) : wrongly(now, said.value, said.isSilent);
            const next = stepInstall(now, event);
            expect(next.progress).toBeGreaterThanOrEqual(now.progress);
            expect(next.progress).toBeLessThanOrEqual(1);
            if (next.attempt !== now.attempt) isVerified = false;
            if (now.phase === 'verifying' && event.type === 'answer')
              isVerified = JSON.stringify(event.value) === JSON.stringify(FINGERPRINT);
            now = next;
          }
          ends[now.action.type]++;
          if (now.action.type === 'done') expect(isVerified).toBe(true);
        },
      ),
      { numRuns: CASES },
    );
    // Both ways out have been gone.
    expect(Math.min(ends.done, ends.fail)).toBeGreaterThan(CASES / 100);
  }, 1_200_000);
});
