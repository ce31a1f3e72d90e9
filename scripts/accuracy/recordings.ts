import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { SampleBlock } from '../../lib/signal/sample-block';

/** Folders of the data: what each was taken from. */
export const DATA_SETS = ['ladds', 'cow', 'mobifall', 'dog', 'microbit'] as const;
export type DataSet = (typeof DATA_SETS)[number];

/** One labelled recording. labels[i] is that of sample i; empty where nobody labelled. */
export interface Recording {
  set: DataSet;
  name: string;
  /** Animal or person: what results are split by. */
  subject: string;
  block: SampleBlock;
  labels: string[];
}

/** All recordings of the sets that are there. Columns: t_ms, ax_g, ay_g, az_g, …, label (last). */
export function loadRecordings(root: string): Recording[] {
  return DATA_SETS.filter((set) => existsSync(join(root, set))).flatMap((set) =>
    readdirSync(join(root, set))
      .filter((name) => name.endsWith('.csv.gz'))
      .sort()
      .map((name) => parse(set, name, gunzipSync(readFileSync(join(root, set, name))).toString('utf8'))),
  );
}

function parse(set: DataSet, file: string, text: string): Recording {
  const rows = text
    .split(/\r?\n/)
    .slice(1)
    .filter((line) => line !== '');
  const tMs = new Float64Array(rows.length);
  const values = new Float32Array(rows.length * 3);
  const labels: string[] = [];
  for (const [i, row] of rows.entries()) {
    const cells = row.split(',');
    tMs[i] = Number(cells[0]);
    for (let k = 0; k < 3; k++) values[3 * i + k] = Number(cells[k + 1]);
    labels.push(cells.at(-1)!);
  }
  const name = file.replace(/\.csv\.gz$/, '');
  return {
    set,
    name,
    subject: name.split('__')[0]!,
    block: { kind: 'accel', tMs, values, clipped: 0 },
    labels,
  };
}
