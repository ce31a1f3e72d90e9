import { describe, expect, it } from 'vitest';
import { UnwrapU32 } from '../../../lib/tag/unwrap-u32';

describe('UnwrapU32', () => {
  it('rises across the wrap, again and again', () => {
    const clock = new UnwrapU32();
    let expected = 4_294_000_000;
    for (let i = 0; i < 40; i++) {
      expect(clock.unwrap(expected % 2 ** 32)).toBe(expected);
      expected += 1_800_000_000;
    }
    expect(expected).toBeGreaterThan(10 * 2 ** 32);
  });

  it('unwraps many at once as it does one by one', () => {
    const [one, many] = [new UnwrapU32(), new UnwrapU32()];
    for (const wrapped of [[4_294_967_000, 4_294_967_200, 100, 300], [], [250, 500], [4_294_967_290, 700]]) {
      const expected = wrapped.map((value) => one.unwrap(value) / 1000);
      const values = [...many.unwrapAll(Uint32Array.from(wrapped), 0.001)];
      values.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 6));
      expect(values).toHaveLength(wrapped.length);
    }
  });

  it('takes a value from before the wrap that comes late for what it is', () => {
    const clock = new UnwrapU32();
    expect(clock.unwrap(2 ** 32 - 10)).toBe(2 ** 32 - 10);
    expect(clock.unwrap(5)).toBe(2 ** 32 + 5);
    expect(clock.unwrap(2 ** 32 - 3)).toBe(2 ** 32 - 3);
    expect(clock.unwrap(6)).toBe(2 ** 32 + 6);
  });
});
