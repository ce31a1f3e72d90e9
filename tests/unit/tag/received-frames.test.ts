import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReceivedFrames } from '../../../lib/tag/received-frames';

const MODULUS = 2 ** 24;

describe('ReceivedFrames', () => {
  it('says new once and duplicate afterwards', () => {
    const received = new ReceivedFrames(MODULUS);
    expect(received.receive(7)).toEqual({ seq: 7, isNew: true });
    expect(received.receive(7)).toEqual({ seq: 7, isNew: false });
  });

  it('names a hole, and no more once it is filled', () => {
    const received = new ReceivedFrames(MODULUS);
    for (const seq of [10, 11, 15]) received.receive(seq);
    expect(received.missing()).toEqual([{ from: 12, to: 14 }]);
    expect(received.notReceivedCount).toBe(3);
    for (const seq of [13, 12, 14]) expect(received.receive(seq).isNew).toBe(true);
    expect(received.missing()).toEqual([]);
  });

  it('unwraps past 2^24, also when frames arrive late from before it', () => {
    const received = new ReceivedFrames(MODULUS);
    received.receive(MODULUS - 2);
    expect(received.receive(1)).toEqual({ seq: MODULUS + 1, isNew: true });
    expect(received.missing()).toEqual([{ from: MODULUS - 1, to: MODULUS }]);
    expect(received.receive(MODULUS - 1).seq).toBe(MODULUS - 1);
    expect(received.receive(0).seq).toBe(MODULUS);
    expect(received.missing()).toEqual([]);
  });

  it('wants what lies before the first arrival when told so', () => {
    const received = new ReceivedFrames(MODULUS, 100);
    expect(received.missing()).toEqual([]);
    received.receive(103);
    expect(received.missing()).toEqual([{ from: 100, to: 102 }]);
  });

  it('learns of frames that were made and never arrived', () => {
    const received = new ReceivedFrames(MODULUS, 100);
    received.receive(100);
    received.expectUpTo(104);
    received.expectUpTo(90);
    expect(received.missing()).toEqual([{ from: 101, to: 104 }]);
    // An older tag-side figure never takes the newest frame back.
    received.receive(110);
    received.expectUpTo(105);
    expect(received.newest).toBe(110);
  });

  it('does not ask again for what was given up, still counts it, and takes it when it comes after all', () => {
    const received = new ReceivedFrames(MODULUS);
    for (const seq of [1, 5]) received.receive(seq);
    expect(received.giveUp(0, 3)).toBe(3);
    expect(received.missing()).toEqual([{ from: 4, to: 4 }]);
    expect(received.notReceivedCount).toBe(3);
    expect(received.receive(2).isNew).toBe(true);
    expect(received.giveUp(2, 3)).toBe(0);
    expect(received.notReceivedCount).toBe(2);
  });

  const PACKETS = 40_000;
  it(`brings each of ${PACKETS} lost, doubled, reordered and wrapped frames exactly once`, () => {
    let packets = 0;
    const fate = fc.record({
      lost: fc.boolean(),
      copies: fc.integer({ min: 1, max: 3 }),
      delay: fc.nat({ max: 50 }),
    });
    const RUN = 100;
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: MODULUS - 1 }),
        fc.array(fate, { minLength: RUN, maxLength: RUN }),
        (start, fates) => {
          const received = new ReceivedFrames(MODULUS, start);
          const air = fates.flatMap(({ lost, copies, delay }, i) =>
            lost
              ? []
              : Array.from({ length: copies }, (_, copy) => ({ seq: start + i, at: i + delay * copy })),
          );
          air.sort((a, b) => a.at - b.at);
          const brought = new Map<number, number>();
          for (const { seq } of air) {
            packets += 1;
            const receipt = received.receive(seq % MODULUS);
            if (receipt.seq !== seq) return false;
            if (receipt.isNew) brought.set(seq, (brought.get(seq) ?? 0) + 1);
          }
          received.expectUpTo((start + RUN - 1) % MODULUS);
          const missing = received
            .missing()
            .flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
          const lost = fates.flatMap((one, i) => (one.lost ? [start + i] : []));
          return (
            [...brought.values()].every((times) => times === 1) &&
            missing.join() === lost.join() &&
            brought.size + lost.length === RUN
          );
        },
      ),
      { numRuns: PACKETS / RUN },
    );
    expect(packets).toBeGreaterThan(PACKETS / 2);
  });
});
