import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileFaultWords } from '../../../lib/app/file-fault-words';
import { ExchangeError } from '../../../lib/exchange/exchange-error';
import { CsvRecordingReader } from '../../../lib/exchange/csv-recording';
import type { SampleBlock } from '../../../lib/signal/sample-block';

function read(text: string, chunk = Infinity): SampleBlock[] {
  const bytes = new TextEncoder().encode(text);
  const reader = new CsvRecordingReader();
  const blocks: SampleBlock[] = [];
  for (let at = 0; at < bytes.length; at += chunk) {
    blocks.push(...reader.push(bytes.subarray(at, Math.min(bytes.length, at + chunk))));
  }
  return [...blocks, ...reader.finish()];
}

function rowsOf(text: string, kind: SampleBlock['kind'] = 'accel'): number[][] {
  return read(text)
    .filter((block) => block.kind === kind)
    .flatMap(({ tMs, values }) => {
      const width = values.length / tMs.length;
      return [...tMs].map((t, i) => [t, ...values.subarray(i * width, (i + 1) * width)]);
    });
}

function errorOf(text: string): { place: unknown; message: string } {
  try {
    read(text);
  } catch (error) {
    expect(error).toBeInstanceOf(ExchangeError);
    const { place, fault } = error as ExchangeError;
    return { place, message: fileFaultWords(fault) };
  }
  throw new Error('read without an error');
}

const HEADER = 't_ms,ax_g,ay_g,az_g';

describe('CsvRecordingReader', () => {
  it('reads columns in any order and ignores others', () => {
    expect(rowsOf('label,az_g,t_ms,ax_g,ay_g\nwalk,1,0,0.5,-0.25\nwalk,1.5,20,0,0\n')).toEqual([
      [0, 0.5, -0.25, 1],
      [20, 0, 0, 1.5],
    ]);
  });

  it('reads gyroscope and tension where the header names them', () => {
    const text = `${HEADER},gx_dps,gy_dps,gz_dps,tension_n\n0,0,0,1,10,20,30,4\n12.5,,,,,,,5\n20,0,0,1,1,2,3,\n`;
    expect(rowsOf(text)).toHaveLength(2);
    expect(rowsOf(text, 'gyro')).toEqual([
      [0, 10, 20, 30],
      [20, 1, 2, 3],
    ]);
    expect(rowsOf(text, 'tension')).toEqual([
      [0, 4],
      [12.5, 5],
    ]);
  });

  it.each([
    ['a byte order mark', `\uFEFF${HEADER}\n0,0,0,1\n`],
    ['CRLF', `${HEADER}\r\n0,0,0,1\r\n`],
    ['CR', `${HEADER}\r0,0,0,1\r`],
    ['quotes', `"t_ms","ax_g","ay_g","az_g"\n"0","0","0","1"\n`],
    ['spaces', ` t_ms , ax_g,ay_g ,az_g\n 0, 0 ,0,1\n`],
    ['no last line end', `${HEADER}\n0,0,0,1`],
    ['empty lines', `${HEADER}\n\n0,0,0,1\n\n\n`],
    ['a quoted label with commas, quotes and lines', `${HEADER},label\n0,0,0,1,"a, ""b""\n c"\n`],
    ['a label of many letters', `${HEADER},label\n0,0,0,1,${'x'.repeat(200_000)}\n`],
    ['exponents and signs', `${HEADER}\n0e0,-0.0,+0,1E0\n`],
  ])('copes with %s', (_name, text) => {
    expect(rowsOf(text).map((row) => row.map((value) => value + 0))).toEqual([[0, 0, 0, 1]]);
  });

  it('takes an empty cell, NaN and infinities for a missing sample', () => {
    const rows = rowsOf(`${HEADER}\n0,,0,1\n10,NaN,nan,inf\n20,1,-Infinity,1e999\n`);
    expect(rows).toEqual([
      [0, NaN, 0, 1],
      [20, 1, NaN, NaN],
    ]);
  });

  it('takes equal times', () => {
    expect(rowsOf(`${HEADER}\n5,0,0,1\n5,0,0,1\n`)).toHaveLength(2);
  });

  it.each([
    ['nothing at all', '', null, /empty/],
    ['other columns', 'time,x,y,z\n0,0,0,1\n', 1, /lacks these columns: t_ms, ax_g/],
    ['a column twice', `${HEADER},ax_g\n0,0,0,1,0\n`, 1, /ax_g twice/],
    ['text for a number', `${HEADER}\n0,0,0,1\n20,0,fast,1\n`, 3, /ay_g is not a number: "fast"/],
    ['half a number', `${HEADER}\n0,0,0,1.2.3\n`, 2, /az_g is not a number/],
    ['hexadecimal', `${HEADER}\n0,0,0,0x10\n`, 2, /az_g is not a number/],
    ['time that runs backwards', `${HEADER}\n0,0,0,1\n40,0,0,1\n20,0,0,1\n`, 4, /before the one above/],
    ['no time', `${HEADER}\n,0,0,1\n`, 2, /no time/],
    ['a line cut short', `${HEADER}\n0,0,0,1\n20,0\n`, 3, /ends after 2 cells/],
    ['a quote that never closes', `${HEADER},label\n0,0,0,1,"x\n20,0,0,1,y\n`, 2, /never closed/],
  ])('names the line of %s', (_name, text, line, message) => {
    const error = errorOf(text);
    expect(error.place).toEqual(line === null ? [] : [{ line }]);
    expect(error.message).toMatch(message);
  });

  it('counts lines within quotes', () => {
    expect(errorOf(`${HEADER},label\n0,0,0,1,"a\nb"\n20,x,0,1,c\n`).place).toEqual([{ line: 4 }]);
  });

  it('reads the same in any cutting of the bytes', () => {
    const text = `\uFEFF${HEADER},label\r\n0,1.25,-3,1,"é, ""ü"""\r\n12.5,,0.1,1e-3,\r\n`;
    const whole = read(text);
    for (let chunk = 1; chunk < 40; chunk++) expect(read(text, chunk)).toEqual(whole);
  });

  it('reads numbers as Number does', () => {
    const number = fc.oneof(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }).map(String),
      fc.tuple(fc.integer(), fc.nat(99_999)).map(([a, b]) => `${a}.${b}`),
    );
    fc.assert(
      fc.property(number, (text) => {
        const time = text.replace(/^-/, '');
        expect(rowsOf(`${HEADER}\n${time},0,0,1\n`)[0]![0]).toBe(Number(time));
        expect(rowsOf(`${HEADER}\n0,${text},0,1\n`)[0]![1]).toBe(Math.fround(Number(text)));
      }),
      { numRuns: 1_000 },
    );
  });

  it('throws nothing but its own error on random bytes', () => {
    const soup = fc.array(fc.constantFrom(...`${HEADER}\n"\r,0123.-eNaN\uFEFF`.split('')), {
      maxLength: 400,
    });
    fc.assert(
      fc.property(soup, fc.boolean(), (letters, withHeader) => {
        try {
          read((withHeader ? `${HEADER}\n` : '') + letters.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(ExchangeError);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives blocks of one stream in order of time', () => {
    const lines = Array.from({ length: 10_000 }, (_, i) => `${i * 20},0,0,1`);
    const blocks = read([HEADER, ...lines].join('\n'));
    expect(blocks.length).toBeGreaterThan(1);
    expect(blocks.reduce((sum, { tMs }) => sum + tMs.length, 0)).toBe(10_000);
  });
});
