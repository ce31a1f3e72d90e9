import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_FRAME_SAMPLES, paceFrames, toDeviceMs } from '../../../lib/tag/pace-frames';

const TENSION = { kind: 'tension', rateHz: 80, toleranceMs: 2 } as const;
const ACCEL = { kind: 'accel', rateHz: 50, toleranceMs: 2 } as const;

describe('paceFrames', () => {
  it('keeps samples that keep the pace in one frame, without copying them', () => {
    const counts = Int16Array.of(1, 2, 3);
    const frames = paceFrames(TENSION, [1000.2, 1012.9, 1025.1], counts);
    expect(frames).toEqual([{ kind: 'tension', tMs: 1000, counts }]);
    expect(frames[0]!.counts).toBe(counts);
  });

  it('begins a new frame where a sample is off the pace', () => {
    expect(paceFrames(TENSION, [0, 12.5, 40, 52.5], Int16Array.of(1, 2, 3, 4))).toEqual([
      { kind: 'tension', tMs: 0, counts: Int16Array.of(1, 2) },
      { kind: 'tension', tMs: 40, counts: Int16Array.of(3, 4) },
    ]);
  });

  it('gives samples of a much slower stream a frame each', () => {
    const frames = paceFrames(TENSION, [0, 100, 200], Int16Array.of(1, 2, 3));
    expect(frames.map(({ tMs }) => tMs)).toEqual([0, 100, 200]);
  });

  it('cuts long stretches and leaves a sample that is not whole out', () => {
    const times = Array.from({ length: 40 }, (_, i) => i * 20);
    const frames = paceFrames(ACCEL, times, new Int16Array(40 * 3));
    expect(frames.map(({ counts }) => counts.length / 3)).toEqual([MAX_FRAME_SAMPLES, 9]);
    expect(paceFrames(ACCEL, [0, 20], Int16Array.of(1, 2, 3, 4))).toEqual([
      { kind: 'accel', tMs: 0, counts: Int16Array.of(1, 2, 3) },
    ]);
    expect(paceFrames(ACCEL, [], new Int16Array(0))).toEqual([]);
  });

  it('keeps every sample in order, and no sample off its own time by more than the tolerance', () => {
    const steps = fc.array(fc.double({ min: 0, max: 40, noNaN: true }), { maxLength: 100 });
    fc.assert(
      fc.property(steps, (stepsMs) => {
        let atMs = 0;
        const times = stepsMs.map((stepMs) => (atMs += stepMs));
        const counts = Int16Array.from(times, (_, i) => i);
        const frames = paceFrames(TENSION, times, counts);
        expect(frames.flatMap((frame) => [...frame.counts])).toEqual([...counts]);
        for (const frame of frames)
          frame.counts.forEach((sample, i) => {
            const off = frame.tMs + (i * 1000) / TENSION.rateHz - times[sample]!;
            expect(Math.abs(off)).toBeLessThanOrEqual(TENSION.toleranceMs + 0.5 + 1e-9);
          });
      }),
    );
  });

  it('writes device time as u32', () => {
    expect(toDeviceMs(2 ** 32 + 4.6)).toBe(5);
    expect(toDeviceMs(-1)).toBe(2 ** 32 - 1);
    expect(toDeviceMs(2 ** 32 - 0.4)).toBe(0);
  });
});
