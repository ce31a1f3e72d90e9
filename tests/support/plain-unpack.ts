import { gunzipSync } from 'node:zlib';
import type { StreamKind } from '../../lib/tag/frame';

/** One column of a pack, as plain numbers. */
export interface PlainColumns {
  bootId: number;
  kind: StreamKind;
  seq: number[];
  tMs: number[];
  n: number[];
  counts: number[];
}

/**
 * The columns of a pack, read without any code of the product by what `packChunks`, `encodeNumbers` and `encodeCounts`
 * say of their bytes. Slow and plain: one bit after the other.
 */
export function plainUnpack(gzipped: Uint8Array): PlainColumns[] {
  const bytes = gunzipSync(gzipped);
  let at = 1;
  const next = (): Buffer => {
    const length = bytes.readUInt32LE(at);
    at += 4 + length;
    return bytes.subarray(at - length, at);
  };
  const [, , bootIds, , , columnCounts] = Array.from({ length: 6 }, () => plainNumbers(next()));
  const kinds = [...next()];
  const [seqLengths, tMsLengths, nLengths, countLengths] = Array.from({ length: 4 }, () =>
    plainNumbers(next()),
  );
  const streams = (['accel', 'tension', 'gyro'] as const).map((kind, code) => {
    const seq = plainNumbers(next());
    const tMs = plainNumbers(next());
    const n = [...next()];
    const total = countLengths!.reduce((sum, length, i) => (kinds[i] === code ? sum + length : sum), 0);
    return { kind, seq, tMs, n, counts: plainCounts(next(), total, kind === 'tension' ? 1 : 3) };
  });
  const owners = columnCounts!.flatMap((columns, chunk) => new Array<number>(columns).fill(bootIds![chunk]!));
  return owners.map((bootId, i) => {
    const stream = streams[kinds[i]!]!;
    return {
      bootId,
      kind: stream.kind,
      seq: stream.seq.splice(0, seqLengths![i]),
      tMs: stream.tMs.splice(0, tMsLengths![i]),
      n: stream.n.splice(0, nLengths![i]),
      counts: stream.counts.splice(0, countLengths![i]),
    };
  });
}

function plainNumbers(bytes: Buffer): number[] {
  const n = bytes.length / 8;
  let bits = 0n;
  let step = 0n;
  return Array.from({ length: n }, (_, i) => {
    let zigzag = 0n;
    for (let plane = 0; plane < 8; plane++) zigzag |= BigInt(bytes[plane * n + i]!) << BigInt(8 * plane);
    step += (zigzag >> 1n) ^ -(zigzag & 1n);
    bits += step;
    const view = new DataView(new ArrayBuffer(8));
    view.setBigUint64(0, BigInt.asUintN(64, bits));
    return view.getFloat64(0);
  });
}

function plainCounts(bytes: Buffer, total: number, axes: number): number[] {
  let at = 0;
  const read = (count: number): number => {
    let value = 0;
    for (let i = 0; i < count; i++, at++) value = 2 * value + ((bytes[at >> 3]! >> (7 - (at & 7))) & 1);
    return value;
  };
  const counts = new Array<number>(total);
  for (let axis = 0; axis < axes; axis++) {
    const own: number[] = [];
    const values = Math.ceil((total - axis) / axes);
    let coefficients: number[] = [];
    let zeros = 0;
    let parameter = 0;
    while (own.length < values) {
      if (own.length % 512 === 0) {
        const way = read(4);
        zeros = read(4);
        coefficients =
          way === 0 ? [] : way === 1 ? [1024] : Array.from({ length: 8 }, () => signed(read(16)));
      }
      if (own.length % 64 === 0) parameter = read(4);
      let ones = 0;
      while (ones < 24 && read(1) === 1) ones++;
      const zigzag = ones === 24 ? read(16) : ones * 2 ** parameter + read(parameter);
      const difference = zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
      const sum = coefficients.reduce((all, each, k) => all + each * (own.at(-1 - k) ?? 0), 512);
      const foretold = Math.floor((sum | 0) / 1024 / 2 ** zeros) * 2 ** zeros;
      own.push(signed(foretold + difference * 2 ** zeros));
    }
    own.forEach((value, i) => (counts[axis + i * axes] = value));
  }
  return counts;
}

function signed(value: number): number {
  return (value << 16) >> 16;
}
