import { crc32 } from 'node:zlib';

/** Bytes before the first chunk. */
const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** Length, name and check sum of a chunk. */
const AROUND = 12;
/** Signature and the chunk IHDR, which is always first. */
const HEAD = SIGNATURE.length + AROUND + 13;

export interface PngHead {
  width: number;
  height: number;
  /** Some pixels may let the ground shine through. */
  hasAlpha: boolean;
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Size in px and kind of a PNG (https://www.w3.org/TR/png-3/#11IHDR); null when it is none. */
export function pngHead(bytes: Uint8Array | null): PngHead | null {
  if (!bytes || bytes.length < HEAD || SIGNATURE.some((byte, i) => bytes[i] !== byte)) return null;
  const view = viewOf(bytes);
  return { width: view.getUint32(16), height: view.getUint32(20), hasAlpha: (view.getUint8(25) & 4) !== 0 };
}

/** What stands in a PNG's text under a keyword (chunk tEXt); null when nothing does. */
export function pngText(bytes: Uint8Array, keyword: string): string | null {
  if (!pngHead(bytes)) return null;
  const view = viewOf(bytes);
  for (let at = SIGNATURE.length; at + AROUND <= bytes.length;) {
    const length = view.getUint32(at);
    const data = Buffer.from(bytes.slice(at + 8, at + 8 + length)).toString('latin1');
    const name = Buffer.from(bytes.slice(at + 4, at + 8)).toString('latin1');
    if (name === 'tEXt' && data.startsWith(`${keyword}\0`)) return data.slice(keyword.length + 1);
    at += AROUND + length;
  }
  return null;
}

/** The same picture with a text under a keyword. Both Latin-1. */
export function withPngText(png: Uint8Array, keyword: string, text: string): Uint8Array {
  if (!pngHead(png)) throw new Error('This is no PNG.');
  const body = Buffer.from(`tEXt${keyword}\0${text}`, 'latin1');
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(body.length - 4, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([
    png.subarray(0, HEAD),
    ends.subarray(0, 4),
    body,
    ends.subarray(4),
    png.subarray(HEAD),
  ]);
}
