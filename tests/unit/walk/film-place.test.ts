import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guessFilmStart, isFilmed, mediaSOf, walkMsOf } from '../../../lib/walk/film-place';
import { FrameLength, frameNow, TurnLength } from '../../../lib/walk/frame-length';

const WALK = { startedAtMs: Date.UTC(2026, 2, 14, 16, 5), durationMs: 600_000 };
const at = (minutes: number): number => WALK.startedAtMs + 60_000 * minutes;
const MINUTE = 60_000;

describe('when a film began', () => {
  it('is told by the date inside the file, which is of its start', () => {
    const film = { durationMs: 2 * MINUTE, createdAtMs: at(3), savedAtMs: at(500) };
    expect(guessFilmStart(film, WALK)).toEqual({ startedAtMs: at(3), clock: 'start-in-file' });
  });

  it('or of its end, where only so it lies within the walk', () => {
    const film = { durationMs: 4 * MINUTE, createdAtMs: at(11), savedAtMs: at(500) };
    expect(guessFilmStart(film, WALK)).toEqual({ startedAtMs: at(7), clock: 'end-in-file' });
  });

  it('is told by when the file was saved, where it says nothing itself', () => {
    const film = { durationMs: 4 * MINUTE, createdAtMs: null, savedAtMs: at(9) };
    expect(guessFilmStart(film, WALK)).toEqual({ startedAtMs: at(5), clock: 'saved' });
  });

  it('is laid at the walk’s start where no clock agrees', () => {
    const film = { durationMs: 4 * MINUTE, createdAtMs: at(-5000), savedAtMs: at(5000) };
    expect(guessFilmStart(film, WALK)).toEqual({ startedAtMs: at(0), clock: 'by-walk-start' });
  });

  it('always touches the walk', () => {
    const ms = fc.integer({ min: -1e9, max: 1e9 });
    fc.assert(
      fc.property(fc.option(ms), ms, fc.integer({ min: 1, max: 1e7 }), (created, saved, durationMs) => {
        const createdAtMs = created === null ? null : WALK.startedAtMs + created;
        const film = { durationMs, createdAtMs, savedAtMs: WALK.startedAtMs + saved };
        const startMs = guessFilmStart(film, WALK).startedAtMs - WALK.startedAtMs;
        expect(startMs).toBeLessThan(WALK.durationMs);
        expect(startMs + durationMs).toBeGreaterThan(0);
      }),
    );
  });
});

describe('a film beside a walk', () => {
  const place = { startMs: -4000, durationMs: 10_000 };

  it('shows what lies within it', () => {
    expect([-4001, -4000, 0, 5999, 6000].map((ms) => isFilmed(place, ms))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  });

  it('has one time in both', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e7, max: 1e7, noNaN: true }), (ms) => {
        expect(walkMsOf(place, mediaSOf(place, ms))).toBeCloseTo(ms, 6);
      }),
    );
  });
});

describe('the length of a frame', () => {
  it('is that of most phones before any was seen', () => {
    expect(new FrameLength().lengthS).toBe(1 / 30);
  });

  it('is measured by frames that follow each other, whatever is left out between them', () => {
    const length = new FrameLength();
    // Times in a file are rounded to the millisecond.
    for (let i = 0; i < 20; i++) length.push(Math.round((1000 * i) / 30) / 1000, 1);
    expect(Math.abs(length.lengthS - 1 / 30)).toBeLessThan(0.001);
    // A busy machine leaves out every third; a seek goes far; at high speed most are left out.
    for (let i = 0; i < 30; i++) if (i % 3 > 0) length.push(5 + i / 30, 1);
    length.push(90, 1);
    for (let i = 0; i < 60; i++) length.push(91 + (4 * i) / 30, 8);
    expect(Math.abs(length.lengthS - 1 / 30)).toBeLessThan(0.001);
  });
});

describe('the frame on the screen', () => {
  const turnMs = 1000 / 60;
  const film = { mediaS: 2, sinceMs: 0, turnMs, clockS: 2, speed: 1, lengthS: 0.04 };

  it('is the one that was told of, until the next is due', () => {
    expect(frameNow(film)).toBe(2);
    expect(frameNow({ ...film, sinceMs: 39, clockS: 2.039 })).toBe(2);
    expect(frameNow({ ...film, sinceMs: 3 * turnMs, clockS: 2.05 })).toBeCloseTo(2.04, 9);
  });

  it('is some frames on at high speed, one turn of the screen later', () => {
    const fast = { ...film, clockS: 2.1, speed: 8, lengthS: 1 / 30 };
    expect(frameNow({ ...fast, sinceMs: 10 })).toBe(2);
    // Anywhere within the turn.
    for (const sinceMs of [16.5, 22, 30]) expect(frameNow({ ...fast, sinceMs })).toBeCloseTo(2 + 4 / 30, 9);
    // A file's times are rounded, so a frame is measured a little longer or shorter.
    expect(frameNow({ ...fast, sinceMs: 17, lengthS: 0.034 })).toBeCloseTo(2.136, 9);
  });

  it('stays where a film has stopped to think', () => {
    expect(frameNow({ ...film, sinceMs: 5000, clockS: 2.01 })).toBe(2);
  });

  it('never runs beyond the film’s clock by more than a turn of the screen, nor backwards', () => {
    const ms = fc.double({ min: -1000, max: 1e6, noNaN: true });
    const clock = fc.double({ min: 0, max: 10, noNaN: true });
    fc.assert(
      fc.property(ms, clock, fc.constantFrom(0.25, 1, 2, 4, 8, 16), (sinceMs, clockS, speed) => {
        const shownS = frameNow({ ...film, sinceMs, clockS, speed });
        expect(shownS).toBeGreaterThanOrEqual(2);
        // A nearly whole frame counts as one.
        expect(shownS).toBeLessThanOrEqual(Math.max(2, clockS + speed / 60) + 0.15 * film.lengthS + 1e-6);
      }),
    );
  });
});

describe('the turn of the screen', () => {
  it('is that of a usual screen at first, and then what it is, whatever a busy page leaves out', () => {
    const turns = new TurnLength();
    expect(turns.lengthMs).toBeCloseTo(16.667, 3);
    for (let i = 0; i < 60; i++) if (i % 5 !== 0) turns.push((i * 1000) / 144);
    expect(turns.lengthMs).toBeCloseTo(1000 / 144, 6);
  });
});
