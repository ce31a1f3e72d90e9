import { seeded } from '../../tests/support/synthetic-trace';
import type { Recording } from './recordings';

/** What is measured, labelled or not: a recording, or a synthetic walk's motion. */
type Measured = Pick<Recording, 'name' | 'block' | 'labels'>;

/** A way in which other tags see the same motion. */
export interface Degradation {
  name: string;
  apply: <One extends Measured>(one: One) => One;
}

/** Keeps the samples that a question says yes to, with what a function makes of their times. */
function pick<One extends Measured>(
  recording: One,
  keep: readonly number[],
  timeOf: (i: number) => number,
): One {
  const { values } = recording.block;
  return {
    ...recording,
    labels: keep.map((i) => recording.labels[i]!),
    block: {
      ...recording.block,
      tMs: Float64Array.from(keep, timeOf),
      values: Float32Array.from(
        keep.flatMap((i) => [values[3 * i]!, values[3 * i + 1]!, values[3 * i + 2]!]),
      ),
    },
  };
}

/** One sample per period: nothing is filtered, as with a slow sensor. */
function resampled<One extends Measured>(recording: One, rateHz: number): One {
  const { tMs, values } = recording.block;
  const periodMs = 1_000 / rateHz;
  const times: number[] = [];
  const out: number[] = [];
  const labels: string[] = [];
  let i = 0;
  for (let t = tMs[0]!; t <= tMs.at(-1)!; t += periodMs) {
    while (i + 1 < tMs.length && tMs[i + 1]! <= t) i++;
    const next = Math.min(i + 1, tMs.length - 1);
    const span = tMs[next]! - tMs[i]!;
    const part = span > 0 ? (t - tMs[i]!) / span : 0;
    times.push(t);
    labels.push(recording.labels[i]!);
    for (let k = 0; k < 3; k++) out.push(values[3 * i + k]! * (1 - part) + values[3 * next + k]! * part);
  }
  return {
    ...recording,
    labels,
    block: { ...recording.block, tMs: Float64Array.from(times), values: Float32Array.from(out) },
  };
}

function mapped<One extends Measured>(
  recording: One,
  change: (x: number, y: number, z: number) => number[],
): One {
  const { values } = recording.block;
  const out = new Float32Array(values.length);
  for (let i = 0; i < values.length; i += 3) out.set(change(values[i]!, values[i + 1]!, values[i + 2]!), i);
  return { ...recording, block: { ...recording.block, values: out } };
}

const clip = (value: number): number => Math.max(-2, Math.min(2, value));

export const DEGRADATIONS: readonly Degradation[] = [
  { name: '50 Hz (interpolated)', apply: (recording) => resampled(recording, 50) },
  { name: '25 Hz (interpolated)', apply: (recording) => resampled(recording, 25) },
  { name: '12.5 Hz', apply: (recording) => resampled(recording, 12.5) },
  {
    name: 'jitter ±30 %, 2 % lost',
    apply: (recording) => {
      const random = seeded(recording.name.length * 7_919 + recording.labels.length);
      const { tMs } = recording.block;
      const keep = Array.from(tMs.keys()).filter(() => random() >= 0.02);
      const periodMs = tMs.length > 1 ? (tMs.at(-1)! - tMs[0]!) / (tMs.length - 1) : 0;
      return pick(recording, keep, (i) => tMs[i]! + 0.3 * periodMs * (2 * random() - 1));
    },
  },
  { name: 'axes permuted', apply: (recording) => mapped(recording, (x, y, z) => [-z, x, -y]) },
  {
    name: 'clipped at ±2 g',
    apply: (recording) => mapped(recording, (x, y, z) => [clip(x), clip(y), clip(z)]),
  },
];
