import { describe, expect, it } from 'vitest';
import { linkQuality } from '../../../lib/charts/link-quality';

/** Samples every `1000 / rateHz` ms from `fromMs` on, until `toMs`. */
function arrived(rateHz: number, fromMs: number, toMs: number): Float64Array {
  const stepMs = 1000 / rateHz;
  return Float64Array.from({ length: Math.round((toMs - fromMs) / stepMs) }, (_, i) => fromMs + i * stepMs);
}

const shares = (...parts: Parameters<typeof linkQuality>): (number | null)[] =>
  [...linkQuality(...parts)!.values].map((share) => (Number.isNaN(share) ? null : Math.round(100 * share)));

describe('the quality of the link', () => {
  it('is the share of each second that arrived; a second without anything is a gap, not a zero', () => {
    const tMs = Float64Array.from([
      ...arrived(50, 0, 1000),
      ...arrived(50, 1000, 1500),
      ...arrived(50, 3000, 5000),
    ]);
    expect(shares([{ tMs, rateHz: 50 }], 5000)).toEqual([100, 50, null, 100, null]);
  });

  it('is that of the worst stream, and a stream that joined late was not lost before', () => {
    const accel = { tMs: arrived(50, 0, 4000), rateHz: 50 };
    const tension = { tMs: Float64Array.from([...arrived(80, 2000, 3000), 3000, 3999, 4000]), rateHz: 80 };
    expect(shares([accel, tension], 4000)).toEqual([100, 100, 100, 3]);
  });

  it('is not known without a rate, or without a whole second', () => {
    expect(linkQuality([{ tMs: arrived(50, 0, 1000), rateHz: 0 }], 1000)).toBeNull();
    expect(linkQuality([{ tMs: arrived(50, 0, 900), rateHz: 50 }], 900)).toBeNull();
    expect(linkQuality([], 1000)).toBeNull();
  });
});
