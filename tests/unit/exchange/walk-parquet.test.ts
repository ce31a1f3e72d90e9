import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { ExchangeError } from '../../../lib/exchange/exchange-error';
import { readWalkParquet, walkParquet } from '../../../lib/exchange/walk-parquet';
import { STANDARD_GRAVITY_MS2 } from '../../../lib/units';
import { recordedWalk } from '../../support/recorded-walk';

describe('a walk as Parquet', () => {
  const recorded = recordedWalk();
  // Missing, clipped and the ends of 16 bits have to survive.
  recorded.chunks[0]!.columns[0]!.counts.set([-32_768, 32_767, -32_767, 1, -1, 0]);
  const file = walkParquet(recorded);

  it('comes back to the byte', async () => {
    expect(await readWalkParquet(file)).toEqual(recorded);
  });

  it('has a row group a stream, and its units beside', () => {
    const { row_groups, key_value_metadata } = parquetMetadata(file);
    expect(row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([500, 800]);
    const units = JSON.parse(key_value_metadata!.find(({ key }) => key === 'catpace.units')!.value!);
    expect(units).toMatchObject({
      accel: expect.stringContaining('m/s^2'),
      tension: expect.stringContaining('N'),
    });
  });

  it('holds SI units and seconds for any reader', async () => {
    const rows = await parquetReadObjects({ file, columns: ['stream', 't_s', 'x', 'y', 'z'] });
    const { columns } = recorded.chunks[0]!;
    expect(rows[0]!['x']).toBeNaN();
    expect(rows[1]!['stream']).toBe('accel');
    expect(rows[1]!['x']).toBeCloseTo((1 * 8 * STANDARD_GRAVITY_MS2) / 32_768, 6);
    expect(rows[1]!['t_s']).toBeCloseTo(columns[0]!.tMs[0]! / 1000 + 0.02, 9);
    const tension = rows.find(({ stream }) => stream === 'tension')!;
    expect(tension['x']).toBeCloseTo(columns[1]!.counts[0]! * 0.02, 5);
    expect(tension['y']).toBeNaN();
  });

  // Found by fuzzing: the library let go of the columns that it was reading, and their errors came out nowhere.
  it('whose row group tells of a column that the file has not is refused', async () => {
    const bytes = new Uint8Array(file.slice(0));
    const name = new TextEncoder().encode('frame_t_ms');
    const places = [...bytes.keys()].filter((i) => name.every((letter, k) => bytes[i + k] === letter));
    // The first is the file's own column, the next ones those of its row groups.
    bytes[places[1]!] = 0x67;
    // And the first page of the first column is none.
    bytes.fill(0, 4, 12);
    await expect(readWalkParquet(bytes.buffer)).rejects.toThrow(ExchangeError);
  });

  it('of a session without samples is written and read too', async () => {
    const without = { ...recorded, chunks: [] };
    expect(await readWalkParquet(walkParquet(without))).toEqual(without);
  });

  it.each([
    ['cut off', (bytes: Uint8Array) => bytes.slice(0, bytes.length - 500)],
    ['no Parquet', () => new TextEncoder().encode('PAR1 and so on')],
    ['empty', () => new Uint8Array(0)],
    ['damaged', (bytes: Uint8Array) => bytes.slice().fill(255, 8, 4_000)],
  ])('that is %s is refused', async (_, change) => {
    const bytes = change(new Uint8Array(file));
    await expect(readWalkParquet(bytes.buffer as ArrayBuffer)).rejects.toBeInstanceOf(ExchangeError);
  });
});
