import { describe, expect, it } from 'vitest';
import type { MotionSample } from '../../../lib/signal/sample-block';
import { SlotTrack } from '../../../lib/signal/slot-track';

function taken(track: SlotTrack): [slot: number, value: number][] {
  const all: [number, number][] = [];
  for (; !track.isEmpty; track.next()) all.push([track.slot, track.x]);
  return all;
}

const at = (tMs: number, x: number, y = 0, z = 0): MotionSample => ({ tMs, x, y, z });

describe('SlotTrack', () => {
  it('averages each 40 ms, and keeps the slot that is not complete', () => {
    const track = new SlotTrack(1);
    for (const [t, value] of [
      [0, 1],
      [20, 3],
      [40, 5],
      [60, 7],
      [80, 9],
    ] as const)
      track.push(at(t, value));
    expect(taken(track)).toEqual([
      [0, 2],
      [1, 6],
    ]);
  });

  it('repeats a value between slow samples, and has nothing in a hole', () => {
    const track = new SlotTrack(1);
    for (const t of [0, 120, 1_000, 1_040]) track.push(at(t, t));
    expect(taken(track)).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
      [3, 120],
      [25, 1_000],
    ]);
  });

  it('takes a clock that leaps by years in its stride', () => {
    const track = new SlotTrack(3);
    track.push(at(0, 1, 2, 3));
    track.push(at(1e12, 4, 5, 6));
    track.push(at(1e12 + 40, 4, 5, 6));
    expect([track.slot, track.z]).toEqual([0, 3]);
    track.next();
    expect([track.slot, track.x]).toEqual([2.5e10, 4]);
  });

  it('keeps its order over thousands of slots, taken late or at once', () => {
    const late = new SlotTrack(1);
    const soon = new SlotTrack(1);
    const seen: [number, number][] = [];
    for (let t = 0; t < 200_000; t += 40) {
      late.push(at(t, t));
      soon.push(at(t, t));
      seen.push(...taken(soon));
    }
    expect(taken(late)).toEqual(seen);
    expect(seen).toHaveLength(4_999);
    expect(seen.every(([slot, value]) => value === 40 * slot)).toBe(true);
  });

  it('keeps no more than it is told to where nobody takes from it, and goes on from there', () => {
    const most = 1500;
    const track = new SlotTrack(3, most);
    const hourMs = 3_600_000;
    for (let t = 0; t < hourMs; t += 20) track.push(at(t, t));
    expect(track.length).toBe(most);
    const [first, ...rest] = taken(track);
    const lastSlot = hourMs / 40 - 2;
    expect(first![0]).toBe(lastSlot - most + 1);
    expect(rest.at(-1)).toEqual([lastSlot, lastSlot * 40 + 10]);
  });
});
