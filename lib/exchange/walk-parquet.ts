import { type FileMetaData, parquetMetadata, parquetReadObjects } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { StreamKind } from '../tag/frame';
import { STANDARD_GRAVITY_MS2 } from '../units';
import type { FrameColumns, WalkChunk } from '../walk/walk';
import { ExchangeError, type FilePlace } from './exchange-error';
import type { RecordedWalk } from './recorded-walk';
import { readWalksJson, WALKS_JSON_END, walkJson, walksJsonStart } from './walks-json';

const FORMAT_KEY = 'catpace.format';
const FORMAT = 'catpace-walk-parquet/1';
const RECORD_KEY = 'catpace.record';
const UNITS_KEY = 'catpace.units';
const MISSING_COUNT = -32_768;
/** Rows at most that are read: a day of every stream at 400 Hz. Ours. */
const MOST_ROWS = 120e6;
const COLUMN_NAMES = ['stream', 't_s', 'x', 'y', 'z', 'chunk', 'seq', 'frame_t_ms'];
const KINDS: readonly StreamKind[] = ['accel', 'gyro', 'tension'];
/** SI unit per unit of a stream. */
const SI: Readonly<Record<StreamKind, number>> = {
  accel: STANDARD_GRAVITY_MS2,
  gyro: Math.PI / 180,
  tension: 1,
};
const UNITS = {
  time: 't_s: seconds since the start of the walk; frame_t_ms: milliseconds, of the frame’s first sample',
  accel: 'x, y, z: m/s^2, gravity included',
  gyro: 'x, y, z: rad/s',
  tension: 'x: N; y, z: NaN',
  missing: 'NaN',
};

/**
 * A walk as one Parquet file: a row a sample, a row group a stream, units and everything that is no sample in the file's
 * metadata. Counts come back exactly: 24 bits of a float hold 16 bits of a count times its unit.
 */
export function walkParquet(recorded: RecordedWalk): ArrayBuffer {
  const { walk, chunks } = recorded;
  const total = chunks.reduce(
    (sum, { columns }) => sum + columns.reduce((n, { counts, kind }) => n + counts.length / axesOf(kind), 0),
    0,
  );
  const stream: StreamKind[] = [];
  const chunk = new Int32Array(total);
  const seq = new Float64Array(total);
  const frameMs = new Float64Array(total);
  const tS = new Float64Array(total);
  const xyz = [0, 1, 2].map(() => new Float32Array(total).fill(NaN)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const groups: number[] = [];
  let at = 0;
  for (const kind of KINDS) {
    const from = at;
    const width = axesOf(kind);
    for (const { index, tag, columns } of chunks) {
      for (const own of columns) {
        if (own.kind !== kind) continue;
        const format = walk.tags[tag]!.streams.find((each) => each.kind === kind);
        const periodS = 1 / (format?.rateHz ?? 1);
        const unit = (format?.unitPerCount ?? 1) * SI[kind];
        let count = 0;
        for (let frame = 0; frame < own.n.length; frame++) {
          for (let i = 0; i < own.n[frame]!; i++, at++) {
            chunk[at] = index;
            seq[at] = own.seq[frame]!;
            frameMs[at] = own.tMs[frame]!;
            tS[at] = own.tMs[frame]! / 1000 + i * periodS;
            for (let k = 0; k < width; k++, count++) {
              const value = own.counts[count]!;
              if (value !== MISSING_COUNT) xyz[k]![at] = value * unit;
            }
          }
        }
      }
    }
    if (at === from) continue;
    groups.push(at - from);
    for (let i = from; i < at; i++) stream.push(kind);
  }
  return parquetWriteBuffer({
    columnData: [
      { name: 'stream', data: stream, type: 'STRING', nullable: false },
      // Measured values hardly repeat: to look for a dictionary of them costs half of the time and finds none.
      { name: 't_s', data: tS, type: 'DOUBLE', nullable: false, encoding: 'PLAIN' },
      { name: 'x', data: xyz[0], type: 'FLOAT', nullable: false, encoding: 'PLAIN' },
      { name: 'y', data: xyz[1], type: 'FLOAT', nullable: false, encoding: 'PLAIN' },
      { name: 'z', data: xyz[2], type: 'FLOAT', nullable: false, encoding: 'PLAIN' },
      { name: 'chunk', data: chunk, type: 'INT32', nullable: false },
      { name: 'seq', data: seq, type: 'DOUBLE', nullable: false },
      { name: 'frame_t_ms', data: frameMs, type: 'DOUBLE', nullable: false },
    ],
    rowGroupSize: groups.length > 0 ? groups : 1,
    statistics: false,
    kvMetadata: [
      { key: FORMAT_KEY, value: FORMAT },
      { key: UNITS_KEY, value: JSON.stringify(UNITS) },
      { key: RECORD_KEY, value: recordText(recorded) },
    ],
    createdBy: 'Catpace',
  });
}

/** Everything but the samples, in the shape of a file of walks: its chunks have the order of their columns and no rows. */
function recordText(recorded: RecordedWalk): string {
  const chunks = recorded.chunks.map((chunk) => ({
    ...chunk,
    columns: chunk.columns.map(({ kind }): FrameColumns => ({
      kind,
      seq: new Float64Array(0),
      tMs: new Float64Array(0),
      n: new Uint8Array(0),
      counts: new Int16Array(0),
    })),
  }));
  return walksJsonStart([]) + [...walkJson({ ...recorded, chunks })].join('') + WALKS_JSON_END;
}

/** The walk that `walkParquet` wrote. Rejects with `ExchangeError`. */
export async function readWalkParquet(file: ArrayBuffer): Promise<RecordedWalk> {
  let metadata: ReturnType<typeof parquetMetadata>;
  try {
    metadata = parquetMetadata(file);
  } catch (cause) {
    throw new ExchangeError([], { code: 'parquet-cut' }, { cause });
  }
  const valueOf = (key: string): string | undefined =>
    metadata.key_value_metadata?.find((each) => each.key === key)?.value;
  if (valueOf(FORMAT_KEY) !== FORMAT) throw new ExchangeError([], { code: 'other-parquet' });
  if (metadata.num_rows > BigInt(MOST_ROWS)) throw new ExchangeError([], { code: 'too-many-rows' });
  refuseOtherColumns(metadata);
  const [recorded] = readWalksJson(valueOf(RECORD_KEY) ?? '').walks as [RecordedWalk];
  let rows: Row[];
  try {
    rows = (await parquetReadObjects({ file, metadata })) as unknown as Row[];
  } catch (cause) {
    throw new ExchangeError([], { code: 'parquet-cut' }, { cause });
  }
  const chunks = new Map(recorded.chunks.map((chunk) => [chunk.index, chunk]));
  for (let from = 0, to; from < rows.length; from = to) {
    const { chunk, stream } = rows[from]!;
    for (to = from + 1; to < rows.length && rows[to]!.chunk === chunk && rows[to]!.stream === stream;) to++;
    const place = [{ row: from + 1 }];
    const own = chunks.get(chunk);
    const column = own?.columns.findIndex(({ kind }) => kind === stream) ?? -1;
    if (!own || column < 0) throw new ExchangeError(place, { code: 'no-chunk' });
    own.columns[column] = columnsOf(recorded, own, stream, rows.slice(from, to), place);
  }
  return recorded;
}

/** The library leaves reading unwatched in the middle when the columns of a row group are not those of the file. */
function refuseOtherColumns({ schema, row_groups }: FileMetaData): void {
  const ofFile = schema.slice(1).map(({ name }) => name);
  const ofGroups = row_groups.map(({ columns }) =>
    columns.map(({ meta_data }) => meta_data?.path_in_schema.join('.')),
  );
  for (const names of [ofFile, ...ofGroups])
    if (names.join() !== COLUMN_NAMES.join()) throw new ExchangeError([], { code: 'parquet-cut' });
}

interface Row {
  stream: StreamKind;
  x: number;
  y: number;
  z: number;
  chunk: number;
  seq: number;
  frame_t_ms: number;
}

function columnsOf(
  { walk }: RecordedWalk,
  { tag }: WalkChunk,
  kind: StreamKind,
  rows: readonly Row[],
  place: FilePlace,
): FrameColumns {
  const format = walk.tags[tag]!.streams.find((each) => each.kind === kind);
  const unit = (format?.unitPerCount ?? 1) * SI[kind];
  const width = axesOf(kind);
  const seq: number[] = [];
  const tMs: number[] = [];
  const n: number[] = [];
  const counts = new Int16Array(rows.length * width);
  for (const [i, row] of rows.entries()) {
    const last = seq.length - 1;
    if (last >= 0 && seq[last] === row.seq && tMs[last] === row.frame_t_ms && n[last]! < 255) n[last]!++;
    else {
      seq.push(row.seq);
      tMs.push(row.frame_t_ms);
      n.push(1);
    }
    const values = [row.x, row.y, row.z];
    for (let k = 0; k < width; k++) {
      const count = Number.isNaN(values[k]) ? MISSING_COUNT : Math.round(values[k]! / unit);
      if (!(Math.abs(count) <= 32_768)) throw new ExchangeError(place, { code: 'no-count' });
      counts[i * width + k] = count;
    }
  }
  return { kind, seq: Float64Array.from(seq), tMs: Float64Array.from(tMs), n: Uint8Array.from(n), counts };
}

function axesOf(kind: StreamKind): number {
  return kind === 'tension' ? 1 : 3;
}
