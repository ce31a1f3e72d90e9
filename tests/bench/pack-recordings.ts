import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DATA_SETS, loadRecordings, type DataSet, type Recording } from '../../scripts/accuracy/recordings';
import { ROOT } from '../../scripts/run-child';
import { encodeCounts } from '../../lib/store/count-coder';
import { CLIPPED_COUNT } from '../../lib/tag/frame';
import type { BenchRow } from './bench-row';

const DATA = process.env.CATPACE_DATA ?? join(ROOT, '../shared/data');
/** Of a tag at ±8 g. */
const COUNTS_PER_G = 32_768 / 8;
/** A clip of a few seconds says little of a walk: coefficients and headers weigh on it. */
const LEAST_SAMPLES = 1_000;
const SHARE_PERCENT = 50;

const SPECIES: Readonly<Record<DataSet, string>> = {
  ladds: 'sea lions and fur seals, 25 Hz',
  cow: 'cows, 10 Hz',
  mobifall: 'people, 95 Hz',
  dog: 'a dog, 48.5 Hz',
  microbit: 'hands, 50 Hz',
};

/**
 * What the acceleration of real recordings takes, as a tag at ±8 g would have counted it. No cat is among them. They come with the
 * noise and the steps of their own sensors, which are others than a tag's.
 */
export function benchRecordings(): BenchRow[] {
  if (!existsSync(DATA)) {
    console.log(
      `SKIPPED: what real recordings take, because there are none in ${DATA} (CATPACE_DATA names another folder).`,
    );
    return [];
  }
  const recordings = loadRecordings(DATA).filter(({ labels }) => labels.length >= LEAST_SAMPLES);
  return DATA_SETS.flatMap((set) => {
    const own = recordings.filter((each) => each.set === set).map(countsOf);
    const bytes = own.reduce((sum, { byteLength }) => sum + byteLength, 0);
    if (bytes === 0) return [];
    const packed = own.reduce((sum, counts) => sum + gzipSync(encodeCounts(counts, 3)).length, 0);
    const bound = own.reduce((sum, counts) => sum + deltaBits(counts) / 8, 0);
    return {
      what: `stored share of the bare counts of real acceleration: ${SPECIES[set]}`,
      value: (100 * packed) / bytes,
      unit: '%',
      target: SHARE_PERCENT,
      note: `recordings of ${LEAST_SAMPLES.toLocaleString('en')} samples or more (${own.length}), as i16 at ±8 g; bound ${((100 * bound) / bytes).toFixed(1)} % for deltas one by one (their entropy)`,
    };
  });
}

/**
 * What one step of a set's sensor is in g as its text has it, and in counts at ±8 g, where it is no whole number of these: the
 * sea lions' sensor has 12 bits, and the text rounds its 1/256 g to 0.004 g. A tag sends the step itself.
 */
const STEP: Partial<Record<DataSet, { g: number; counts: number }>> = { ladds: { g: 0.004, counts: 16 } };

function countsOf({ set, block: { values } }: Recording): Int16Array {
  const { g: step, counts } = STEP[set] ?? { g: 1 / COUNTS_PER_G, counts: 1 };
  return Int16Array.from(values, (g) =>
    Math.max(-CLIPPED_COUNT, Math.min(CLIPPED_COUNT, counts * Math.round((Number.isNaN(g) ? 0 : g) / step))),
  );
}

/** Bits that no code of each axis's deltas, one by one, can go below: their entropy, were their shares known. */
function deltaBits(counts: Int16Array): number {
  const width = 3;
  let bits = 0;
  for (let axis = 0; axis < width; axis++) {
    const seen = new Map<number, number>();
    let n = 0;
    let last = 0;
    for (let i = axis; i < counts.length; i += width, n++) {
      const delta = counts[i]! - last;
      last = counts[i]!;
      seen.set(delta, (seen.get(delta) ?? 0) + 1);
    }
    for (const times of seen.values()) bits -= times * Math.log2(times / n);
  }
  return bits;
}
