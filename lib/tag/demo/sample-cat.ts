import { type Config, streamsOf } from '../catpace/config';
import { CLIPPED_COUNT, type StreamFormat, type StreamKind } from '../frame';
import { CatModel, MODEL_STEP_MS } from './cat-model';
import type { CatScript } from './cat-script';
import { createRandom } from './seeded-random';

/** One sample as the tag's converter gives it. */
export interface RawSample {
  kind: StreamKind;
  /** Device time, ms. */
  tMs: number;
  counts: readonly number[];
}

/** The load cell of the simulated tag. Whoever reads the samples may set `zeroN` at any time: that is what tare does. */
export interface LoadCell {
  /** What is subtracted from each reading, N. */
  zeroN: number;
  /** Present reading before that, averaged over 0.25 s, N. */
  readingN: number;
}

/** Standard deviation of the sensors' noise. Ours, of the order of what common parts show. */
const NOISE = { accelG: 0.006, gyroDps: 0.3, tensionN: 0.04 } as const;
/** What an untared load cell reads beside the pull, N. Ours. */
const LOAD_CELL_OFFSET_N = 0.6;
const AVERAGE_MS = 250;

/** To counts; what lies beyond the sensor's range is clipped, as a sensor does. */
const toCounts = (values: readonly number[], unitPerCount: number): number[] =>
  values.map((value) => Math.max(-CLIPPED_COUNT, Math.min(CLIPPED_COUNT, Math.round(value / unitPerCount))));

/**
 * The samples that a tag on the demo cat takes, all streams of the Config at their rates, in order of time.
 * @param bootedMs device time at the start of the walk
 */
export function* sampleCat(
  script: CatScript,
  seed: number,
  config: Config,
  loadCell: LoadCell,
  bootedMs = 0,
): Generator<RawSample, void, undefined> {
  const cat = new CatModel(script, seed);
  // Another stream of numbers than the cat's own.
  const random = createRandom(seed + 2 ** 42);
  const noisy = (value: number, sd: number): number => value + sd * random.gaussian();
  const streams = streamsOf(config).map((format) => ({ format, taken: 0, dueMs: 0 }));

  const read = ({ kind, unitPerCount, rateHz }: StreamFormat): number[] => {
    if (kind !== 'tension') {
      const [values, sd] = kind === 'accel' ? [cat.accelG, NOISE.accelG] : [cat.gyroDps, NOISE.gyroDps];
      const read = values.map((value) => noisy(value, sd));
      return toCounts(read, unitPerCount);
    }
    const readingN = noisy(cat.tensionN + LOAD_CELL_OFFSET_N, NOISE.tensionN);
    loadCell.readingN += (readingN - loadCell.readingN) * Math.min(1, 1000 / rateHz / AVERAGE_MS);
    return toCounts([readingN - loadCell.zeroN], unitPerCount);
  };

  while (cat.tMs < script.durationMs) {
    const untilMs = cat.tMs + MODEL_STEP_MS / 2;
    for (const stream of streams) {
      // A stream faster than the model repeats the model's value, with noise of its own.
      while (stream.dueMs < untilMs) {
        yield { kind: stream.format.kind, tMs: bootedMs + stream.dueMs, counts: read(stream.format) };
        stream.taken += 1;
        stream.dueMs = (stream.taken * 1000) / stream.format.rateHz;
      }
    }
    cat.step();
  }
}
