import { seeded } from '../../support/synthetic-trace';

/** An hour at 100 Hz that swings, with noise and with peaks of one sample: t in ms, v without unit. */
export function hourOfPeaks(): { n: number; t: Float64Array; v: Float32Array } {
  const n = 360_000;
  const t = Float64Array.from({ length: n }, (_, i) => i * 10);
  const random = seeded(5);
  const v = Float32Array.from({ length: n }, (_, i) => Math.sin(i / 300) * 8 + random());
  for (let i = 1; i < n; i += 7919) v[i] = 60;
  for (let i = 2; i < n; i += 9973) v[i] = -40;
  return { n, t, v };
}
