import { readWalksJson, walksJson } from '../../lib/exchange/walks-json';
import type { WalkChunk } from '../../lib/walk/walk';
import { exampleCat, exampleWalk } from '../support/example-walk';

const MINUTES = 60;
const ROUNDS = 5;
const FRAME_MS = 200;

/** What reading a file of walks takes, ms. */
export interface ImportCost {
  megabytes: number;
  /** Parsed, checked in every field, made into records. */
  checkedMs: number;
  /** Parsed, and looked at by a loop written for this one file. */
  loopMs: number;
}

/** A file of one walk of an hour, 50 Hz of motion and 80 Hz of tension, read and checked. */
export function timeImport(): ImportCost {
  const text = [...walksJson({ cats: [exampleCat()], walks: [hourOfWalk()] })].join('');
  let checkedMs = Infinity;
  let loopMs = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    let from = performance.now();
    const { walks } = readWalksJson(text);
    checkedMs = Math.min(checkedMs, performance.now() - from);
    from = performance.now();
    const counts = countsByLoop(text);
    loopMs = Math.min(loopMs, performance.now() - from);
    const read = walks[0]!.chunks.reduce(
      (sum, { columns }) => sum + columns.reduce((inChunk, column) => inChunk + column.counts.length, 0),
      0,
    );
    if (read !== counts || counts === 0) throw new Error(`${read} counts were read, not ${counts}`);
  }
  return { megabytes: text.length / 1e6, checkedMs, loopMs };
}

/** The least: JSON, and every count a 16-bit whole number in a typed array. */
function countsByLoop(text: string): number {
  const { walks } = JSON.parse(text) as { walks: { chunks: { columns: { counts: unknown[] }[] }[] }[] };
  let read = 0;
  for (const { chunks } of walks)
    for (const { columns } of chunks)
      for (const { counts } of columns) {
        const typed = new Int16Array(counts.length);
        for (let i = 0; i < counts.length; i++) {
          const count = counts[i];
          if (typeof count !== 'number' || !Number.isInteger(count) || count < -32768 || count > 32767)
            throw new Error('not a count');
          typed[i] = count;
        }
        read += typed.length;
      }
  return read;
}

function hourOfWalk(): Parameters<typeof walksJson>[0]['walks'][number] {
  const walk = exampleWalk({ status: 'ended', durationMs: MINUTES * 60_000 });
  const chunks = Array.from({ length: MINUTES * 60 }, (_, index): WalkChunk => {
    const tMs = Float64Array.from({ length: 5 }, (_, i) => index * 1000 + i * FRAME_MS);
    return {
      walkId: walk.id,
      index,
      tag: 0,
      bootId: 7,
      fromMs: index * 1000,
      toMs: index * 1000 + 1000,
      columns: walk.tags[0]!.streams.map(({ kind, rateHz }, stream) => ({
        kind,
        seq: Float64Array.from({ length: 5 }, (_, i) => (index * 5 + i) * 2 + stream),
        tMs,
        n: new Uint8Array(5).fill(rateHz / 5),
        counts: Int16Array.from(
          { length: rateHz * (kind === 'accel' ? 3 : 1) },
          (_, i) => ((i * 7919) % 8000) - 4000,
        ),
      })),
    };
  });
  return { walk, chunks, marks: [], corrections: [], detections: [] };
}
