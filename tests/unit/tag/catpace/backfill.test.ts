import { describe, expect, it, vi } from 'vitest';
import { Backfill, type BackfillTag, REPORT_FRAMES } from '../../../../lib/tag/catpace/backfill';
import { ReceivedFrames } from '../../../../lib/tag/received-frames';
import { SEQ_MODULUS } from '../../../../lib/tag/catpace/frames';
import type { Interval } from '../../../../lib/tag/interval-set';

/** A log from `firstSeq` to before `nextSeq`, and what the radio loses. */
interface Conditions {
  firstSeq?: number;
  nextSeq?: number;
  loses?: (seq: number) => boolean;
}

function setUp({ firstSeq = 0, nextSeq = 1_000, loses = () => false }: Conditions = {}) {
  const received = new ReceivedFrames(SEQ_MODULUS, 0);
  const asked: Interval[] = [];
  const tag: BackfillTag = {
    report: async (range) => {
      asked.push(range);
      let sentFrames = 0;
      for (let seq = Math.max(range.from, firstSeq); seq <= Math.min(range.to, nextSeq - 1); seq += 1) {
        sentFrames += 1;
        if (!loses(seq)) received.receive(seq);
      }
      return { sentFrames, firstAvailableSeq: firstSeq, lastSeq: Math.min(range.to, nextSeq - 1) };
    },
    logBounds: async () => ({ firstSeq, nextSeq }),
  };
  const backfill = new Backfill(received, tag);
  const look = async (nowMs: number): Promise<void> => {
    backfill.look(nowMs);
    await vi.waitFor(() => {});
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return { received, asked, backfill, look };
}

describe('Backfill', () => {
  it('asks for a hole once it is no matter of order any more', async () => {
    const { received, asked, look } = setUp();
    received.receive(0);
    await look(0);
    received.receive(4);
    await look(100);
    expect(asked).toEqual([]);
    received.receive(5);
    await look(200);
    expect(asked).toEqual([{ from: 1, to: 3 }]);
    expect(received.missing()).toEqual([]);
  });

  it('asks for a long hole in pieces, oldest first, so that other requests come between', async () => {
    const { received, asked, look } = setUp();
    received.receive(0);
    received.receive(501);
    await look(0);
    await look(1);
    expect(asked.map(({ from }) => from)).toEqual([1, 1 + REPORT_FRAMES, 1 + 2 * REPORT_FRAMES]);
    expect(received.missing()).toEqual([]);
  });

  it('asks for what an earlier connection left at once', async () => {
    const { received } = setUp();
    received.receive(9);
    const report = vi.fn<BackfillTag['report']>().mockRejectedValue(new Error('gone'));
    new Backfill(received, { report, logBounds: () => Promise.reject(new Error('gone')) }).look(0);
    expect(report).toHaveBeenCalledWith({ from: 0, to: 8 });
  });

  it('gives up what the log no longer holds, without asking for each piece', async () => {
    const { received, asked, look } = setUp({ firstSeq: 900 });
    received.receive(950);
    await look(0);
    await look(1);
    expect(asked).toEqual([
      { from: 0, to: REPORT_FRAMES - 1 },
      { from: 900, to: 949 },
    ]);
    expect(received.missing()).toEqual([]);
    expect(received.notReceivedCount).toBe(900);
  });

  it('gives up numbers that the tag never gave', async () => {
    const { received, asked, look } = setUp({ nextSeq: 20 });
    for (let seq = 0; seq < 20; seq += 1) received.receive(seq);
    received.receive(6_000_000);
    await look(0);
    await look(1);
    expect(asked).toHaveLength(1);
    expect(received.missing()).toEqual([]);
  });

  it('gives up what the tag says twice that it has not', async () => {
    const { received, asked, look } = setUp();
    received.receive(0);
    received.receive(9);
    const report = vi
      .fn<BackfillTag['report']>()
      .mockResolvedValue({ sentFrames: 0, firstAvailableSeq: 0, lastSeq: 0 });
    const backfill = new Backfill(received, {
      report,
      logBounds: async () => ({ firstSeq: 0, nextSeq: 1_000 }),
    });
    for (let nowMs = 0; nowMs < 10_000; nowMs += 100) {
      backfill.look(nowMs);
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    await look(0);
    expect(report).toHaveBeenCalledTimes(2);
    expect(asked).toEqual([]);
    expect(received.missing()).toEqual([]);
  });

  it('never gives up what the radio keeps losing, and asks less and less often', async () => {
    let isBad = true;
    const { received, asked, look } = setUp({ loses: (seq) => isBad && seq === 5 });
    received.receive(0);
    received.receive(9);
    for (let nowMs = 0; nowMs < 60_000; nowMs += 200) await look(nowMs);
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.length).toBeLessThan(15);
    expect(received.missing()).toEqual([{ from: 5, to: 5 }]);
    isBad = false;
    await look(100_000);
    expect(received.missing()).toEqual([]);
  });

  it('keeps still when the connection has gone', async () => {
    const { received, asked, backfill, look } = setUp();
    received.receive(0);
    received.receive(9);
    backfill.stop();
    await look(0);
    await look(1_000);
    expect(asked).toEqual([]);
  });
});
