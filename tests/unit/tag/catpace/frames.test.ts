import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeNotification,
  encodeFrame,
  encodeProbe,
  frameBytes,
  MAX_NOTIFICATION_BYTES,
  samplesThatFit,
  wrapSeq,
} from '../../../../lib/tag/catpace/frames';
import type { Frame } from '../../../../lib/tag/frame';
import { arbitraryFrame, joinBytes, viewInside } from '../../../support/arbitrary-frames';

const view = (...bytes: number[]) => new DataView(Uint8Array.from(bytes).buffer);

const ACCEL: Frame = { kind: 'accel', seq: 0x030201, tMs: 0x07060504, counts: Int16Array.of(1, -2, 4096) };
const TENSION: Frame = { kind: 'tension', seq: 0xffffff, tMs: 1000, counts: Int16Array.of(-32768, 32767) };

describe('decodeNotification', () => {
  it('reads header and samples little-endian', () => {
    const bytes = view(0x21, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 1, 0, 0xfe, 0xff, 0, 0x10);
    expect(decodeNotification(bytes)).toEqual({ frames: [ACCEL], fault: null, probeBytes: null });
  });

  it('keeps the counts for "missing" and "clipped" as they are', () => {
    const { frames } = decodeNotification(new DataView(encodeFrame(TENSION).buffer));
    expect(frames).toEqual([TENSION]);
  });

  it('reads a note: code, then its bytes', () => {
    const head = [0x83, 5, 0, 0, 1, 0, 0, 0];
    const note = { kind: 'note', seq: 5, tMs: 1 };
    expect(decodeNotification(view(...head, 1, 7, 8)).frames).toEqual([
      { ...note, code: 'button', bytes: Uint8Array.of(7, 8) },
    ]);
    expect(decodeNotification(view(...head, 99, 7, 8)).frames).toEqual([
      { ...note, code: 'unknown', bytes: Uint8Array.of(7, 8) },
    ]);
  });

  it('takes a frame without samples for a whole frame', () => {
    expect(decodeNotification(view(0x40, 9, 0, 0, 1, 0, 0, 0)).frames).toEqual([
      { kind: 'tension', seq: 9, tMs: 1, counts: new Int16Array(0) },
    ]);
  });

  it('counts whole frames before a truncated one and nothing after it', () => {
    const whole = encodeFrame(ACCEL);
    const bytes = joinBytes([whole, encodeFrame(TENSION).slice(0, -1)]);
    expect(decodeNotification(new DataView(bytes.buffer))).toEqual({
      frames: [ACCEL],
      fault: { reason: 'truncated', offset: whole.length },
      probeBytes: null,
    });
  });

  it('stops at an unknown kind, also when frames follow', () => {
    for (const kind of [0, 5, 6, 7]) {
      const bytes = joinBytes([encodeFrame(ACCEL), Uint8Array.of(kind << 5), encodeFrame(TENSION)]);
      const decoded = decodeNotification(new DataView(bytes.buffer));
      expect(decoded.frames).toEqual([ACCEL]);
      expect(decoded.fault).toEqual({ reason: 'unknown-kind', offset: 14 });
    }
  });

  it('finds a fault in an empty notification', () => {
    expect(decodeNotification(view()).fault).toEqual({ reason: 'empty', offset: 0 });
  });

  it('believes nothing past the longest notification there is', () => {
    const frame = encodeFrame({ kind: 'accel', seq: 1, tMs: 0, counts: new Int16Array(93) });
    const decoded = decodeNotification(new DataView(joinBytes([frame, frame, frame]).buffer));
    expect(decoded.frames).toHaveLength(Math.floor(MAX_NOTIFICATION_BYTES / frame.length));
    expect(decoded.fault).toEqual({ reason: 'oversized', offset: 2 * frame.length });
  });

  it('tells the length of a probe, which carries nothing', () => {
    for (const length of [1, 20, 244]) {
      const decoded = decodeNotification(new DataView(encodeProbe(length).buffer));
      expect(decoded).toEqual({ frames: [], fault: null, probeBytes: length });
    }
  });

  it('owns what it returns: a buffer used again changes nothing', () => {
    const bytes = joinBytes([
      encodeFrame(ACCEL),
      encodeFrame({ kind: 'note', seq: 1, tMs: 1, code: 'button', bytes: Uint8Array.of(3) }),
    ]);
    const { frames } = decodeNotification(new DataView(bytes.buffer));
    bytes.fill(0xff);
    expect(frames[0]).toEqual(ACCEL);
    expect(frames[1]).toMatchObject({ bytes: Uint8Array.of(3) });
  });
});

describe('encodeFrame', () => {
  it('wraps a sequence number past 2^24', () => {
    const { frames } = decodeNotification(new DataView(encodeFrame({ ...ACCEL, seq: 2 ** 24 + 3 }).buffer));
    expect(frames[0]?.seq).toBe(3);
    expect(wrapSeq(-1)).toBe(2 ** 24 - 1);
  });

  it('refuses more than 31 samples and parts of a sample', () => {
    expect(() => encodeFrame({ ...ACCEL, counts: new Int16Array(96) })).toThrow(RangeError);
    expect(() => encodeFrame({ ...ACCEL, counts: new Int16Array(4) })).toThrow(RangeError);
    expect(() =>
      encodeFrame({ kind: 'note', seq: 0, tMs: 0, code: 'button', bytes: new Uint8Array(31) }),
    ).toThrow(RangeError);
  });
});

describe('samplesThatFit', () => {
  it('fills a payload and no more', () => {
    expect(samplesThatFit('accel', 20)).toBe(2);
    expect(samplesThatFit('tension', 20)).toBe(6);
    expect(samplesThatFit('accel', 244)).toBe(31);
    expect(samplesThatFit('gyro', 4)).toBe(0);
    for (let payload = 8; payload <= 244; payload += 1)
      expect(frameBytes('accel', samplesThatFit('accel', payload))).toBeLessThanOrEqual(payload);
  });
});

/** What any notification may look like on the air: what a tag sent, spoilt in some way; or noise. */
const spoil = fc.constantFrom('keep', 'truncate', 'extend', 'flip', 'repeat', 'reverse', 'unknown-kind');
const notification = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .record({
        frames: fc.array(arbitraryFrame, { minLength: 1, maxLength: 4 }),
        how: spoil,
        a: fc.nat(),
        b: fc.nat(),
      })
      .map(({ frames, how, a, b }) => {
        const parts = frames.map(encodeFrame);
        if (how === 'repeat') parts.push(...parts, ...parts);
        if (how === 'reverse') parts.reverse();
        const bytes = joinBytes(parts);
        if (how === 'truncate') return bytes.slice(0, a % (bytes.length + 1));
        if (how === 'extend') return joinBytes([bytes, new Uint8Array(1 + (a % 600)).fill(b)]);
        if (how === 'flip') bytes[a % bytes.length]! ^= 1 << (b % 8);
        if (how === 'unknown-kind') bytes[0] = [0, 5, 6][a % 3]! << 5;
        return bytes;
      }),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 64 }) },
  { weight: 1, arbitrary: fc.uint8Array({ minLength: 200, maxLength: 600 }) },
);

/** Bytes of a frame by the profile's text alone, without the decoder: null for a kind that is none. */
function lengthByProfile(head: number): number | null {
  const n = head & 31;
  return [null, 8 + 6 * n, 8 + 2 * n, 8 + 6 * n, 8 + n, null, null, null][head >> 5] ?? null;
}

describe('any bytes', () => {
  const PACKETS = 100_000;

  it(`decodes ${PACKETS} spoilt, oversized and random notifications without throwing or inventing`, () => {
    let packets = 0;
    let faults = 0;
    fc.assert(
      fc.property(notification, fc.nat({ max: 7 }), fc.nat({ max: 9 }), (bytes, before, after) => {
        packets += 1;
        const decoded = decodeNotification(viewInside(bytes, before, after));
        if (decoded.fault) faults += 1;
        if (decoded.probeBytes !== null) {
          if (bytes[0]! >> 5 !== 7 || decoded.probeBytes !== bytes.length || decoded.frames.length > 0)
            return false;
          return decoded.fault === null;
        }
        // Every frame is a slice of the input, one behind the other from the first byte on.
        let at = 0;
        for (const frame of decoded.frames) {
          const again = encodeFrame(frame);
          if (frame.kind === 'note') {
            // A note without a code or with one that this version does not know reads "unknown".
            if (bytes[at]! === 0x80) {
              at += 8;
              continue;
            }
            if (frame.code === 'unknown') again[8] = bytes[at + 8]!;
          }
          for (let i = 0; i < again.length; i += 1) if (again[i] !== bytes[at + i]) return false;
          at += again.length;
        }
        // The decoder stopped where it had to, and said why.
        if (decoded.fault === null) return at === bytes.length;
        if (decoded.fault.offset !== at) return false;
        const length = at < bytes.length ? lengthByProfile(bytes[at]!) : null;
        switch (decoded.fault.reason) {
          case 'empty':
            return bytes.length === 0;
          case 'unknown-kind':
            return length === null;
          case 'truncated':
            return length !== null && at + length > bytes.length;
          case 'oversized':
            return length !== null && at + length > MAX_NOTIFICATION_BYTES;
        }
      }),
      { numRuns: PACKETS },
    );
    expect(packets).toBeGreaterThanOrEqual(PACKETS);
    expect(faults).toBeGreaterThan(PACKETS / 10);
  });

  it('gives back exactly what was encoded', () => {
    fc.assert(
      fc.property(
        fc.array(arbitraryFrame, { minLength: 1, maxLength: 2 }),
        fc.nat({ max: 7 }),
        (frames, before) => {
          const bytes = joinBytes(frames.map(encodeFrame));
          expect(decodeNotification(viewInside(bytes, before, 3))).toEqual({
            frames,
            fault: null,
            probeBytes: null,
          });
        },
      ),
      { numRuns: 5_000 },
    );
  });
});
