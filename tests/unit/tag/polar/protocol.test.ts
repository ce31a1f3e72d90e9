import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countsPerMilliG,
  decodeFrame,
  encodeCompressedFrame,
  encodeRawFrame,
  milliGToCounts,
} from '../../../../lib/tag/polar/protocol';
import { viewInside } from '../../../support/arbitrary-frames';

/** Type 2; 599,616,023,171,427,290 ns (2019-01-01 and 23.17 s) as u64. */
const HEAD = [2, ...new Uint8Array(BigUint64Array.of(599_616_023_171_427_290n).buffer)];
const LAST_MS = 599_616_023_171.427;
const frame = (bytes: readonly number[], factor: number | null = null) =>
  decodeFrame(viewInside(Uint8Array.from(bytes)), factor);

describe('Polar acceleration frames', () => {
  it('reads raw frames of 16 bits, and the time of the last sample', () => {
    const read = frame([...HEAD, 1, 0xe8, 3, 0x18, 0xfc, 0, 0, 1, 0, 2, 0, 3, 0]);
    if (read.kind !== 'accel') throw new Error(read.kind);
    expect([...read.milliG]).toEqual([1000, -1000, 0, 1, 2, 3]);
    expect(Math.abs(read.lastMs - LAST_MS)).toBeLessThan(0.001);
  });

  it('reads raw frames of 8 bits', () => {
    expect(frame([...HEAD, 0, 127, 0x80, 5])).toMatchObject({ milliG: Float64Array.of(127, -128, 5) });
  });

  it('reads a compressed frame worked by hand', () => {
    // Reference (1, −1, 1000). One block of two samples, four bits a delta, lowest first: 1 −1 7, −8 0 2.
    const body = [1, 0, 0xff, 0xff, 0xe8, 3, 4, 2, 0xf1, 0x87, 0x20];
    expect(frame([...HEAD, 0x81, ...body])).toMatchObject({
      milliG: Float64Array.of(1, -1, 1000, 2, -2, 1007, -6, -2, 1009),
    });
  });

  it('applies the factor: to mg in type 1, to g in type 0, which means nothing without one', () => {
    const body = [2, 0, 4, 0, 6, 0];
    expect(frame([...HEAD, 0x81, ...body], 0.5)).toMatchObject({ milliG: Float64Array.of(1, 2, 3) });
    expect(frame([...HEAD, 0x80, ...body], 0.25)).toMatchObject({
      milliG: Float64Array.of(500, 1000, 1500),
    });
    expect(frame([...HEAD, 0x80, ...body])).toEqual({ kind: 'fault', fault: 'factor-unknown' });
  });

  it('leaves other measurements alone', () => {
    expect(frame([1, ...HEAD.slice(1), 0, 1, 2, 3])).toEqual({ kind: 'other' });
  });

  it('names what is wrong, and takes no part of a broken frame', () => {
    const broken = (bytes: number[], fault: string) => expect(frame(bytes)).toEqual({ kind: 'fault', fault });
    broken([], 'truncated');
    broken(HEAD, 'truncated');
    broken([...HEAD, 1], 'truncated');
    broken([...HEAD, 1, 1, 0, 2, 0, 3], 'truncated');
    broken([...HEAD, 0x81, 1, 0, 2, 0, 3], 'truncated');
    broken([...HEAD, 0x81, 1, 0, 2, 0, 3, 0, 8], 'truncated');
    broken([...HEAD, 0x81, 1, 0, 2, 0, 3, 0, 8, 1, 1, 2], 'truncated');
    broken([...HEAD, 0x81, 1, 0, 2, 0, 3, 0, 0, 200], 'bad-delta');
    broken([...HEAD, 0x81, 1, 0, 2, 0, 3, 0, 33, 1, ...new Array<number>(20).fill(0)], 'bad-delta');
    broken([...HEAD, 2, 1, 0, 2, 0, 3, 0, 4, 0, 5], 'unknown-frame-type');
    broken([...HEAD, 0x82, 1, 0, 2, 0, 3, 0], 'unknown-frame-type');
  });

  const samples = fc
    .array(fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: -16_000, max: 16_000 }))), {
      minLength: 1,
      maxLength: 80,
    })
    .map((tuples) => tuples.flat());

  it('brings back what a sensor encodes, raw and compressed in blocks of any length', () => {
    fc.assert(
      fc.property(samples, fc.integer({ min: 1, max: 40 }), fc.bigInt(0n, 2n ** 63n), (milliG, block, ns) => {
        for (const bytes of [encodeRawFrame(ns, milliG), encodeCompressedFrame(ns, milliG, block)]) {
          const read = decodeFrame(viewInside(bytes), null);
          if (read.kind !== 'accel') throw new Error(JSON.stringify(read));
          expect([...read.milliG]).toEqual(milliG);
          expect(Math.abs(read.lastMs - Number(ns / 1000n) / 1000)).toBeLessThan(0.01);
        }
      }),
    );
  });

  it('never throws, whatever the bytes', () => {
    const type = fc.constantFrom(0, 1, 2, 0x80, 0x81, 0xff);
    fc.assert(
      fc.property(type, fc.uint8Array({ maxLength: 230 }), (frameType, body) => {
        const read = frame([...HEAD, frameType, ...body], 0.1);
        if (read.kind === 'accel') expect(read.milliG.length % 3).toBe(0);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('milliGToCounts', () => {
  it('keeps each mg apart and marks the end of the range', () => {
    expect([2, 4, 8, 16].map(countsPerMilliG)).toEqual([16, 8, 4, 2]);
    expect(milliGToCounts(Float64Array.of(1, -1000, 7983, 7995, -8000), 8)).toEqual(
      Int16Array.of(4, -4000, 31932, 32767, -32767),
    );
  });
});
