import { bisectLeft } from 'd3-array';

/** Three taps on the tag, one after the other. */
export interface ThreeTaps {
  /** Time of each, ms. */
  tMs: readonly [number, number, number];
  /** Least of the three, g beyond gravity. */
  strengthG: number;
  /** Each was up to so much before its time: from a sample to the next, ms. */
  withinMs: number;
}

type Axes = readonly [x: Float32Array, y: Float32Array, z: Float32Array];

const GRAVITY_G = 1;
/** A tap is this much more or less than gravity, g. Ours: beyond a cat's steps, well below a flick of a finger. */
const LEAST_G = 0.8;
/** Samples beyond the bound that are nearer than this belong to one spike, ms: the tag rings. Ours. */
const RING_MS = 120;
/** A longer spike is a shake, not a tap, ms. Ours. */
const LONGEST_MS = 160;
/** Two taps are this far apart, ms. */
const APART_MS = { least: 200, most: 1000 };
/** How unlike the two distances may be: taps come in a beat. */
const MOST_UNEVEN = 1.6;
/** Around the three nothing else taps, ms: steps and shakes go on. */
const QUIET_MS = 600;
/** A cat that is held or stands still moves the tag by less than this, g. Ours, as is the share of such samples around. */
const CALM_G = 0.25;
const LEAST_CALM = 0.9;

/**
 * Three sharp spikes of acceleration, 0.2–1 s apart, alone, on a cat that is held or stands still. Found in samples of 50 Hz
 * and more; a slower tag may miss a tap. What looks alike is offered too: the owner chooses.
 * @param tMs times, rising, ms
 * @param axes acceleration along x, y, z, g
 */
export function findThreeTaps(tMs: Float64Array, axes: Axes): ThreeTaps[] {
  const spikes = spikesOf(tMs, axes);
  const found: ThreeTaps[] = [];
  for (let i = 0; i + 2 < spikes.length; i++) {
    const [a, b, c] = [spikes[i]!, spikes[i + 1]!, spikes[i + 2]!];
    if ([a, b, c].some(({ tMs: startMs, endMs }) => endMs - startMs > LONGEST_MS)) continue;
    const first = b.tMs - a.tMs;
    const second = c.tMs - b.tMs;
    if (Math.min(first, second) < APART_MS.least || Math.max(first, second) > APART_MS.most) continue;
    if (Math.max(first, second) > MOST_UNEVEN * Math.min(first, second)) continue;
    const before = spikes[i - 1]?.tMs ?? -Infinity;
    const after = spikes[i + 3]?.tMs ?? Infinity;
    if (a.tMs - before < QUIET_MS || after - c.tMs < QUIET_MS) continue;
    if (calmShare(tMs, axes, [a, b, c]) < LEAST_CALM) continue;
    found.push({
      tMs: [a.tMs, b.tMs, c.tMs],
      strengthG: Math.min(a.sizeG, b.sizeG, c.sizeG),
      withinMs: Math.max(a.sinceMs, b.sinceMs, c.sinceMs),
    });
  }
  return found;
}

/** Share of the samples around and between taps, but for the taps themselves, in which the tag is at rest. */
function calmShare(tMs: Float64Array, axes: Axes, taps: readonly Spike[]): number {
  const fromMs = taps[0]!.tMs - QUIET_MS;
  const toMs = taps.at(-1)!.endMs + QUIET_MS;
  let calm = 0;
  let all = 0;
  for (let i = bisectLeft(tMs, fromMs); i < tMs.length && tMs[i]! <= toMs; i++) {
    const rings = taps.some((tap) => tMs[i]! > tap.tMs - RING_MS / 2 && tMs[i]! < tap.endMs + RING_MS);
    if (rings) continue;
    all++;
    if (beyondGravityG(axes, i) < CALM_G) calm++;
  }
  return all === 0 ? 0 : calm / all;
}

function beyondGravityG([x, y, z]: Axes, i: number): number {
  return Math.abs(Math.hypot(x[i]!, y[i]!, z[i]!) - GRAVITY_G);
}

interface Spike {
  /** Its first and last sample beyond the bound. */
  tMs: number;
  endMs: number;
  /** From the sample before its first one, ms. */
  sinceMs: number;
  sizeG: number;
}

function spikesOf(tMs: Float64Array, axes: Axes): Spike[] {
  const spikes: Spike[] = [];
  for (let i = 0; i < tMs.length; i++) {
    const sizeG = beyondGravityG(axes, i);
    // NaN, a missing sample, is no spike.
    if (!(sizeG >= LEAST_G)) continue;
    const last = spikes.at(-1);
    if (last && tMs[i]! - last.endMs < RING_MS) {
      last.endMs = tMs[i]!;
      last.sizeG = Math.max(last.sizeG, sizeG);
    } else spikes.push({ tMs: tMs[i]!, endMs: tMs[i]!, sinceMs: tMs[i]! - (tMs[i - 1] ?? tMs[i]!), sizeG });
  }
  return spikes;
}
