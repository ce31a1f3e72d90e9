import { describe, expect, it } from 'vitest';
import { BETWEEN_WALKS_MS, splitLog } from '../../../lib/app/split-log';
import type { Frame } from '../../../lib/tag/frame';

const FORMATS = [{ kind: 'tension', rateHz: 10, unitPerCount: 0.02 }] as const;
const NOW = { deviceMs: 5_000_000, wallMs: Date.UTC(2026, 4, 1, 12) };

/** A second of pull. */
const pull = (seq: number, tMs: number): Frame => ({
  kind: 'tension',
  seq,
  tMs: tMs >>> 0,
  counts: new Int16Array(10),
});
const press = (seq: number, tMs: number): Frame => ({
  kind: 'note',
  seq,
  tMs,
  code: 'button',
  bytes: new Uint8Array(),
});

describe('splitLog', () => {
  it('is one walk, at the time when it was walked, in the order of its making', () => {
    const walks = splitLog([pull(2, 1_002_000), pull(0, 1_000_000), press(1, 1_001_500)], FORMATS, NOW);
    expect(walks).toHaveLength(1);
    expect(walks[0]!.startedAtMs).toBe(NOW.wallMs - 4_000_000);
    expect(walks[0]!.frames.map(({ frame, tMs }) => [frame.seq, tMs])).toEqual([
      [0, 0],
      [1, 1_500],
      [2, 2_000],
    ]);
  });

  it('is two walks where the tag was silent for long, and one where it was not', () => {
    const end = 1_000_000 + 1_000;
    const split = (laterMs: number) => splitLog([pull(0, 1_000_000), pull(1, laterMs)], FORMATS, NOW);
    expect(split(end + BETWEEN_WALKS_MS)).toHaveLength(1);
    const two = split(end + BETWEEN_WALKS_MS + 1);
    expect(two.map(({ startedAtMs }) => startedAtMs - NOW.wallMs)).toEqual([
      -4_000_000,
      end + BETWEEN_WALKS_MS + 1 - NOW.deviceMs,
    ]);
    expect(two[1]!.frames[0]!.tMs).toBe(0);
  });

  it('makes no walk of notes alone', () => {
    expect(splitLog([press(0, 1_000_000)], FORMATS, NOW)).toEqual([]);
    expect(splitLog([], FORMATS, NOW)).toEqual([]);
  });

  it('goes across the wrap of the tag’s clock', () => {
    const clock = { deviceMs: 3_000, wallMs: NOW.wallMs };
    const [walk] = splitLog([pull(0, 2 ** 32 - 2_000), pull(1, 2 ** 32 - 1_000), pull(2, 0)], FORMATS, clock);
    expect(walk!.frames.map(({ tMs }) => tMs)).toEqual([0, 1_000, 2_000]);
    expect(walk!.startedAtMs).toBe(NOW.wallMs - 5_000);
  });
});
