import type { Recording } from './recordings';

/** Two seconds of a body, one after the other by half a second, at the 25 Hz that the sea lions were recorded with. */
const WINDOW = 50;
const STEP = 12;
const RATE_HZ = 25;
/** A window with a hole in it says nothing, ms. */
const LONGEST_MS = 2_100;
/** It has the label of so much of it, or none. */
const LABEL_SHARE = 0.6;
/** Scratching was looked for between these, Hz: all that is faster than a gait. */
const FAST_HZ = [3, 9] as const;
const SLOWEST_HZ = 0.5;
/** Rhythm: lags of 0.12 to 0.36 s, in samples. */
const LAGS = [3, 9] as const;

/** What a window is judged by; swing and spread as logarithms to base 10 of g, the rate in 5 Hz, the turn of gravity in radians. */
export const SCRATCH_TERMS = [
  'swing',
  'swingSquared',
  'spread',
  'rate',
  'rateSquared',
  'rhythm',
  'fastBySlow',
  'peakShare',
  'oneAxis',
  'turn',
  'swingByTurn',
] as const;
export type ScratchTerm = (typeof SCRATCH_TERMS)[number];

export interface ScratchWindow {
  subject: string;
  /** Of the observer, without the place. */
  label: string;
  x: number[];
}

/** All windows on land of a recording that carry one label. */
export function scratchWindows({ subject, labels, block: { tMs, values } }: Recording): ScratchWindow[] {
  const windows: ScratchWindow[] = [];
  for (let from = 0; from + WINDOW < tMs.length; from += STEP) {
    if (tMs[from + WINDOW - 1]! - tMs[from]! > LONGEST_MS) continue;
    const label = mostCommon(labels.slice(from, from + WINDOW));
    if (!label?.startsWith('land/') || label === 'land/other') continue;
    const axes = [0, 1, 2].map((k) => Array.from({ length: WINDOW }, (_, i) => values[3 * (from + i) + k]!));
    windows.push({ subject, label: label.slice('land/'.length), x: termsOf(axes) });
  }
  return windows;
}

function mostCommon(labels: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  for (const [label, count] of counts) if (count >= LABEL_SHARE * labels.length) return label;
  return null;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each, 0) / values.length;
const log = (value: number): number => Math.log10(Math.max(1e-4, value));

/** In the order of SCRATCH_TERMS. The same however the tag is mounted. */
function termsOf(axes: readonly number[][]): number[] {
  const centred = axes.map((axis) => axis.map((value) => value - mean(axis)));
  const variances = centred.map((axis) => mean(axis.map((value) => value * value)));
  const variance = variances.reduce((sum, each) => sum + each, 0);
  const changes = axes.map((axis) => axis.slice(1).map((value, i) => value - axis[i]!));
  const changed = changes.reduce((sum, axis) => sum + mean(axis.map((value) => value * value)), 0);
  const swung = axes.reduce(
    (sum, axis) => sum + mean(axis.slice(LAGS[0]).map((value, i) => (value - axis[i]!) ** 2)),
    0,
  );
  const sizes = axes[0]!.map((x, i) => Math.hypot(x, axes[1]![i]!, axes[2]![i]!));
  const spread = Math.sqrt(mean(sizes.map((size) => (size - mean(sizes)) ** 2)));
  // As `oscillationHz` of lib/signal/recent-motion.ts.
  const rate = (Math.asin(Math.sqrt(Math.min(1, changed / (4 * variance || 1)))) * RATE_HZ) / Math.PI / 5;
  const swing = log(Math.sqrt(swung));
  const turn = turnOf(axes);
  const power = spectrum(centred);
  const band = (fromHz: number, toHz: number): number[] =>
    power.filter((_, i) => hzOf(i) >= fromHz && hzOf(i) < toHz);
  const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);
  const fast = band(...FAST_HZ);
  return [
    swing,
    swing * swing,
    log(spread),
    rate,
    rate * rate,
    rhythmOf(changes),
    log(sum(fast) / (sum(band(SLOWEST_HZ, FAST_HZ[0])) || 1)),
    Math.max(...fast) / (sum(power) || 1),
    Math.max(...variances) / (variance || 1),
    turn,
    swing * turn,
  ];
}

/** Angle between gravity in the first second and in the second, radians. */
function turnOf(axes: readonly number[][]): number {
  const first = axes.map((axis) => mean(axis.slice(0, WINDOW / 2)));
  const second = axes.map((axis) => mean(axis.slice(WINDOW / 2)));
  const along = first.reduce((sum, value, k) => sum + value * second[k]!, 0);
  return Math.acos(Math.max(-1, Math.min(1, along / (Math.hypot(...first) * Math.hypot(...second) || 1))));
}

const hzOf = (line: number): number => ((line + 1) * RATE_HZ) / WINDOW;

/** Power of all axes together at each line up to half the rate, with a Hann window. */
function spectrum(axes: readonly number[][]): number[] {
  return Array.from({ length: WINDOW / 2 }, (_, line) => {
    let power = 0;
    for (const axis of axes) {
      let real = 0;
      let imaginary = 0;
      for (const [i, value] of axis.entries()) {
        const turn = (2 * Math.PI * i) / WINDOW;
        const weighed = value * (0.5 - 0.5 * Math.cos(turn));
        real += weighed * Math.cos((line + 1) * turn);
        imaginary += weighed * Math.sin((line + 1) * turn);
      }
      power += real * real + imaginary * imaginary;
    }
    return power;
  });
}

/** The highest correlation of the changes with what they were a moment earlier, −1…1. */
function rhythmOf(changes: readonly number[][]): number {
  let best = -1;
  for (let lag = LAGS[0]; lag <= LAGS[1]; lag++) {
    let cross = 0;
    let here = 0;
    let there = 0;
    for (const axis of changes)
      for (let i = lag; i < axis.length; i++) {
        cross += axis[i]! * axis[i - lag]!;
        here += axis[i]! ** 2;
        there += axis[i - lag]! ** 2;
      }
    best = Math.max(best, cross / Math.sqrt(here * there || 1));
  }
  return best;
}
