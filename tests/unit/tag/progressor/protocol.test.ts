import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeBatteryPercent,
  decodeCommand,
  decodeMessage,
  decodeVersion,
  encodeAnswer,
  encodeCommand,
  encodeWeights,
  LOW_POWER_MESSAGE,
  PROGRESSOR_N_PER_COUNT,
} from '../../../../lib/tag/progressor/protocol';
import { STANDARD_GRAVITY_MS2 } from '../../../../lib/units';
import { viewInside } from '../../../support/arbitrary-frames';

const message = (...bytes: number[]) => decodeMessage(viewInside(Uint8Array.from(bytes)));
/** 2.5 kg as f32: sign 0, exponent 128, mantissa 0.25. */
const KG_2_5 = [0x00, 0x00, 0x20, 0x40];

describe('Progressor messages', () => {
  it('reads a measurement: f32 kg and u32 µs, little-endian', () => {
    const read = message(1, 16, ...KG_2_5, 0x10, 0x27, 0, 0, 0, 0, 0, 0x80, 0xff, 0xff, 0xff, 0xff);
    // 2.5 kg × 9.80665 m/s² = 24.516625 N; / 0.06 = 408.6
    expect(read).toEqual({
      kind: 'weight',
      counts: Int16Array.of(409, 0),
      micros: Uint32Array.of(10_000, 0xffffffff),
    });
  });

  it('leaves out what a clone pads a notification with', () => {
    const padded = [1, 8, ...KG_2_5, 1, 0, 0, 0, 0xaa, 0xbb, 0xcc, 0xdd];
    expect(message(...padded)).toEqual({
      kind: 'weight',
      counts: Int16Array.of(409),
      micros: Uint32Array.of(1),
    });
  });

  it('marks a value that is no number as missing, and more than the range as clipped', () => {
    const bytes = encodeWeights([NaN, Infinity, 500, -500, 200, 0.0062], [0, 1, 2, 3, 4, 5]);
    expect(decodeMessage(viewInside(bytes))).toMatchObject({
      counts: Int16Array.of(-32768, -32768, 32767, -32767, 32689, 1),
    });
  });

  it('holds 200 kg, and tells 10 g apart', () => {
    expect((200 * STANDARD_GRAVITY_MS2) / PROGRESSOR_N_PER_COUNT).toBeLessThan(32767);
    expect(PROGRESSOR_N_PER_COUNT / STANDARD_GRAVITY_MS2).toBeLessThan(0.01);
  });

  it('reads answers and the warning of an empty battery', () => {
    expect(message(0, 3, 1, 2, 3, 99)).toEqual({ kind: 'answer', bytes: Uint8Array.of(1, 2, 3) });
    expect(decodeMessage(viewInside(LOW_POWER_MESSAGE))).toEqual({ kind: 'low-power' });
    expect(message(2, 4, 0, 0, 0, 0)).toEqual({ kind: 'other' });
  });

  it('names what is wrong with bad bytes', () => {
    const fault = (...bytes: number[]) => ({ bytes, read: message(...bytes) });
    for (const { read } of [fault(), fault(1), fault(1, 8, 1, 2, 3), fault(0, 1)])
      expect(read).toEqual({ kind: 'fault', fault: 'truncated' });
    expect(message(1, 7, 1, 2, 3, 4, 5, 6, 7)).toEqual({ kind: 'fault', fault: 'odd-length' });
    expect(message(5, 0)).toEqual({ kind: 'fault', fault: 'unknown-tag' });
    expect(message(200, 0)).toEqual({ kind: 'fault', fault: 'unknown-tag' });
  });

  it('brings back every measurement that a gauge encodes, to a count', () => {
    const sample = fc.tuple(fc.float({ min: -190, max: 190, noNaN: true }), fc.nat(2 ** 32 - 1));
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 31 }), (samples) => {
        const bytes = encodeWeights(
          samples.map(([kg]) => kg),
          samples.map(([, us]) => us),
        );
        const read = decodeMessage(viewInside(bytes));
        if (read.kind !== 'weight') throw new Error(read.kind);
        expect([...read.micros]).toEqual(samples.map(([, us]) => us));
        samples.forEach(([kg], i) => {
          const off = read.counts[i]! * PROGRESSOR_N_PER_COUNT - kg * STANDARD_GRAVITY_MS2;
          expect(Math.abs(off)).toBeLessThanOrEqual(PROGRESSOR_N_PER_COUNT / 2 + 1e-9);
        });
      }),
    );
  });

  it('never throws and never invents a sample, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const read = decodeMessage(viewInside(bytes));
        if (read.kind !== 'weight') return;
        expect(read.counts.length).toBe(bytes[1]! / 8);
        expect(read.counts.length * 8 + 2).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('Progressor commands', () => {
  it('are one byte, and never one that calibrates', () => {
    const sent = (['tare', 'start', 'stop', 'version', 'battery'] as const).map((command) => {
      const bytes = encodeCommand(command);
      expect(decodeCommand(bytes)).toBe(command);
      return [...bytes];
    });
    expect(sent).toEqual([[0x64], [0x65], [0x66], [0x6b], [0x6f]]);
    for (let byte = 0; byte < 256; byte++)
      if (!sent.some(([known]) => known === byte)) expect(decodeCommand(Uint8Array.of(byte))).toBeNull();
    expect(decodeCommand(Uint8Array.of(0x65, 0))).toBeNull();
  });
});

describe('Progressor answers', () => {
  const milliVolts = (mv: number) => {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, mv, true);
    return bytes;
  };

  it('tell the battery as percent of a lithium cell, where it can be one', () => {
    expect([3300, 3750, 4200, 4350].map((mv) => decodeBatteryPercent(milliVolts(mv)))).toEqual([
      0, 50, 100, 100,
    ]);
    // Two alkaline cells, no voltage at all, no answer to this question.
    for (const answer of [milliVolts(2950), milliVolts(0), milliVolts(0x2e312e31), Uint8Array.of(1, 2)])
      expect(decodeBatteryPercent(answer)).toBeNull();
  });

  it('read at an offset', () => {
    const read = decodeMessage(viewInside(encodeAnswer(milliVolts(4200))));
    expect(read.kind === 'answer' && decodeBatteryPercent(read.bytes)).toBe(100);
  });

  it('tell the version as text', () => {
    expect(decodeVersion(new TextEncoder().encode('1.2.3\0'))).toBe('1.2.3');
    expect(decodeVersion(new Uint8Array(3))).toBeNull();
  });
});
