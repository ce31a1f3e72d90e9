import { bisectLeft } from 'd3-array';
import type { ThreeTaps } from './find-three-taps';
import { HOP_S } from './sound-envelope';

/** Three clicks in a sound that came in the beat of three taps on the tag. */
export interface HeardTaps {
  /** The first of them in the sound, s. */
  soundS: number;
  /** Walk time of the sound's time zero, ms. */
  startMs: number;
  /** By how much they stand out from what is around them, dB. */
  contrastDb: number;
}

/** What was heard: one place, none, or several that are nearly as likely, best first. */
export type TapsInSound =
  { kind: 'found'; taps: HeardTaps } | { kind: 'none' } | { kind: 'several'; taps: HeardTaps[] };

/** A click rises by this much within two hops, dB. Ours: a voice rises more slowly. */
const LEAST_RISE_DB = 9;
/** It rises from the loudest of the time before, of so many hops, but for the last two. */
const BEFORE_HOPS = 15;
const EDGE_HOPS = 2;
/** Its peak comes within so many hops. */
const PEAK_HOPS = 6;
/** A click rings and echoes for this long, s: what comes in that time is no other one. Ours. */
const RING_S = 0.15;
/** Clicks nearer than this are one, s. */
const SAME_S = 0.03;
/**
 * Two taps are heard as far apart as they were felt, but for a sample of the tag at either end and this, s: of how a tag's
 * case swings and a click's rise. Ours.
 */
const BEAT_S = 0.008;
/** Around the three nothing as loud is heard, s, nor for a beat and a quarter: a gait, a clatter and a talk go on. */
const QUIET_S = 0.6;
const QUIET_BEATS = 1.25;
/** A click is this far above the level around, dB, and the weakest of the three above all else around. Ours. */
const LEAST_STRENGTH_DB = 12;
const LEAST_CONTRAST_DB = 6;
/** Another place that is nearly as good is no worse by more than this, dB. Ours. */
const AMBIGUOUS_DB = 6;
/** Finds that put the sound's start so near to each other say the same, ms. */
const SAME_START_MS = 60;
/** Level around: the median of so much on either side, s, anew every so often. */
const AROUND_S = 1.5;
const AROUND_STEP_S = 0.5;

/**
 * Taps on the tag, heard: three sharp clicks in the beat in which the tag felt them, louder than all that is around them. The
 * two distances of a tap to the next are what tells them from other clicks. It cannot tell a tap from a clap in the same beat.
 * @param levelsDb of a `SoundEnvelope`
 * @param felt three taps that the tag felt, walk time
 */
export function findTapsInSound(levelsDb: Float32Array, felt: readonly ThreeTaps[]): TapsInSound {
  const clicks = clicksOf(levelsDb);
  const places: HeardTaps[] = [];
  for (const taps of felt) for (const heard of inBeat(clicks, taps)) addPlace(places, heard);
  places.sort((a, b) => b.contrastDb - a.contrastDb);
  const [best] = places;
  if (!best) return { kind: 'none' };
  const likely = places.filter(({ contrastDb }) => best.contrastDb - contrastDb < AMBIGUOUS_DB);
  return likely.length === 1 ? { kind: 'found', taps: best } : { kind: 'several', taps: likely };
}

/** Two gestures that agree on when the sound began count together, for one place; of one gesture the better find counts. */
function addPlace(places: HeardTaps[], heard: HeardTaps): void {
  const same = places.find(({ startMs }) => Math.abs(startMs - heard.startMs) < SAME_START_MS);
  if (!same) places.push({ ...heard });
  else if (Math.abs(same.soundS - heard.soundS) > RING_S) same.contrastDb += heard.contrastDb;
  else if (heard.contrastDb > same.contrastDb) Object.assign(same, heard);
}

interface Click {
  /** s */
  atS: number;
  /** Above the level around, dB. */
  strengthDb: number;
}

function* inBeat(clicks: readonly Click[], { tMs, withinMs }: ThreeTaps): Generator<HeardTaps> {
  const times = clicks.map(({ atS }) => atS);
  const beatS = BEAT_S + withinMs / 1000;
  const near = (atS: number): Click[] =>
    clicks.slice(bisectLeft(times, atS - beatS), bisectLeft(times, atS + beatS));
  const firstS = (tMs[1] - tMs[0]) / 1000;
  const bothS = (tMs[2] - tMs[0]) / 1000;
  for (const a of clicks)
    for (const b of near(a.atS + firstS))
      for (const c of near(a.atS + bothS)) {
        if (Math.abs(c.atS - b.atS - (bothS - firstS)) > beatS) continue;
        const three = [a, b, c];
        const weakestDb = Math.min(...three.map(({ strengthDb }) => strengthDb));
        const contrastDb = weakestDb - loudestElse(three);
        if (contrastDb < LEAST_CONTRAST_DB) continue;
        const apartMs = three.map(({ atS }, i) => tMs[i]! - withinMs / 2 - 1000 * atS);
        const startMs = apartMs.reduce((sum, ms) => sum + ms, 0) / 3;
        yield { soundS: a.atS, startMs, contrastDb };
      }

  function loudestElse(three: readonly Click[]): number {
    let loudestDb = 0;
    const quietS = Math.max(QUIET_S, QUIET_BEATS * Math.max(firstS, bothS - firstS));
    const end = three[2]!.atS + quietS;
    for (let i = bisectLeft(times, three[0]!.atS - quietS); i < clicks.length && times[i]! <= end; i++) {
      const isTheirs = three.some(({ atS }) => times[i]! > atS - SAME_S && times[i]! < atS + RING_S);
      if (!isTheirs) loudestDb = Math.max(loudestDb, clicks[i]!.strengthDb);
    }
    return loudestDb;
  }
}

function clicksOf(levelsDb: Float32Array): Click[] {
  const clicks: Click[] = [];
  const around = levelAround(levelsDb);
  // At the very beginning nothing is before: it is not known whether it rises.
  for (let i = BEFORE_HOPS; i < levelsDb.length; i++) {
    let beforeDb = -Infinity;
    for (let j = i - BEFORE_HOPS; j < i - EDGE_HOPS; j++) beforeDb = Math.max(beforeDb, levelsDb[j]!);
    if (levelsDb[i]! - beforeDb < LEAST_RISE_DB) continue;
    let peakDb = levelsDb[i]!;
    for (let j = i; j < Math.min(levelsDb.length, i + PEAK_HOPS); j++)
      peakDb = Math.max(peakDb, levelsDb[j]!);
    const strengthDb = peakDb - around(i);
    if (strengthDb < LEAST_STRENGTH_DB) continue;
    const atS = i * HOP_S;
    const last = clicks.at(-1);
    if (last && atS - last.atS < SAME_S) last.strengthDb = Math.max(last.strengthDb, strengthDb);
    else clicks.push({ atS, strengthDb });
  }
  return clicks;
}

/** Median level around a hop, dB. */
function levelAround(levelsDb: Float32Array): (hop: number) => number {
  const step = Math.round(AROUND_STEP_S / HOP_S);
  const half = Math.round(AROUND_S / HOP_S);
  // Each fourth hop is enough for a median of three seconds, and sorted in a fourth of the time.
  const sparse = Float32Array.from({ length: Math.ceil(levelsDb.length / 4) }, (_, i) => levelsDb[4 * i]!);
  const medians = Float32Array.from({ length: Math.ceil(levelsDb.length / step) }, (_, block) => {
    const middle = Math.round(((block + 0.5) * step) / 4);
    const part = sparse.slice(Math.max(0, middle - half / 4), middle + half / 4).sort();
    return part[part.length >> 1] ?? 0;
  });
  return (hop) => medians[Math.floor(hop / step)]!;
}
