import fc from 'fast-check';
import type { TimedFrame } from '../../lib/app/frame-collector';
import { VALUES_PER_SAMPLE, type SampleFrame, type StreamKind } from '../../lib/tag/frame';

/** One frame with counts made from its number, so that a mix-up shows. */
export function timedFrame(seq: number, tMs: number, kind: StreamKind = 'accel', n = 10): TimedFrame {
  const counts = Int16Array.from(
    { length: n * VALUES_PER_SAMPLE[kind] },
    (_, i) => ((seq * 31 + i * 7) % 65536) - 32768,
  );
  return { frame: { kind, seq: seq % 2 ** 24, tMs: tMs + 1000, counts }, tMs };
}

/** A steady stream: 200 ms of motion and of tension in turn, from `fromMs` for `ms`. */
export function steadyFrames(ms: number, { fromMs = 0, fromSeq = 0 } = {}): TimedFrame[] {
  const frames: TimedFrame[] = [];
  let seq = fromSeq;
  for (let t = fromMs; t < fromMs + ms; t += 200)
    frames.push(timedFrame(seq++, t, 'accel', 10), timedFrame(seq++, t, 'tension', 16));
  return frames;
}

/** Any sequence of distinct frames: kinds, sizes, times and order at random, a fraction of a ms included. */
export const anyFrames: fc.Arbitrary<TimedFrame[]> = fc
  .record({
    first: fc.integer({ min: 0, max: 2 ** 24 - 1 }),
    frames: fc.array(
      fc.record({
        kind: fc.constantFrom<StreamKind>('accel', 'tension', 'gyro'),
        tMs: fc.double({ min: -500, max: 20_000, noNaN: true }),
        samples: fc.integer({ min: 0, max: 31 }),
        seed: fc.integer({ min: 0, max: 65535 }),
      }),
      { maxLength: 80 },
    ),
    swaps: fc.array(fc.nat({ max: 79 }), { maxLength: 20 }),
  })
  .map(({ first, frames, swaps }) => {
    const made = frames.map(({ kind, tMs, samples, seed }, i): TimedFrame => {
      const counts = Int16Array.from(
        { length: samples * VALUES_PER_SAMPLE[kind] },
        (_, j) => seed * 3 + j * 257,
      );
      return { frame: { kind, seq: (first + i) % 2 ** 24, tMs: i, counts }, tMs };
    });
    for (const at of swaps) {
      const [moved] = made.splice(at % Math.max(made.length, 1), 1);
      if (moved) made.push(moved);
    }
    return made;
  });

/** A frame as text, for comparing sets of frames to the bit. */
export function frameText(kind: StreamKind, seq: number, tMs: number, counts: SampleFrame['counts']): string {
  return `${kind} ${seq} ${Object.is(tMs, -0) ? '-0' : tMs} ${counts.join()}`;
}
