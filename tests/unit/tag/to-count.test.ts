import { describe, expect, it } from 'vitest';
import { markClipped, toCount } from '../../../lib/tag/to-count';

describe('toCount', () => {
  it('rounds, clips at both ends and marks what is no number as missing', () => {
    expect([1.04, -1.06, 0].map((value) => toCount(value, 0.1))).toEqual([10, -11, 0]);
    expect(toCount(1e9, 0.1)).toBe(32767);
    expect(toCount(-1e9, 0.1)).toBe(-32767);
    for (const value of [NaN, Infinity, -Infinity]) expect(toCount(value, 0.1)).toBe(-32768);
  });
});

describe('markClipped', () => {
  it('never lets a reading at the end of the range pass for a missing sample', () => {
    expect(markClipped(-2048, 16, 2032)).toBe(-32767);
    expect(markClipped(2032, 16, 2032)).toBe(32767);
    expect(markClipped(-2031, 16, 2032)).toBe(-32496);
  });
});
