import fc from 'fast-check';
import type { Frame, NoteCode, StreamKind } from '../../lib/tag/frame';
import { VALUES_PER_SAMPLE } from '../../lib/tag/frame';

/** Generators of Catpace frames and Data notifications for property tests. */

const u24 = fc.integer({ min: 0, max: 2 ** 24 - 1 });
const u32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const streamKind = fc.constantFrom<StreamKind>('accel', 'tension', 'gyro');
const noteCode = fc.constantFrom<NoteCode>(
  'button',
  'low-battery',
  'log-overwritten',
  'sensor-fault',
  'unknown',
);

/** Counts over the whole range of i16, both ends among them, from one drawn number: far quicker than drawing each. */
function countsFrom(seed: number, length: number): Int16Array {
  let state = seed;
  return Int16Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    const count = state >> 16;
    return count % 7 === 0 ? (count < 0 ? -32768 : 32767) : count;
  });
}

const sampleFrame = fc
  .record({ kind: streamKind, seq: u24, tMs: u32, n: fc.integer({ min: 0, max: 31 }), seed: u32 })
  .map(({ kind, seq, tMs, n, seed }): Frame => {
    return { kind, seq, tMs, counts: countsFrom(seed, n * VALUES_PER_SAMPLE[kind]) };
  });

const noteFrame = fc
  .record({ seq: u24, tMs: u32, code: noteCode, bytes: fc.uint8Array({ maxLength: 30 }) })
  .map((note): Frame => ({ kind: 'note', ...note }));

export const arbitraryFrame: fc.Arbitrary<Frame> = fc.oneof(
  { weight: 4, arbitrary: sampleFrame },
  { weight: 1, arbitrary: noteFrame },
);

/** A view that does not begin where its buffer begins, between bytes that must not be read. */
export function viewInside(bytes: Uint8Array, before = 3, after = 2): DataView {
  const buffer = new Uint8Array(before + bytes.length + after).fill(0x5a);
  buffer.set(bytes, before);
  return new DataView(buffer.buffer, before, bytes.length);
}

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
