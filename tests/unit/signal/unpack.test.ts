import { describe, expect, it } from 'vitest';
import { unpack } from '../../../lib/signal/unpack';

describe('unpack', () => {
  const accel = { kind: 'accel', unitPerCount: 8 / 32768, rateHz: 50 } as const;

  it('gives counts their unit and samples their time', () => {
    const counts = Int16Array.of(0, 0, 4096, 4096, -4096, 8192);
    const block = unpack({ kind: 'accel', seq: 1, tMs: 99, counts }, accel, 1_000);
    expect([...block.tMs]).toEqual([1_000, 1_020]);
    expect([...block.values]).toEqual([0, 0, 1, 1, -1, 2]);
    expect(block.clipped).toBe(0);
  });

  it('marks missing values and counts clipped samples once', () => {
    const counts = Int16Array.of(-32768, -32768, -32768, 32767, -32767, 0);
    const block = unpack({ kind: 'accel', seq: 1, tMs: 0, counts }, accel, 0);
    expect([...block.values.subarray(0, 3)]).toEqual([NaN, NaN, NaN]);
    expect(block.clipped).toBe(1);
  });

  it('leaves a tuple out that was cut short', () => {
    const block = unpack({ kind: 'accel', seq: 1, tMs: 0, counts: new Int16Array(5) }, accel, 0);
    expect(block.tMs).toHaveLength(1);
    expect(block.values).toHaveLength(3);
  });

  it('reads tension as one value a sample', () => {
    const format = { kind: 'tension', unitPerCount: 0.02, rateHz: 80 } as const;
    const block = unpack({ kind: 'tension', seq: 1, tMs: 0, counts: Int16Array.of(50, -50) }, format, 10);
    expect([...block.tMs]).toEqual([10, 22.5]);
    expect(block.values[0]).toBeCloseTo(1);
    expect(block.values[1]).toBeCloseTo(-1);
  });

  it('gives each block samples of its own, however many are unpacked and however long they are', () => {
    const format = { kind: 'tension', unitPerCount: 1, rateHz: 1_000 } as const;
    // Lengths up to more than what is reserved at once, several times over.
    const blocks = Array.from({ length: 3_000 }, (_, i) => {
      const counts = new Int16Array(i % 500 === 7 ? 20_000 : i % 32).fill(i);
      return unpack({ kind: 'tension', seq: i, tMs: 0, counts }, format, 1e6 * i);
    });
    const wrong = blocks.flatMap(({ tMs, values }, i) =>
      values.some((value) => value !== i) || tMs.some((t, k) => t !== 1e6 * i + k) ? [i] : [],
    );
    expect(wrong).toEqual([]);
    expect(blocks[507]!.values).toHaveLength(20_000);
  });
});
