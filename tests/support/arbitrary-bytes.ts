import fc from 'fast-check';

/**
 * Bytes as a hostile or broken tag sends them: any at all, or a real packet with some bytes changed, cut off, or told twice.
 * @param captures real packets of the thing that is to be decoded
 */
export function arbitraryBytes(captures: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const any = fc.uint8Array({ maxLength: 64 });
  if (captures.length === 0) return any;
  const change = fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) });
  const mutated = fc
    .record({
      capture: fc.constantFrom(...captures),
      changes: fc.array(change, { maxLength: 4 }),
      keep: fc.nat(),
      cut: fc.boolean(),
      twice: fc.boolean(),
    })
    .map(({ capture, changes, keep, cut, twice }) => {
      const bytes = twice ? Uint8Array.of(...capture, ...capture) : capture.slice();
      for (const { at, byte } of changes) if (bytes.length > 0) bytes[at % bytes.length] = byte;
      return cut ? bytes.slice(0, keep % (bytes.length + 1)) : bytes;
    });
  return fc.oneof({ weight: 1, arbitrary: any }, { weight: 2, arbitrary: mutated });
}

/** The bytes as a view into the middle of a larger buffer, as a browser hands them over. */
export function viewInside(bytes: Uint8Array): DataView {
  const around = new Uint8Array(bytes.length + 7).fill(0xa5);
  around.set(bytes, 3);
  return new DataView(around.buffer, 3, bytes.length);
}
