import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findTapsInSound } from '../../../lib/signal/find-taps-in-sound';
import type { ThreeTaps } from '../../../lib/signal/find-three-taps';
import { SoundEnvelope } from '../../../lib/signal/sound-envelope';
import { seeded } from '../../support/synthetic-trace';

/** Synthetic sounds: none was recorded. Each adds to `sound`. */
type Add = (sound: Float32Array, rateHz: number) => void;

/** Hiss of this level (root of the mean square), as of a microphone or wind. */
const hiss =
  (level: number, seed = 1): Add =>
  (sound) => {
    const random = seeded(seed);
    for (let i = 0; i < sound.length; i++) sound[i]! += level * Math.sqrt(3) * (2 * random() - 1);
  };

/** Clicks of a finger on plastic: noise that dies away within some ms. */
const clicks =
  (atS: readonly number[], level = 0.3, seed = 2): Add =>
  (sound, rateHz) => {
    const random = seeded(seed);
    for (const at of atS) {
      const from = Math.round(at * rateHz);
      for (let i = 0; i < 0.02 * rateHz && from + i < sound.length; i++)
        sound[from + i]! += level * Math.exp(-i / (0.004 * rateHz)) * (2 * random() - 1);
    }
  };

/** Steps: dull thuds with some grit, in a gait's beat. */
const steps =
  (everyS: number, level = 0.3): Add =>
  (sound, rateHz) => {
    const random = seeded(3);
    for (let at = 0.13; at < sound.length / rateHz; at += everyS * (0.97 + 0.06 * random())) {
      const from = Math.round(at * rateHz);
      for (let i = 0; i < 0.12 * rateHz && from + i < sound.length; i++) {
        const dies = Math.exp(-i / (0.03 * rateHz));
        const grit = 0.5 * (2 * random() - 1);
        sound[from + i]! += level * dies * (Math.sin((2 * Math.PI * 90 * i) / rateHz) + grit);
      }
    }
  };

/** Bursts like a talk's: syllables that swell and fade, some of them hissing. */
const talk =
  (level = 0.2, seed = 4): Add =>
  (sound, rateHz) => {
    const random = seeded(seed);
    let at = 0;
    while (at < sound.length / rateHz) {
      const lengthS = 0.08 + 0.2 * random();
      const pitchHz = 120 + 100 * random();
      const hissing = random() < 0.3 ? 0.4 : 0.03;
      const from = Math.round(at * rateHz);
      const n = Math.round(lengthS * rateHz);
      for (let i = 0; i < n && from + i < sound.length; i++) {
        const swell = Math.sin((Math.PI * i) / n) ** 2;
        let voice = 0;
        for (let k = 1; k < 20; k++) voice += Math.sin((2 * Math.PI * pitchHz * k * i) / rateHz) / k;
        sound[from + i]! += level * swell * (0.4 * voice + hissing * (2 * random() - 1));
      }
      at += lengthS + (random() < 0.2 ? 0.5 : 0.05) * random();
    }
  };

/** Each sound comes back from walls, some ms later. */
const echo =
  (delaysMs: readonly number[], share: number): Add =>
  (sound, rateHz) => {
    const dry = sound.slice();
    for (const [k, ms] of delaysMs.entries())
      for (let i = Math.round((ms / 1000) * rateHz), j = 0; i < sound.length; i++, j++)
        sound[i]! += share ** (k + 1) * dry[j]!;
  };

const clipped =
  (gain: number): Add =>
  (sound) => {
    for (let i = 0; i < sound.length; i++) sound[i] = Math.max(-1, Math.min(1, gain * sound[i]!));
  };

function hear(seconds: number, adds: readonly Add[], { rateHz = 48_000, pieceS = 0.0213, fromS = 0 } = {}) {
  const sound = new Float32Array(Math.round(seconds * rateHz));
  for (const add of adds) add(sound, rateHz);
  const envelope = new SoundEnvelope();
  const piece = Math.round(pieceS * rateHz);
  // Times as WebM has them: whole milliseconds.
  for (let i = 0; i < sound.length; i += piece)
    envelope.push(sound.subarray(i, i + piece), rateHz, fromS + Math.round((1000 * i) / rateHz) / 1000);
  return envelope.levelsDb;
}

const BEAT = [0, 430, 910];
/** Felt by a tag of 100 Hz: at the sample after. */
const felt = (atMs: number, beat = BEAT): ThreeTaps => ({
  tMs: beat.map((ms) => Math.ceil((atMs + ms) / 10) * 10) as unknown as ThreeTaps['tMs'],
  strengthG: 3,
  withinMs: 10,
});
const heardAt = (s: number, beat = BEAT): number[] => beat.map((ms) => s + ms / 1000);
/** The walk is at 60 s as the first tap is felt, the sound at 12.3 s as it is heard. */
const FELT = [felt(60_000)];
const SOUND_S = 12.3;
const START_MS = 60_000 - 12_300;
const taps = clicks(heardAt(SOUND_S));

function expectFound(levelsDb: Float32Array, gestures = FELT, startMs = START_MS): void {
  const found = findTapsInSound(levelsDb, gestures);
  expect(found.kind).toBe('found');
  if (found.kind === 'found') expect(Math.abs(found.taps.startMs - startMs)).toBeLessThan(8);
}

describe('three taps in a synthetic sound', () => {
  it.each([
    ['hiss', [hiss(0.002)]],
    ['no other sound at all', []],
    ['wind', [hiss(0.03)]],
    ['steps', [hiss(0.002), steps(0.55, 0.03)]],
    ['a talk further off', [hiss(0.002), talk(0.1)]],
    ['a room that echoes', [hiss(0.002), echo([37, 61, 113], 0.5)]],
    ['a microphone that clips', [hiss(0.002), clipped(12)]],
  ] as [string, Add[]][])('are found in %s', (_, others) => {
    expectFound(hear(40, [taps, ...others]));
  });

  it.each([8000, 16_000, 44_100, 48_000, 96_000])('are found at %i Hz', (rateHz) => {
    expectFound(hear(20, [taps, hiss(0.002)], { rateHz }));
  });

  it('are found where the sound begins late or has a hole', () => {
    expectFound(hear(20, [taps, hiss(0.002)], { fromS: 2.5 }), FELT, START_MS - 2500);
    const envelope = new SoundEnvelope();
    const rateHz = 48_000;
    const sound = new Float32Array(20 * rateHz);
    for (const add of [hiss(0.002), taps]) add(sound, rateHz);
    envelope.push(sound.subarray(0, 5 * rateHz), rateHz, -0.044);
    envelope.push(sound.subarray(7 * rateHz), rateHz, 7);
    expectFound(envelope.levelsDb);
  });

  it.each([
    ['silence', []],
    ['hiss', [hiss(0.01)]],
    ['steps in the same beat', [hiss(0.002), steps(0.455)]],
    ['two taps', [hiss(0.002), clicks([12.3, 12.73])]],
    ['taps in another beat', [hiss(0.002), clicks(heardAt(12.3, [0, 520, 910]))]],
    ['a slower beat', [hiss(0.002), clicks(heardAt(12.3, [0, 480, 1010]))]],
    ['four in a row', [hiss(0.002), clicks(heardAt(12.3, [0, 430, 910, 1350]))]],
  ] as [string, Add[]][])('are not found in %s', (_, sounds) => {
    expect(findTapsInSound(hear(30, sounds), FELT)).toEqual({ kind: 'none' });
  });

  it('are never taken to be found in talk that has none', () => {
    for (let seed = 10; seed < 18; seed++) {
      const levelsDb = hear(60, [hiss(0.002), talk(0.2, seed)], { rateHz: 16_000 });
      expect(findTapsInSound(levelsDb, FELT).kind).not.toBe('found');
    }
  });

  it('are not chosen among places that are as good, which are told', () => {
    const twice = hear(40, [hiss(0.002), taps, clicks(heardAt(25), 0.25, 5)]);
    const heard = findTapsInSound(twice, FELT);
    expect(heard.kind).toBe('several');
    if (heard.kind === 'several')
      expect(heard.taps.map(({ soundS }) => soundS).sort((a, b) => a - b)).toEqual([
        expect.closeTo(12.3, 1),
        expect.closeTo(25, 1),
      ]);
    // The walk felt both: that the two agree settles it.
    expectFound(twice, [FELT[0]!, felt(72_700)]);
  });

  it('are not found where there is no sound, or no tag felt any', () => {
    expect(findTapsInSound(new Float32Array(), FELT)).toEqual({ kind: 'none' });
    expect(findTapsInSound(hear(20, [taps]), [])).toEqual({ kind: 'none' });
    const envelope = new SoundEnvelope();
    envelope.push(new Float32Array(100).fill(NaN), 48_000, 0);
    envelope.push(new Float32Array(100), NaN, 1);
    envelope.push(new Float32Array(100), 48_000, Infinity);
    expect(envelope.levelsDb.every((level) => Number.isFinite(level))).toBe(true);
    expect(envelope.heardS).toBeLessThan(0.01);
  });

  it('are found wherever they are, in any beat, at any loudness from a whisper on', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 600, max: 17_000 }),
        fc.integer({ min: 200, max: 700 }),
        fc.double({ min: 0.8, max: 1.25, noNaN: true }),
        fc.double({ min: 0.02, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 1e6 }),
        (atMs, firstMs, uneven, level, walkMs) => {
          const beat = [0, firstMs, Math.round(firstMs * (1 + uneven))];
          const sounds = [hiss(0.001), clicks(heardAt(atMs / 1000, beat), level)];
          expectFound(hear(20, sounds, { rateHz: 16_000 }), [felt(walkMs, beat)], walkMs - atMs);
        },
      ),
      { numRuns: 60 },
    );
  });
});
