import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CommittedSeq, unwrapSeq, wrapSeq } from '../../../lib/app/committed-seq';

describe('unwrapSeq', () => {
  it('finds the nearest number that shows the same 24 bits', () => {
    const end = 2 ** 24;
    expect(unwrapSeq(3, end - 2)).toBe(end + 3);
    expect(unwrapSeq(end - 1, end + 4)).toBe(end - 1);
    expect(unwrapSeq(5, 5)).toBe(5);
  });

  it('undoes wrapping within half a turn', () => {
    const near = fc.integer({ min: 0, max: 2 ** 40 });
    const off = fc.integer({ min: -(2 ** 23), max: 2 ** 23 - 1 });
    fc.assert(fc.property(near, off, (n, d) => unwrapSeq(wrapSeq(n + d), n) === n + d));
  });
});

describe('CommittedSeq', () => {
  it('never passes a hole, whatever the order', () => {
    const run = fc
      .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 5 }))
      .map(([from, length]) => ({ from, to: from + length }));
    fc.assert(
      fc.property(fc.array(run, { maxLength: 40 }), fc.integer({ min: 0, max: 10 }), (runs, floor) => {
        const committed = new CommittedSeq(floor);
        const all = new Set<number>();
        for (const { from, to } of runs) {
          committed.add(from, to);
          for (let seq = from; seq <= to; seq++) all.add(seq);
          let upto = floor - 1;
          while (all.has(upto + 1)) upto++;
          expect(committed.safeUpto).toBe(upto < floor ? null : upto);
        }
      }),
    );
  });
});
