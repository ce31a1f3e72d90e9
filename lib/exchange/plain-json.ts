/** Typed arrays that records are made of, by the name under which JSON has them. */
const ARRAYS = { f64: Float64Array, f32: Float32Array, i16: Int16Array, u8: Uint8Array } as const;
type ArrayName = keyof typeof ARRAYS;
/** Letters handed to `String.fromCharCode` at once: engines bound the number of arguments. */
const PIECE = 0x8000;

/**
 * A record as JSON text that loses nothing: typed arrays and buffers as base64 in little-endian order, numbers that JSON
 * does not know by name. Such values are groups with one key that begins with $; no record has keys like that.
 */
export function toPlainJson(record: unknown): string {
  return JSON.stringify(plainOf(record));
}

/** What `toPlainJson` made of it, of text that was parsed. @throws TypeError where the text holds what it never writes */
export function fromPlain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(fromPlain);
  const keys = Object.keys(value);
  const [first] = keys;
  if (keys.length === 1 && first!.startsWith('$'))
    return special(first!.slice(1), (value as Record<string, unknown>)[first!]);
  return Object.fromEntries(keys.map((key) => [key, fromPlain((value as Record<string, unknown>)[key])]));
}

function plainOf(value: unknown): unknown {
  if (typeof value === 'number')
    return Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : { $number: Object.is(value, -0) ? '-0' : String(value) };
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plainOf);
  if (value instanceof ArrayBuffer) return { $buffer: base64Of(new Uint8Array(value)) };
  for (const [name, type] of Object.entries(ARRAYS))
    if (value instanceof type)
      return { [`$${name}`]: base64Of(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  for (const [key] of entries) if (key.startsWith('$')) throw new TypeError(`A record has the key ${key}.`);
  return Object.fromEntries(entries.map(([key, each]) => [key, plainOf(each)]));
}

function special(name: string, content: unknown): unknown {
  if (typeof content !== 'string') throw new TypeError(`$${name} holds no text.`);
  if (name === 'number' && ['NaN', 'Infinity', '-Infinity', '-0'].includes(content)) return Number(content);
  if (name === 'buffer') return bytesOf(content).buffer;
  if (!Object.hasOwn(ARRAYS, name)) throw new TypeError(`$${name} is nothing that a record holds.`);
  const bytes = bytesOf(content);
  const type = ARRAYS[name as ArrayName];
  if (bytes.length % type.BYTES_PER_ELEMENT !== 0) throw new TypeError(`$${name} is cut off.`);
  return new type(bytes.buffer);
}

function base64Of(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += PIECE)
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + PIECE)));
  return btoa(pieces.join(''));
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  let letters: string;
  try {
    letters = atob(base64);
  } catch {
    throw new TypeError('Bytes are not base64.');
  }
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  return bytes;
}
