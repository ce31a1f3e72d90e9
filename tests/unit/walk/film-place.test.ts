import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guessFilmStart, isFilmed, mediaSOf, walkMsOf } from '../../../lib/walk/film-place';
import { frameNow, FrameLength } from '../../../lib/walk/frame-length';

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
    for (let i = 0; i < 20; i++) length.push(i / 25, i);
    // At high speed frames are left out; a seek goes far.
    for (let i = 0; i < 20; i++) length.push(1 + (4 * i) / 25, 30 + 2 * i);
    length.push(90, 71);
    expect(length.lengthS).toBeCloseTo(1 / 25, 9);
  });
});

describe('the frame on the screen', () => {
  it('is the one that was told of, until the next is due', () => {
    expect(frameNow(2, 0, 1, 0.04)).toBe(2);
    expect(frameNow(2, 39, 1, 0.04)).toBe(2);
    expect(frameNow(2, 40, 1, 0.04)).toBeCloseTo(2.04, 9);
  });

  it('is some frames on at high speed, one turn of the screen later', () => {
    expect(frameNow(2, 16.7, 8, 1 / 30)).toBeCloseTo(2 + 4 / 30, 9);
  });

  it('never runs on and on, nor backwards', () => {
    const ms = fc.double({ min: -1000, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(ms, fc.constantFrom(0.25, 1, 2, 4, 8, 16), (sinceMs, speed) => {
        const on = frameNow(2, sinceMs, speed, 1 / 30) - 2;
        expect(on).toBeGreaterThanOrEqual(0);
        expect(on).toBeLessThanOrEqual(0.05 * speed + 1e-9);
      }),
    );
  });
});
