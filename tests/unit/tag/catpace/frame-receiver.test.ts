import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameReceiver } from '../../../../lib/tag/catpace/frame-receiver';
import { encodeFrame, SEQ_MODULUS } from '../../../../lib/tag/catpace/frames';
import type { Frame } from '../../../../lib/tag/frame';
import { joinBytes, viewInside } from '../../../support/arbitrary-frames';

const frame = (seq: number): Frame => ({
  kind: 'tension',
  seq,
  tMs: seq * 10,
  counts: Int16Array.of(seq & 0xff, 2),
});
const send = (receiver: FrameReceiver, ...seqs: number[]) =>
  receiver.receive(viewInside(joinBytes(seqs.map((seq) => encodeFrame(frame(seq)))), 1, 1));

describe('FrameReceiver', () => {
  it('hands new frames on and drops those that came before', () => {
    const receiver = new FrameReceiver();
    expect(send(receiver, 4, 5).frames).toEqual([frame(4), frame(5)]);
    expect(send(receiver, 5, 6).frames).toEqual([frame(6)]);
    expect(receiver.counts).toEqual({
      notifications: 2,
      bytes: 48,
      frames: 3,
      duplicateFrames: 1,
      faults: 0,
      missingFrames: 0,
    });
  });

  it('unwraps sequence numbers', () => {
    const receiver = new FrameReceiver();
    send(receiver, SEQ_MODULUS - 1);
    expect(send(receiver, SEQ_MODULUS, SEQ_MODULUS + 1).frames.map(({ seq }) => seq)).toEqual([
      SEQ_MODULUS,
      SEQ_MODULUS + 1,
    ]);
  });

  it('counts a fault, and what came before it in the same notification', () => {
    const receiver = new FrameReceiver();
    const spoilt = joinBytes([encodeFrame(frame(1)), encodeFrame(frame(2)).slice(0, 9)]);
    expect(receiver.receive(viewInside(spoilt, 0, 5))).toMatchObject({
      frames: [frame(1)],
      fault: { reason: 'truncated' },
    });
    expect(receiver.counts).toMatchObject({ frames: 1, faults: 1 });
  });

  it('starts over with a boot and does not forget what the last one lost', () => {
    const receiver = new FrameReceiver(0);
    send(receiver, 0, 3);
    receiver.beginBoot(0);
    expect(send(receiver, 0).frames).toEqual([frame(0)]);
    expect(receiver.counts).toMatchObject({ frames: 3, duplicateFrames: 0, missingFrames: 2 });
    send(receiver, 2);
    expect(receiver.counts.missingFrames).toBe(3);
  });

  it('keeps its books through any notifications: each frame new or duplicate, each notification counted', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc
        .array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 3 })
        .map((seqs) => joinBytes(seqs.map((seq) => encodeFrame(frame(seq))))),
    );
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 30 }), (notifications) => {
        const receiver = new FrameReceiver();
        const seen = new Set<number>();
        let [frames, faults] = [0, 0];
        for (const notification of notifications) {
          const received = receiver.receive(viewInside(notification, 2, 2));
          for (const { seq } of received.frames) {
            if (seen.has(seq)) return false;
            seen.add(seq);
          }
          frames += received.frames.length;
          faults += received.fault ? 1 : 0;
        }
        const { counts } = receiver;
        return (
          counts.notifications === notifications.length &&
          counts.bytes === notifications.reduce((sum, { length }) => sum + length, 0) &&
          counts.frames === frames &&
          counts.faults === faults
        );
      }),
      { numRuns: 1_000 },
    );
  });
});
