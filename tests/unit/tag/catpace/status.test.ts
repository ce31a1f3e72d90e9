import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeStatus, encodeStatus, type Status, STATUS_BYTES } from '../../../../lib/tag/catpace/status';
import type { TagFault } from '../../../../lib/tag/tag';
import { viewInside } from '../../../support/arbitrary-frames';

const STATUS: Status = {
  version: 1,
  capabilities: { accel: true, tension: true, gyro: false, log: true, button: true },
  bootId: 0x0201,
  firstSeq: 7,
  nextSeq: 0x01020304,
  nowMs: 60_000,
  payloadBytes: 244,
  batteryPercent: 87,
  faults: ['load-cell'],
};

describe('Status', () => {
  it('lies on the wire as the profile says', () => {
    expect([...encodeStatus(STATUS)]).toEqual([
      1, 0b11011, 0x01, 0x02, 7, 0, 0, 0, 4, 3, 2, 1, 0x60, 0xea, 0, 0, 244, 0, 87, 0b10,
    ]);
  });

  it('reads back what was written, wherever the view begins', () => {
    const faults = fc.subarray<TagFault>(['accelerometer', 'load-cell', 'log', 'transmit-queue']);
    const u32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    const u16 = fc.integer({ min: 0, max: 65535 });
    const flags = {
      accel: fc.boolean(),
      tension: fc.boolean(),
      gyro: fc.boolean(),
      log: fc.boolean(),
      button: fc.boolean(),
    };
    const status = fc.record({
      version: fc.constant(1),
      capabilities: fc.record(flags),
      bootId: u16,
      firstSeq: u32,
      nextSeq: u32,
      nowMs: u32,
      payloadBytes: u16,
      batteryPercent: fc.option(fc.nat({ max: 100 })),
      faults,
    });
    fc.assert(
      fc.property(status, fc.nat({ max: 5 }), (original, before) => {
        const view = viewInside(encodeStatus(original), before, 2);
        expect(decodeStatus(view)).toEqual({ status: original, fault: null });
      }),
    );
  });

  it('takes 255 percent for "not known"', () => {
    const bytes = encodeStatus({ ...STATUS, batteryPercent: null });
    expect(bytes[18]).toBe(255);
    expect(decodeStatus(new DataView(bytes.buffer)).status?.batteryPercent).toBeNull();
  });

  it('says what is wrong with a value that it cannot read', () => {
    const bytes = encodeStatus(STATUS);
    for (const length of [0, 1, STATUS_BYTES - 1])
      expect(decodeStatus(new DataView(bytes.buffer, 0, length))).toEqual({
        status: null,
        fault: 'truncated',
      });
    bytes[0] = 2;
    expect(decodeStatus(new DataView(bytes.buffer))).toEqual({ status: null, fault: 'version-unknown' });
  });

  it('leaves bits alone that this version does not know', () => {
    const bytes = encodeStatus(STATUS);
    bytes[1]! |= 0b1110_0000;
    bytes[19]! |= 0b1111_0000;
    expect(decodeStatus(new DataView(bytes.buffer)).status).toEqual(STATUS);
  });
});
