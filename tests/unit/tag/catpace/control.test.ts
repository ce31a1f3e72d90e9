import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ControlRequest,
  type ControlResults,
  type ControlStatus,
  decodeAnswer,
  decodeRequest,
  encodeAnswer,
  encodeRefusal,
  encodeRequest,
} from '../../../../lib/tag/catpace/control';
import { viewInside } from '../../../support/arbitrary-frames';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const txid = fc.nat({ max: 255 });
const i32 = fc.integer();
const u16 = fc.nat({ max: 65535 });
const u24 = fc.nat({ max: 2 ** 24 - 1 });
const u32 = fc.nat({ max: 2 ** 32 - 1 });

const request: fc.Arbitrary<ControlRequest> = fc.oneof(
  fc.constantFrom<ControlRequest>(
    { op: 'start' },
    { op: 'stop' },
    { op: 'tare' },
    { op: 'save-calibration' },
    { op: 'abort-report' },
    { op: 'payload-probe' },
  ),
  i32.map((forceMilliN): ControlRequest => ({ op: 'calibration-point', forceMilliN })),
  fc.maxSafeNat().map((unixMs): ControlRequest => ({ op: 'time-sync', unixMs })),
  fc.tuple(u24, u24).map(([fromSeq, toSeq]): ControlRequest => ({ op: 'report-range', fromSeq, toSeq })),
  u24.map((uptoSeq): ControlRequest => ({ op: 'release', uptoSeq })),
  u16.map((payloadBytes): ControlRequest => ({ op: 'set-payload', payloadBytes })),
);

describe('requests', () => {
  it('lie on the wire as the profile says', () => {
    expect(hex(encodeRequest({ op: 'start' }, 0x11))).toBe('0111');
    expect(hex(encodeRequest({ op: 'time-sync', unixMs: 0x0102030405 }, 1))).toBe('06010504030201000000');
    expect(hex(encodeRequest({ op: 'report-range', fromSeq: 0x010203, toSeq: 0x040506 }, 2))).toBe(
      '1002030201060504',
    );
    expect(hex(encodeRequest({ op: 'calibration-point', forceMilliN: -2 }, 3))).toBe('0403feffffff');
    expect(hex(encodeRequest({ op: 'set-payload', payloadBytes: 244 }, 4))).toBe('2104f400');
  });

  it('wrap an unwrapped sequence number', () => {
    expect(hex(encodeRequest({ op: 'release', uptoSeq: 2 ** 24 + 5 }, 0))).toBe('1200050000');
  });

  it('are read by the tag as the host wrote them', () => {
    fc.assert(
      fc.property(request, txid, (original, id) => {
        const decoded = decodeRequest(viewInside(encodeRequest(original, id), 3, 3));
        expect(decoded).toMatchObject({ txid: id, request: original, refusal: null });
      }),
    );
  });

  it('come with the status to refuse them by when they are wrong', () => {
    const read = (...bytes: number[]) => decodeRequest(new DataView(Uint8Array.from(bytes).buffer));
    expect(read(0x7f, 9)).toEqual({ code: 0x7f, txid: 9, request: null, refusal: 'unknown-op' });
    expect(read(0x01, 9, 0)).toMatchObject({ refusal: 'bad-length' });
    expect(read(0x21, 9, 0)).toMatchObject({ refusal: 'bad-length' });
    expect(read(0x01)).toBeNull();
  });
});

describe('answers', () => {
  it('lie on the wire as the profile says', () => {
    expect(hex(encodeAnswer('start', 0x11, {}))).toBe('811100');
    expect(hex(encodeAnswer('tare', 7, { offsetMilliN: -1 }))).toBe('830700ffffffff');
    expect(
      hex(encodeAnswer('report-range', 2, { sentFrames: 3, firstAvailableSeq: 0x010203, lastSeq: 5 })),
    ).toBe('90020003000000030201050000');
    expect(hex(encodeRefusal(0x7f, 1, 'unknown-op'))).toBe('ff0101');
  });

  it('are read by the host as the tag wrote them', () => {
    const check = <Op extends keyof ControlResults>(op: Op, id: number, results: ControlResults[Op]) => {
      const answer = decodeAnswer(viewInside(encodeAnswer(op, id, results), 1, 4));
      expect(answer).toEqual({ op, txid: id, status: 'done', results });
    };
    fc.assert(
      fc.property(txid, i32, u16, u24, u24, u32, (id, signed, short, seqA, seqB, long) => {
        check('start', id, {});
        check('tare', id, { offsetMilliN: signed });
        check('calibration-point', id, { rawCounts: signed });
        check('time-sync', id, { deviceMs: long });
        check('report-range', id, { sentFrames: long, firstAvailableSeq: seqA, lastSeq: seqB });
        check('set-payload', id, { payloadBytes: short });
      }),
    );
  });

  it('carry the refusal', () => {
    const statuses: ControlStatus[] = [
      'unknown-op',
      'bad-length',
      'value-refused',
      'busy',
      'not-available',
      'sensor-fault',
    ];
    statuses.forEach((status, i) => {
      const bytes = encodeRefusal(0x03, 5, status);
      expect(bytes[2]).toBe(i + 1);
      expect(decodeAnswer(new DataView(bytes.buffer))).toEqual({
        op: 'tare',
        txid: 5,
        status,
        results: null,
      });
    });
  });

  it('of any bytes are null or harmless, never an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20 }), (bytes) => {
        const answer = decodeAnswer(viewInside(bytes, 2, 0));
        if (answer === null) expect(bytes.length < 3 || bytes[0]! < 0x80).toBe(true);
        else if (answer.results !== null) expect(answer.status).toBe('done');
        decodeRequest(viewInside(bytes, 1, 1));
      }),
      { numRuns: 5_000 },
    );
    // Done, but the results are cut off: not to be believed.
    expect(decodeAnswer(new DataView(Uint8Array.of(0x83, 1, 0, 5).buffer))).toMatchObject({
      status: 'done',
      results: null,
    });
  });
});
