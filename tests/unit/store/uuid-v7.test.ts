import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId, uuidV7, UUID_RANDOM_BYTES } from '../../../lib/store/uuid-v7';

const time = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const random = fc.uint8Array({ minLength: UUID_RANDOM_BYTES, maxLength: UUID_RANDOM_BYTES });

describe('uuidV7', () => {
  it('gives the example of RFC 9562, appendix A.6', () => {
    const bytes = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
    expect(uuidV7(0x017f22e279b0, bytes)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });

  it('is well formed and keeps the time for any input', () => {
    fc.assert(
      fc.property(time, random, (ms, bytes) => {
        const id = uuidV7(ms, bytes);
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toBe(ms);
      }),
    );
  });

  it('sorts by time as a string', () => {
    fc.assert(
      fc.property(time, time, random, random, (a, b, ra, rb) => {
        fc.pre(a < b);
        expect(uuidV7(a, ra) < uuidV7(b, rb)).toBe(true);
      }),
    );
  });

  it('refuses too few random bytes and impossible times', () => {
    expect(() => uuidV7(0, new Uint8Array(9))).toThrow(RangeError);
    for (const ms of [-1, 0.5, NaN, 2 ** 48])
      expect(() => uuidV7(ms, new Uint8Array(10))).toThrow(RangeError);
  });

  it('never repeats itself', () => {
    expect(new Set(Array.from({ length: 10_000 }, newId)).size).toBe(10_000);
  });
});
