import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adviceGiven, NO_ADVICE, withAdvice } from '../../../lib/walk/advice-log';

describe('the log of advice', () => {
  it('says what stood when, and nothing twice', () => {
    let log = NO_ADVICE;
    for (const [id, tMs] of [
      [null, 0],
      ['freeze', 1_000],
      ['freeze', 2_000],
      ['drag', 3_000],
      [null, 5_000],
      ['time-reached', 9_000],
    ] as const)
      log = withAdvice(log, id, tMs);
    expect(log.ids).toEqual(['freeze', 'drag', '', 'time-reached']);
    expect(adviceGiven(log, 12_000)).toEqual([
      { id: 'freeze', fromMs: 1_000, toMs: 3_000 },
      { id: 'drag', fromMs: 3_000, toMs: 5_000 },
      { id: 'time-reached', fromMs: 9_000, toMs: 12_000 },
    ]);
  });

  it('never holds two pieces at a time', () => {
    const shown = fc.array(fc.tuple(fc.constantFrom('freeze', 'drag', null), fc.nat(5_000)));
    fc.assert(
      fc.property(shown, (list) => {
        let tMs = 0;
        let log = NO_ADVICE;
        for (const [id, laterMs] of list) log = withAdvice(log, id, (tMs += laterMs));
        const given = adviceGiven(log, tMs);
        for (const [i, each] of given.entries()) {
          expect(each.toMs).toBeGreaterThanOrEqual(each.fromMs);
          if (i > 0) expect(each.fromMs).toBeGreaterThanOrEqual(given[i - 1]!.toMs);
        }
      }),
    );
  });
});
