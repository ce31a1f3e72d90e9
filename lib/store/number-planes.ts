/** Bytes of a 64-bit number. */
const BYTES = 8;

/**
 * Numbers as bytes that pack well, and back to the bit: −0, NaN with its payload, anything. Each is foretold from the two
 * before it as if it went on in a straight line, in the whole numbers that the bits of a double are; the differences follow
 * as planes, all lowest bytes first. Times and counters that run evenly come out as zeros.
 */
export function encodeNumbers(numbers: Float64Array): Uint8Array<ArrayBuffer> {
  const n = numbers.length;
  const bits = new Uint32Array(numbers.slice().buffer);
  const out = new Uint8Array(n * BYTES);
  // The number before, and the step to it, each as two halves.
  let low = 0;
  let high = 0;
  let stepLow = 0;
  let stepHigh = 0;
  for (let i = 0; i < n; i++) {
    const newStepLow = (bits[2 * i]! - low) | 0;
    const newStepHigh = (bits[2 * i + 1]! - high - (bits[2 * i]! < low ? 1 : 0)) | 0;
    low = bits[2 * i]!;
    high = bits[2 * i + 1]!;
    const turnLow = (newStepLow - stepLow) | 0;
    const turnHigh = (newStepHigh - stepHigh - (newStepLow >>> 0 < stepLow >>> 0 ? 1 : 0)) | 0;
    stepLow = newStepLow;
    stepHigh = newStepHigh;
    // Zigzag: small turns to either side have zeros in their high bytes.
    const sign = turnHigh >> 31;
    const zigzagLow = (turnLow << 1) ^ sign;
    const zigzagHigh = ((turnHigh << 1) | (turnLow >>> 31)) ^ sign;
    for (let plane = 0; plane < 4; plane++) {
      out[plane * n + i] = zigzagLow >>> (8 * plane);
      out[(plane + 4) * n + i] = zigzagHigh >>> (8 * plane);
    }
  }
  return out;
}

/** What `encodeNumbers` was given. @throws RangeError for bytes that are no whole numbers */
export function decodeNumbers(bytes: Uint8Array): Float64Array<ArrayBuffer> {
  if (bytes.length % BYTES !== 0) throw new RangeError('numbers are cut off');
  const n = bytes.length / BYTES;
  const numbers = new Float64Array(n);
  const bits = new Uint32Array(numbers.buffer);
  let low = 0;
  let high = 0;
  let stepLow = 0;
  let stepHigh = 0;
  for (let i = 0; i < n; i++) {
    const zigzagLow =
      bytes[i]! | (bytes[n + i]! << 8) | (bytes[2 * n + i]! << 16) | (bytes[3 * n + i]! << 24);
    const zigzagHigh =
      bytes[4 * n + i]! | (bytes[5 * n + i]! << 8) | (bytes[6 * n + i]! << 16) | (bytes[7 * n + i]! << 24);
    const sign = -(zigzagLow & 1);
    const turnLow = ((zigzagLow >>> 1) | (zigzagHigh << 31)) ^ sign;
    const turnHigh = (zigzagHigh >>> 1) ^ sign;
    const newStepLow = (stepLow + turnLow) | 0;
    stepHigh = (stepHigh + turnHigh + (newStepLow >>> 0 < stepLow >>> 0 ? 1 : 0)) | 0;
    stepLow = newStepLow;
    const newLow = (low + stepLow) >>> 0;
    high = (high + stepHigh + (newLow < low ? 1 : 0)) >>> 0;
    low = newLow;
    bits[2 * i] = low;
    bits[2 * i + 1] = high;
  }
  return numbers;
}
