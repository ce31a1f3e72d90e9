import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCounts, encodeCounts } from '../../../lib/store/count-coder';
import { gunzip, gzip } from '../../../lib/store/gzip';
import { decodeNumbers, encodeNumbers } from '../../../lib/store/number-planes';
import { packChunks, unpackChunks } from '../../../lib/store/pack-chunks';
import { sameChunk } from '../../../lib/store/same-chunk';
import type { FrameColumns, WalkChunk } from '../../../lib/walk/walk';
import { plainUnpack } from '../../support/plain-unpack';
import { recordedWalk } from '../../support/recorded-walk';

const WALK = 'walk-1';

/** Any 64 bits as a number: −0, every NaN, what is too small to be normal. */
const anyDouble = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((bits) => {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
});
const double = fc.oneof(anyDouble, fc.double(), fc.integer(), fc.constantFrom(0, -0, NaN, Infinity, 2 ** 53));
const count = fc.oneof(
  fc.integer({ min: -32_768, max: 32_767 }),
  fc.integer({ min: -40, max: 40 }),
  fc.constantFrom(-32_768, -32_767, 32_767, 0, 16, -4096),
);
/** Long enough for several blocks now and then. */
const counts = fc.oneof(
  fc.array(count, { maxLength: 40 }),
  fc
    .record({
      n: fc.nat(2_000),
      amplitude: fc.nat(32_767),
      noise: fc.nat(400),
      step: fc.constantFrom(1, 16, 64),
    })
    .map(({ n, amplitude, noise, step }) =>
      Array.from(
        { length: n },
        (_, i) => step * Math.round((amplitude * Math.sin(i / 9) + noise * Math.sin(i * i)) / step),
      ),
    ),
);
const columns: fc.Arbitrary<FrameColumns> = fc
  .record({
    kind: fc.constantFrom('accel' as const, 'tension' as const, 'gyro' as const),
    seq: fc.array(double, { maxLength: 12 }),
    tMs: fc.array(double, { maxLength: 12 }),
    n: fc.array(fc.nat(255), { maxLength: 12 }),
    counts,
  })
  .map(({ kind, seq, tMs, n, counts: values }) => ({
    kind,
    seq: Float64Array.from(seq),
    tMs: Float64Array.from(tMs),
    n: Uint8Array.from(n),
    counts: Int16Array.from(values),
  }));
const chunks: fc.Arbitrary<WalkChunk[]> = fc.array(
  fc.record({
    walkId: fc.constant(WALK),
    index: double,
    tag: double,
    bootId: double,
    fromMs: double,
    toMs: double,
    columns: fc.array(columns, { maxLength: 4 }),
  }),
  { maxLength: 6 },
);

function expectSame(back: readonly WalkChunk[], packed: readonly WalkChunk[]): void {
  expect(back).toHaveLength(packed.length);
  expect(back.map((chunk, i) => sameChunk(chunk, packed[i]!))).not.toContain(false);
}

describe('packed chunks', () => {
  it('come back to the bit, whatever they hold', () => {
    fc.assert(
      fc.property(chunks, (any) => expectSame(unpackChunks(WALK, packChunks(any)), any)),
      { numRuns: 300 },
    );
  });

  it('come back to the bit through gzip', async () => {
    const { chunks: recorded } = recordedWalk(30_000);
    const bytes = await gunzip(await gzip(packChunks(recorded)));
    expectSame(unpackChunks(recorded[0]!.walkId, bytes), recorded);
  });

  it('are laid out as their documentation says', () => {
    fc.assert(
      fc.property(chunks, (any) => {
        const plain = plainUnpack(gzipSync(packChunks(any)));
        expect(plain).toEqual(
          any.flatMap((chunk) =>
            chunk.columns.map(({ kind, seq, tMs, n, counts: values }) => ({
              bootId: chunk.bootId,
              kind,
              seq: [...seq],
              tMs: [...tMs],
              n: [...n],
              counts: [...values],
            })),
          ),
        );
      }),
      { numRuns: 60 },
    );
  });

  it.each(['damaged', 'cut off'])('that are %s are refused', async (how) => {
    const bytes = await gzip(packChunks(recordedWalk().chunks));
    const broken = how === 'damaged' ? bytes.slice() : bytes.slice(0, -20);
    broken[broken.length >> 1]! ^= 4;
    await expect(gunzip(broken)).rejects.toThrow();
  });

  it('of another layout are refused', () => {
    const bytes = packChunks(recordedWalk().chunks);
    bytes[0] = 9;
    expect(() => unpackChunks(WALK, bytes)).toThrow('format 9');
    expect(() => unpackChunks(WALK, Uint8Array.of(1, 255, 0, 0, 0))).toThrow('cut off');
  });

  it('of a stream that has no code are refused', () => {
    const { chunks: recorded } = recordedWalk(1_000);
    recorded[0]!.columns[0]!.kind = 'light' as 'accel';
    expect(() => packChunks(recorded)).toThrow('light');
  });
});

describe('numbers', () => {
  it('come back to the bit', () => {
    fc.assert(
      fc.property(fc.array(double), (any) => {
        const numbers = Float64Array.from(any);
        expect(new Uint8Array(decodeNumbers(encodeNumbers(numbers)).buffer)).toEqual(
          new Uint8Array(numbers.buffer),
        );
      }),
    );
  });

  it('that rise evenly are zeros after the first two', () => {
    const bytes = encodeNumbers(Float64Array.from({ length: 100 }, (_, i) => 5_000 + i));
    expect(bytes.filter((byte) => byte !== 0).length).toBeLessThan(30);
  });
});

describe('counts', () => {
  it('come back to the bit, in any number of axes', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 3 }), (any, axes) => {
        const given = Int16Array.from(any);
        const back = new Int16Array(given.length);
        decodeCounts(encodeCounts(given, axes), back, axes);
        expect(back).toEqual(given);
      }),
    );
  });

  it('of a sensor at rest take a few bits each, and never many more than they did', () => {
    const random = (i: number) => ((Math.imul(i + 1, 0x9e3779b1) >>> 16) & 0xffff) - 32_768;
    const still = Int16Array.from({ length: 6_000 }, (_, i) => 4_096 + (random(i) % 4));
    expect(encodeCounts(still, 3).length).toBeLessThan(still.byteLength / 3);
    const noise = Int16Array.from({ length: 6_000 }, (_, i) => random(i));
    expect(encodeCounts(noise, 3).length).toBeLessThan(1.08 * noise.byteLength);
  });

  it('of a sensor with 12 bits pay nothing for the four that are always 0', () => {
    const wave = Array.from({ length: 3_000 }, (_, i) =>
      Math.round(500 * Math.sin(i / 8) + 3 * Math.sin(i * i)),
    );
    const fine = encodeCounts(Int16Array.from(wave), 1).length;
    const coarse = encodeCounts(
      Int16Array.from(wave, (value) => 16 * value),
      1,
    ).length;
    expect(coarse).toBeLessThan(1.02 * fine);
  });
});
