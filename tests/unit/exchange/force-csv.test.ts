import { describe, expect, it } from 'vitest';
import { ExchangeError } from '../../../lib/exchange/exchange-error';
import { GripConnectCsvReader, ProgressorCsvReader } from '../../../lib/exchange/force-csv';
import { kindOf } from '../../../lib/exchange/recording-kind';
import { STANDARD_GRAVITY_MS2 } from '../../../lib/units';

const bytesOf = (text: string) => new TextEncoder().encode(text);

function read(reader: ProgressorCsvReader | GripConnectCsvReader, text: string, cut = 7) {
  const bytes = bytesOf(text);
  for (let at = 0; at < bytes.length; at += cut) reader.push(bytes.subarray(at, at + cut));
  const [block] = reader.finish();
  return { tMs: [...block!.tMs], kg: [...block!.values].map((n) => n / STANDARD_GRAVITY_MS2) };
}

function errorOf(reader: ProgressorCsvReader | GripConnectCsvReader, text: string): ExchangeError {
  try {
    read(reader, text);
  } catch (error) {
    expect(error).toBeInstanceOf(ExchangeError);
    return error as ExchangeError;
  }
  throw new Error('read without an error');
}

describe('CSV of the Progressor app', () => {
  const samples = 'time,weight\n0.05,0.5\n0.0625,1.25\n0.075,-0.5\n';

  it('is read from its samples on, with the averages at its end left out', () => {
    const { tMs, kg } = read(new ProgressorCsvReader(), `${samples}Avg L,0.4,0.3\nPeak L,1,2\n`);
    expect(tMs.map((t) => Number(t.toFixed(6)))).toEqual([0, 12.5, 25]);
    expect(kg[1]).toBeCloseTo(1.25, 5);
    expect(kg).toHaveLength(3);
  });

  it('says when it was, day before month, and in which unit', () => {
    const reader = new ProgressorCsvReader();
    const head = 'date,tag,comment,unit,intervalTime (ms)\r\n2023-24-05 19:31:30,me,,imperial,100\r\n\r\n';
    expect(read(reader, head + samples).kg[0]).toBeCloseTo(0.5 * 0.45359237, 5);
    expect(reader.startedAtMs).toBe(new Date(2023, 4, 24, 19, 31, 30).getTime());
  });

  it.each([
    ['a unit that nobody knows', 'date,tag,comment,unit\n2023-24-05 19:31:30,,,stone\n', 2],
    ['a text for a force', 'time,weight\n0.1,much\n', 2],
    ['time that runs backwards', 'time,weight\n0.2,1\n0.1,1\n', 3],
    ['a force that no lead holds', 'time,weight\n0.2,1\n0.3,9e9\n', 3],
    ['a row without a force', 'time,weight\n0.2,1\n0.3\n', 3],
  ])('names the line of %s', (_, text, line) => {
    expect(errorOf(new ProgressorCsvReader(), text)).toMatchObject({ code: 'invalid', place: [{ line }] });
  });

  it('of no samples is empty', () => {
    expect(errorOf(new ProgressorCsvReader(), 'time,weight\n').code).toBe('empty');
  });
});

describe('CSV of Grip Connect', () => {
  const row = (ms: number, kg: number, index: number | '') =>
    [ms, kg, 9, 4, 0, index, '', 1234, kg].map((cell) => `"${cell}"`).join(',');

  it('takes the device’s clock for the time', () => {
    const reader = new GripConnectCsvReader();
    const rows = Array.from({ length: 80 }, (_, i) =>
      row(1_700_000_000_000 + 200 * Math.floor(i / 16), i, 5_000 + i * 12_500),
    );
    const { tMs, kg } = read(reader, rows.join('\r\n'));
    expect(tMs.slice(0, 3)).toEqual([0, 12.5, 25]);
    expect(kg[79]).toBeCloseTo(79, 3);
    expect(reader.startedAtMs).toBe(1_700_000_000_000);
  });

  it('spreads what arrived together where there is none', () => {
    const rows = [0, 0, 200, 200, 5_000, 5_000].map((t, i) => row(1_700_000_000_000 + t, i, ''));
    expect(read(new GripConnectCsvReader(), rows.join('\r\n')).tMs).toEqual([0, 100, 200, 400, 5_000, 5_200]);
  });

  it('names the line that ends too early', () => {
    const text = `${row(1_700_000_000_000, 1, '')}\r\n"1700000000100","2"`;
    expect(errorOf(new GripConnectCsvReader(), text)).toMatchObject({
      code: 'invalid',
      place: [{ line: 2 }],
    });
  });
});

describe('the kind of a file', () => {
  it.each([
    ['t_ms,ax_g,ay_g,az_g\n', 'recording'],
    ['\uFEFFtime,t_s,tension_n\n', 'recording'],
    ['time,weight\n0,1', 'progressor'],
    ['date,tag,comment,unit,rfd\n', 'progressor'],
    ['"1700000000000","1.5","9"', 'grip-connect'],
    ['{"format":"catpace-walks"', 'walks'],
    ['{"format":"catpace-backup","version":1}\n', 'backup'],
  ])('%j is a %s', (text, kind) => {
    expect(kindOf(bytesOf(text))).toBe(kind);
  });

  it.each(['PK\u0003\u0004', 'hello there', '\u0000\u0001\u0002', '<html>', '%PDF-1.7'])(
    '%j is none',
    (text) => {
      expect(() => kindOf(bytesOf(text))).toThrow(ExchangeError);
    },
  );
});
