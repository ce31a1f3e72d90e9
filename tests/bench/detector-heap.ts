import { Pipeline } from '../../lib/app/pipeline';
import type { SampleBlock } from '../../lib/signal/sample-block';
import { VALUES_PER_SAMPLE, type StreamKind } from '../../lib/tag/frame';
import { median } from '../../lib/walk/median';
import { seeded } from '../support/synthetic-trace';
import type { BenchRow } from './bench-row';
import { hourOfBlocks } from './detector-work';

/** None for a sample; 16 B are one number on the heap, so a tenth of a byte is one in 160 samples. */
const SAMPLE_TARGET_B = 0.1;
/** An event is told once as it begins and once as it ends, each with its evidence. Ours. */
const EVENT_TARGET_B = 4_096;
/** The code is compiled by then, on a busy machine too: the compiler has a thread of its own, which may have to wait. */
const WARM_ROUNDS = 20;
/** An hour goes in as so many pieces: in a long one what the call itself takes weighs little. */
const PIECES = 10;
/** Whole numbers need no place on the heap, and the times of a walk are seldom whole. */
const OFF_GRID_MS = 0.37;
const KINDS: readonly StreamKind[] = ['accel', 'gyro', 'tension'];
/** A piece of one stream waits until the others have come. */
const PATIENCE_MS = 900_000;

/** Hours in which nothing begins or ends once they run, and in which each part of the detectors has work. */
const STEADY = [
  { name: 'a walk on a loose lead', hz: 2.2, swingG: 0.4, pullN: 0.1 },
  { name: 'a fast trot on a taut lead', hz: 4.5, swingG: 0.6, pullN: 10 },
  { name: 'a stand on a taut lead', hz: 1, swingG: 0, pullN: 10 },
] as const;

type Piece = Record<StreamKind, SampleBlock>;

/** What pushing pieces of all streams leaves for the collector, bytes; and how many changes were told. */
interface Growth {
  /** Of each piece, by stream. */
  bytes: Record<StreamKind, number[]>;
  told: number;
}

/**
 * Memory that the detectors take, event apart from sample. Growth of the heap while six minutes of one stream go in as one block,
 * less that of an empty block (the call itself, and the measuring); medians, as now and then the collector comes by.
 */
export function benchDetectorHeap(): BenchRow[] {
  const steady = STEADY.map((hour) => ({ name: hour.name, growth: growthOf(steadyHour(hour)) }));
  const empty = bytesOf(growthOf(emptyHour()).bytes.accel);
  const perSample = KINDS.map((kind) => {
    const hours = steady.map(({ name, growth }) => ({
      name,
      value: (bytesOf(growth.bytes[kind]) - empty) / samplesOf(kind),
    }));
    const most = hours.reduce((a, b) => (b.value > a.value ? b : a));
    return {
      what: `heap that a sample of ${kind} takes in the detectors: Node`,
      value: Math.max(0, most.value),
      unit: 'B' as const,
      target: SAMPLE_TARGET_B,
      note: `the most of ${STEADY.length} hours without events, ${most.name}; all streams together`,
    };
  });
  return [...perSample, eventRow(empty)];
}

function eventRow(empty: number): BenchRow {
  const { bytes, told } = growthOf(eventfulHour());
  const sum = KINDS.reduce((total, kind) => total + PIECES * (bytesOf(bytes[kind]) - empty), 0);
  return {
    what: 'heap that an event takes each time that it is told of: Node',
    value: sum / told,
    unit: 'B',
    target: EVENT_TARGET_B,
    note: `${told} times in an hour; with its evidence, and the changes between still and moving`,
  };
}

function growthOf(pieces: readonly Piece[]): Growth {
  let growth: Growth = { bytes: { accel: [], gyro: [], tension: [] }, told: 0 };
  for (let round = 0; round <= WARM_ROUNDS; round++) {
    const pipeline = new Pipeline({ bodyKg: 4.5, patienceMs: PATIENCE_MS });
    growth = { bytes: { accel: [], gyro: [], tension: [] }, told: 0 };
    for (const piece of pieces)
      for (const kind of KINDS) {
        const before = process.memoryUsage().heapUsed;
        growth.told += pipeline.push(piece[kind]).length;
        growth.bytes[kind].push(process.memoryUsage().heapUsed - before);
      }
  }
  return growth;
}

function eventfulHour(): Piece[] {
  const blocks = hourOfBlocks();
  return Array.from({ length: PIECES }, (_, piece) =>
    pieceOf((kind) => {
      const own = blocks.filter((block) => block.kind === kind);
      const part = own.slice((piece * own.length) / PIECES, ((piece + 1) * own.length) / PIECES);
      return {
        tMs: Float64Array.from(part.flatMap(({ tMs }) => [...tMs])).map((tMs) => tMs + OFF_GRID_MS),
        values: Float32Array.from(part.flatMap(({ values }) => [...values])),
      };
    }),
  );
}

function steadyHour({ hz, swingG, pullN }: (typeof STEADY)[number]): Piece[] {
  const random = seeded(11);
  const valueAt = (kind: StreamKind, tMs: number, axis: number): number => {
    if (kind === 'tension') return pullN + 0.05 * random();
    if (kind === 'gyro') return 20 * random();
    return (axis === 2 ? 1 : 0) + swingG * Math.sin((tMs / 1_000) * 2 * Math.PI * hz) + 0.02 * random();
  };
  return eventfulHour().map((piece) =>
    pieceOf((kind) => {
      const { tMs } = piece[kind];
      const width = VALUES_PER_SAMPLE[kind];
      const values = Float32Array.from({ length: width * tMs.length }, (_, i) =>
        valueAt(kind, tMs[Math.floor(i / width)]!, i % width),
      );
      return { tMs, values };
    }),
  );
}

function emptyHour(): Piece[] {
  const none = pieceOf(() => ({ tMs: new Float64Array(), values: new Float32Array() }));
  return Array.from({ length: PIECES }, () => none);
}

function pieceOf(of: (kind: StreamKind) => Pick<SampleBlock, 'tMs' | 'values'>): Piece {
  const block = (kind: StreamKind): SampleBlock => ({ kind, ...of(kind), clipped: 0 });
  return { accel: block('accel'), gyro: block('gyro'), tension: block('tension') };
}

function samplesOf(kind: StreamKind): number {
  return (3_600 * (kind === 'tension' ? 80 : 50)) / PIECES;
}

/** Median growth of a piece, B. */
function bytesOf(pieces: readonly number[]): number {
  return median(pieces) ?? NaN;
}
