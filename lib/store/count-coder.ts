import { BitWriter } from './bit-writer';

/**
 * Counts of one stream as bits, and back to the bit. The way of FLAC (RFC 9639): each value is foretold from the ones before
 * it, and what it differs by is written in a Rice code. A delta alone leaves a walk's motion at 53 % of its size, because
 * a swing is foretold by its last eighth of a second and not by its last sample; this leaves 46 %.
 *
 * What a sensor's noise takes no code can take away: a standard deviation of 25 counts costs 6.7 of 16 bits.
 */

/** Values that share their coefficients. Longer ones follow the cat too slowly, shorter ones pay more for coefficients. */
const BLOCK = 512;
/** Values before the present one that foretell it. More gained less than 1 % on the demo cat. */
const ORDER = 8;
/** Coefficients are whole 1/1024: with whole numbers every machine foretells the same. */
const SCALE_BITS = 10;
const SCALE = 1 << SCALE_BITS;
/** Values that share the parameter of their Rice code. */
const PART = 64;
/** So many ones stand for: the value follows in 16 bits. A value at the sensor's limit would take thousands of bits. */
const ESCAPE_ONES = 24;

/**
 * @param counts n × width values, interleaved
 * @param width axes: each is foretold from its own past
 */
export function encodeCounts(counts: Int16Array, width: number): Uint8Array<ArrayBuffer> {
  const bits = new BitWriter(counts.length);
  for (let axis = 0; axis < width; axis++) {
    // Zeros before the first value, so that it has a past too.
    const own = new Int16Array(ORDER + Math.ceil(Math.max(0, counts.length - axis) / width));
    for (let i = ORDER, at = axis; at < counts.length; i++, at += width) own[i] = counts[at]!;
    for (let from = ORDER; from < own.length; from += BLOCK)
      encodeBlock(own, from, Math.min(own.length, from + BLOCK), bits);
  }
  // A look at the bits takes five bytes, those after the last value too.
  bits.write(0, 16);
  bits.write(0, 16);
  bits.write(0, 8);
  return bits.finish();
}

/**
 * @param bytes what `encodeCounts` gave
 * @param counts filled with what it was given; as long as that was
 * @throws RangeError for bytes that it did not give
 */
export function decodeCounts(bytes: Uint8Array, counts: Int16Array, width: number): void {
  const reader: Reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), bit: 0 };
  for (let axis = 0; axis < width; axis++) {
    const past = new Int16Array(ORDER);
    for (let from = axis; from < counts.length; from += BLOCK * width)
      decodeBlock(counts, from, Math.min(counts.length, from + BLOCK * width), width, past, reader);
  }
}

/** How a block is foretold. Its place here is its code: never change it. */
const WAYS = ['as 0', 'as the last value', 'from the last 8 values'] as const;

interface Foretold {
  way: number;
  coefficients: Int16Array;
  /** Differences, zigzag: 0, −1, 1, −2 … → 0, 1, 2, 3 … */
  zigzag: Uint16Array;
  sum: number;
}

function encodeBlock(own: Int16Array, from: number, to: number, bits: BitWriter): void {
  const shift = commonZeroBits(own, from, to);
  let best: Foretold | null = null;
  for (let way = 0; way < WAYS.length; way++) {
    const coefficients = coefficientsOf(way, own, from, to);
    if (!coefficients) continue;
    const foretold = foretell(own, from, to, shift, way, coefficients);
    if (!best || foretold.sum < best.sum) best = foretold;
  }
  const { way, coefficients, zigzag } = best!;
  bits.write(way, 4);
  bits.write(shift, 4);
  if (way === 2) for (const each of coefficients) bits.write(each, 16);
  for (let at = 0; at < zigzag.length; at += PART) encodePart(zigzag.subarray(at, at + PART), bits);
}

function coefficientsOf(way: number, own: Int16Array, from: number, to: number): Int16Array | null {
  if (way === 2) return fittedCoefficients(own, from, to);
  const coefficients = new Int16Array(ORDER);
  if (way === 1) coefficients[0] = SCALE;
  return coefficients;
}

function foretell(
  own: Int16Array,
  from: number,
  to: number,
  shift: number,
  way: number,
  coefficients: Int16Array,
): Foretold {
  const zigzag = new Uint16Array(to - from);
  let sum = 0;
  for (let i = from; i < to; i++) {
    const difference = (((own[i]! - cut(foretoldAt(own, i, coefficients), shift)) << 16) >> 16) >> shift;
    zigzag[i - from] = (difference << 1) ^ (difference >> 15);
    sum += zigzag[i - from]!;
  }
  return { way, coefficients, zigzag, sum };
}

/** The value at a place, from the eight before it. Whole numbers of 32 bits that wrap: alike on every machine. */
function foretoldAt(own: Int16Array, i: number, coefficients: Int16Array): number {
  return (
    ((SCALE / 2 +
      Math.imul(coefficients[0]!, own[i - 1]!) +
      Math.imul(coefficients[1]!, own[i - 2]!) +
      Math.imul(coefficients[2]!, own[i - 3]!) +
      Math.imul(coefficients[3]!, own[i - 4]!) +
      Math.imul(coefficients[4]!, own[i - 5]!) +
      Math.imul(coefficients[5]!, own[i - 6]!) +
      Math.imul(coefficients[6]!, own[i - 7]!) +
      Math.imul(coefficients[7]!, own[i - 8]!)) |
      0) >>
    SCALE_BITS
  );
}

/** The same number with the lowest bits zero, as all values of the block have them. */
function cut(value: number, shift: number): number {
  return (value >> shift) << shift;
}

/** Lowest bits that are zero in every value: a sensor of 12 bits fills its 16 with zeros. */
function commonZeroBits(own: Int16Array, from: number, to: number): number {
  let any = 0;
  for (let i = from; i < to; i++) any |= own[i]!;
  return any === 0 ? 0 : Math.min(15, 31 - Math.clz32(any & -any));
}

/**
 * Coefficients that foretell a block best, by the recursion of Levinson and Durbin on its autocorrelation (RFC 9639, "Linear
 * Predictor Subframe"; the window is Hann's). Null where they do not fit 16 bits.
 */
function fittedCoefficients(own: Int16Array, from: number, to: number): Int16Array | null {
  const start = from - ORDER;
  const n = to - start;
  const seen = new Float64Array(n);
  for (let i = 0; i < n; i++)
    seen[i] = own[start + i]! * (0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / n));
  const correlation = new Float64Array(ORDER + 1);
  for (let lag = 0; lag <= ORDER; lag++) {
    let sum = 0;
    for (let i = lag; i < n; i++) sum += seen[i]! * seen[i - lag]!;
    correlation[lag] = sum;
  }
  let fitted: number[] = [];
  let error = correlation[0]!;
  for (let order = 0; order < ORDER && error > 0; order++) {
    let rest = correlation[order + 1]!;
    for (let k = 0; k < order; k++) rest -= fitted[k]! * correlation[order - k]!;
    const reflection = rest / error;
    fitted = [...fitted.map((each, k) => each - reflection * fitted[order - 1 - k]!), reflection];
    error *= 1 - reflection * reflection;
  }
  const whole = fitted.map((each) => Math.round(each * SCALE));
  if (!whole.every((each) => Math.abs(each) <= 32_767)) return null;
  const coefficients = new Int16Array(ORDER);
  coefficients.set(whole);
  return coefficients;
}

/** The parameter that takes the fewest bits, and how many that are. */
function riceOf(zigzag: Uint16Array): { parameter: number; bits: number } {
  let sum = 0;
  for (const each of zigzag) sum += each;
  const likely = Math.max(0, 31 - Math.clz32(sum / zigzag.length));
  let best = { parameter: 0, bits: Infinity };
  for (let parameter = Math.max(0, likely - 1); parameter <= Math.min(15, likely + 1); parameter++) {
    let bits = 4;
    for (const each of zigzag) {
      const ones = each >> parameter;
      bits += ones < ESCAPE_ONES ? ones + 1 + parameter : ESCAPE_ONES + 16;
    }
    if (bits < best.bits) best = { parameter, bits };
  }
  return best;
}

function encodePart(zigzag: Uint16Array, bits: BitWriter): void {
  const { parameter } = riceOf(zigzag);
  bits.write(parameter, 4);
  for (const each of zigzag) {
    const ones = each >> parameter;
    if (ones < ESCAPE_ONES) {
      bits.writeOnes(ones);
      bits.write(0, 1);
      bits.write(each, parameter);
    } else {
      bits.writeOnes(ESCAPE_ONES);
      bits.write(each, 16);
    }
  }
}

interface Reader {
  view: DataView;
  /** Bits read so far. */
  bit: number;
}

/** The next 16 bits or fewer. */
function read(reader: Reader, count: number): number {
  const value = peek(reader.view, reader.bit) >>> (32 - count);
  reader.bit += count;
  return value;
}

/** The 32 bits from a place on. */
function peek(view: DataView, bit: number): number {
  const byte = bit >>> 3;
  const shift = bit & 7;
  return (view.getUint32(byte) << shift) | (view.getUint8(byte + 4) >>> (8 - shift));
}

/**
 * One block of one axis. This loop runs for every count that is read back: the past is held in variables and each value
 * takes one look at the bits, which is twice as fast as to look it up.
 * @param past the eight values before it, the newest first; those before the next block afterwards
 */
function decodeBlock(
  counts: Int16Array,
  from: number,
  to: number,
  width: number,
  past: Int16Array,
  reader: Reader,
): void {
  const way = read(reader, 4);
  const shift = read(reader, 4);
  const coefficients = new Int16Array(ORDER);
  if (way === 1) coefficients[0] = SCALE;
  if (way === 2) for (let k = 0; k < ORDER; k++) coefficients[k] = read(reader, 16);
  const [c1, c2, c3, c4, c5, c6, c7, c8] = coefficients as unknown as Eight;
  let [p1, p2, p3, p4, p5, p6, p7, p8] = past as unknown as Eight;
  const { view } = reader;
  for (let partFrom = from; partFrom < to; partFrom += PART * width) {
    const partTo = Math.min(to, partFrom + PART * width);
    const parameter = read(reader, 4);
    let { bit } = reader;
    for (let at = partFrom; at < partTo; at += width) {
      const bits = peek(view, bit);
      const ones = Math.clz32(~bits);
      let zigzag: number;
      if (ones >= ESCAPE_ONES) {
        zigzag = peek(view, bit + ESCAPE_ONES) >>> 16;
        bit += ESCAPE_ONES + 16;
      } else {
        // Shifts count modulo 32: nothing to read would be everything.
        const rest = ones + 1 + parameter > 32 ? peek(view, bit + ones + 1) : bits << (ones + 1);
        zigzag = (ones << parameter) | (parameter === 0 ? 0 : rest >>> (32 - parameter));
        bit += ones + 1 + parameter;
      }
      // The newest value last: all that does not wait for it is done by then.
      let sum = (SCALE / 2 + Math.imul(c8, p8)) | 0;
      sum = (sum + Math.imul(c7, p7)) | 0;
      sum = (sum + Math.imul(c6, p6)) | 0;
      sum = (sum + Math.imul(c5, p5)) | 0;
      sum = (sum + Math.imul(c4, p4)) | 0;
      sum = (sum + Math.imul(c3, p3)) | 0;
      sum = (sum + Math.imul(c2, p2)) | 0;
      sum = (sum + Math.imul(c1, p1)) | 0;
      const difference = (zigzag >>> 1) ^ -(zigzag & 1);
      p8 = p7;
      p7 = p6;
      p6 = p5;
      p5 = p4;
      p4 = p3;
      p3 = p2;
      p2 = p1;
      p1 = ((cut(sum >> SCALE_BITS, shift) + (difference << shift)) << 16) >> 16;
      counts[at] = p1;
    }
    reader.bit = bit;
  }
  past.set([p1, p2, p3, p4, p5, p6, p7, p8]);
}

type Eight = [number, number, number, number, number, number, number, number];
