import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFilmWord } from '../../../lib/exchange/film-word';

const SAID = Date.UTC(2026, 2, 14, 16, 7, 30);
const EPOCH_1904_S = Date.UTC(1904, 0, 1) / -1000;

function u32(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}
function u64(value: bigint): number[] {
  return Array.from({ length: 8 }, (_, i) => Number((value >> BigInt(56 - 8 * i)) & 255n));
}
const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
const box = (name: string, content: number[]): number[] => [
  ...u32(content.length + 8),
  ...ascii(name),
  ...content,
];
const mvhd = (created: number[], version = 0): number[] =>
  box('mvhd', [version, 0, 0, 0, ...created, ...u32(0)]);
const ftyp = box('ftyp', ascii('isom'));

/** Reads a file that is larger than what is in it: zeros beyond. */
function read(bytes: number[], size = bytes.length) {
  let most = 0;
  const content = Uint8Array.from(bytes);
  return readFilmWord((from, to) => {
    most += to - from;
    if (most > 100_000) throw new Error('reads too much');
    const part = new Uint8Array(Math.max(0, to - from));
    part.set(content.subarray(from, to));
    return Promise.resolve(part);
  }, size);
}

describe('what an MP4 or QuickTime film says of itself', () => {
  const created = SAID / 1000 + EPOCH_1904_S;

  it('is its time in seconds since 1904, in 32 or 64 bits, wherever the box lies', async () => {
    const moov = box('moov', [...box('udta', [1, 2, 3]), ...mvhd(u32(created))]);
    const word = { kind: 'mp4', createdAtMs: SAID };
    expect(await read([...ftyp, ...moov])).toEqual(word);
    expect(await read([...ftyp, ...box('mdat', Array<number>(50).fill(7)), ...moov])).toEqual(word);
    expect(await read([...ftyp, ...box('moov', mvhd(u64(BigInt(created)), 1))])).toEqual(word);
    // Old QuickTime: no `ftyp`.
    expect(await read(box('moov', mvhd(u32(created))))).toEqual(word);
  });

  it('counts from 1970 in early Androids', async () => {
    expect(await read([...ftyp, ...box('moov', mvhd(u32(SAID / 1000)))])).toEqual({
      kind: 'mp4',
      createdAtMs: SAID,
    });
  });

  it('is found behind 10 GB of pictures without reading them', async () => {
    const size = 10_000_000_000;
    const moov = box('moov', mvhd(u32(created)));
    const mdatAt = ftyp.length;
    const moovAt = size - moov.length;
    const head = [...ftyp, ...u32(1), ...ascii('mdat'), ...u64(BigInt(moovAt - mdatAt))];
    let most = 0;
    const word = await readFilmWord((from, to) => {
      most += to - from;
      const source = from >= moovAt ? { bytes: moov, at: from - moovAt } : { bytes: head, at: from };
      return Promise.resolve(Uint8Array.from(source.bytes.slice(source.at, source.at + to - from)));
    }, size);
    expect(word).toEqual({ kind: 'mp4', createdAtMs: SAID });
    expect(most).toBeLessThan(500);
  });

  it('is nothing where the clock was not set, or the box is not there', async () => {
    const nothing = { kind: 'mp4', createdAtMs: null };
    expect(await read([...ftyp, ...box('moov', mvhd(u32(0)))])).toEqual(nothing);
    expect(await read(ftyp)).toEqual(nothing);
    expect(await read([...ftyp, ...u32(3), ...ascii('moov')])).toEqual(nothing);
  });
});

describe('what a WebM film says of itself', () => {
  const vint = (id: number[], content: number[]): number[] => [
    ...id,
    0x10,
    ...u32(content.length).slice(1),
    ...content,
  ];
  const date = vint([0x44, 0x61], u64(BigInt(SAID - Date.UTC(2001, 0, 1)) * 1_000_000n));
  const info = vint([0x15, 0x49, 0xa9, 0x66], [...vint([0x2a, 0xd7, 0xb1], [1]), ...date]);
  const ebml = vint([0x1a, 0x45, 0xdf, 0xa3], [1, 2]);

  it('is its time in nanoseconds since 2001, in a segment of known or of unknown size', async () => {
    const word = { kind: 'webm', createdAtMs: SAID };
    expect(await read([...ebml, ...vint([0x18, 0x53, 0x80, 0x67], info)])).toEqual(word);
    expect(
      await read([...ebml, 0x18, 0x53, 0x80, 0x67, 0x01, ...Array<number>(7).fill(255), ...info]),
    ).toEqual(word);
  });

  it('is nothing where it has none', async () => {
    expect(await read([...ebml, ...vint([0x18, 0x53, 0x80, 0x67], [])])).toEqual({
      kind: 'webm',
      createdAtMs: null,
    });
  });
});

describe('what is no film', () => {
  it('says nothing', async () => {
    expect(await read(ascii('t,ax,ay,az\n0,0,0,1\n'))).toBeNull();
    expect(await read([])).toBeNull();
  });

  it('never throws and never reads on and on, whatever the bytes are', async () => {
    const start = fc.constantFrom(ftyp, [0x1a, 0x45, 0xdf, 0xa3], box('moov', []), []);
    const bytes = fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(start, bytes, fc.integer({ min: 0, max: 3e9 }), async (head, tail, more) => {
        const word = await read([...head, ...tail], head.length + tail.length + more);
        expect(word === null || word.createdAtMs === null || Number.isFinite(word.createdAtMs)).toBe(true);
      }),
    );
  });
});
