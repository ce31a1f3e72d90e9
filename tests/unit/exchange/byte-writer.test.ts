import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteWriter } from '../../../lib/exchange/byte-writer';

function written(write: (writer: ByteWriter) => void): string {
  const writer = new ByteWriter();
  write(writer);
  return new TextDecoder().decode(writer.take());
}

describe('fixed', () => {
  it.each([
    [0, 3, '0'],
    [-0, 3, '0'],
    [1.5, 3, '1.5'],
    [-0.0004, 3, '0'],
    [-0.0006, 3, '-0.001'],
    [9.99996, 4, '10'],
    [123456.789, 2, '123456.79'],
    [3_600_000.000001, 6, '3600000.000001'],
    [NaN, 2, ''],
    [Infinity, 2, ''],
    [5, 0, '5'],
  ])('%d with %d decimals is %s', (value, decimals, text) => {
    expect(written((writer) => writer.fixed(value, decimals))).toBe(text);
  });

  it('reads back as the rounded number', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.integer({ min: 0, max: 6 }),
        (value, decimals) => {
          const scaled = Math.round(Math.abs(value) * 10 ** decimals);
          const text = written((writer) => writer.fixed(value, decimals));
          expect(Math.abs(Number(text))).toBe(scaled / 10 ** decimals);
          expect(text).not.toMatch(/^-0$|\.\d*0$|\.$/);
        },
      ),
    );
  });
});

describe('isoTime', () => {
  it('says what Date says', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -62_167_219_200_000, max: 253_402_300_799_999 }), {
          minLength: 1,
          maxLength: 5,
        }),
        (times) => {
          const text = written((writer) => times.forEach((time) => writer.isoTime(time)));
          expect(text).toBe(times.map((time) => new Date(time).toISOString()).join(''));
        },
      ),
    );
  });
});
