import { CatModel, MODEL_STEP_MS } from '../../../lib/tag/demo/cat-model';
import { writeScript } from '../../../lib/tag/demo/cat-script';
import { recordedSource, type SampleSource } from './sample-source';

/** Accelerometer and gyroscope at 100 Hz, tension at 80 Hz: every rate that the tag offers finds its own samples. */
const MOTION_STEPS = 4;
const TENSION_STEPS = 5;

/** The demo's cat on the virtual tag: the same seed makes the same walk. */
export function walkSource(seed: number, durationMs: number): SampleSource {
  const cat = new CatModel(writeScript(seed, durationMs), seed);
  const accel: number[] = [];
  const gyro: number[] = [];
  const tension: number[] = [];
  for (let step = 0; step * MODEL_STEP_MS < durationMs; step++) {
    cat.step();
    if (step % MOTION_STEPS === 0) {
      accel.push(...cat.accelG);
      gyro.push(...cat.gyroDps);
    }
    if (step % TENSION_STEPS === 0) tension.push(cat.tensionN);
  }
  const motionHz = 1000 / MODEL_STEP_MS / MOTION_STEPS;
  return recordedSource({
    accel: { rateHz: motionHz, values: accel },
    gyro: { rateHz: motionHz, values: gyro },
    tension: { rateHz: 1000 / MODEL_STEP_MS / TENSION_STEPS, values: tension },
  });
}

/** One walk after another, each with a seed of its own: as eventful as short walks are, however long. */
export function walksSource(seeds: readonly number[], eachMs: number): SampleSource {
  // Made when they are reached: each takes a moment.
  const walks = new Map<number, SampleSource>();
  return {
    durationMs: seeds.length * eachMs,
    sampleAt(kind, tMs) {
      const index = Math.min(seeds.length - 1, Math.floor(tMs / eachMs));
      let walk = walks.get(index);
      if (!walk) walks.set(index, (walk = walkSource(seeds[index]!, eachMs)));
      return walk.sampleAt(kind, tMs - index * eachMs);
    },
  };
}
