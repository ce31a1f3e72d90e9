/** Reads bytes [from, to) of a file; fewer at its end. */
export type ReadBytes = (from: number, to: number) => Promise<Uint8Array>;

/** What kind of film a file says it is; null: none that Catpace knows. */
export type FilmKind = 'mp4' | 'webm';

/** What a film says of itself. */
export interface FilmWord {
  kind: FilmKind;
  /** When it was made, epoch ms; null: it does not say. Of its start or of its end: cameras differ. */
  createdAtMs: number | null;
}

/** Seconds between midnight of 1 January 1904 UTC, from which MP4 and QuickTime count, and that of 1970. */
const MP4_EPOCH_S = 2_082_844_800;
/** Milliseconds from 1970 to 1 January 2001 UTC, from which Matroska and WebM count, in nanoseconds. */
const MATROSKA_EPOCH_MS = 978_307_200_000;
/** Before this no phone made a film: such a date is an empty clock, ms. */
const LEAST_DATE_MS = Date.UTC(1995, 0, 1);
/** Most boxes looked at on one level; a film of a phone has fewer than a dozen. Ours. */
const MOST_BOXES = 1000;
/** How much of a WebM is searched: what it says of itself comes first. Ours. */
const WEBM_HEAD_BYTES = 65_536;

/**
 * What a film's file says of itself: MP4 and QuickTime (ISO/IEC 14496-12, 8.2.2: `mvhd`), WebM (RFC 9559, 5.1.2: `DateUTC`).
 * Only a few bytes are read, however large the file is. Null: it is neither, or is too damaged to say.
 */
export async function readFilmWord(read: ReadBytes, size: number): Promise<FilmWord | null> {
  const head = await read(0, Math.min(size, 12));
  if (head.length < 8) return null;
  if (viewOf(head).getUint32(0) === EBML) {
    const start = await read(0, Math.min(size, WEBM_HEAD_BYTES));
    return { kind: 'webm', createdAtMs: webmCreatedAtMs(start) };
  }
  // Old QuickTime films have no `ftyp`: they begin with one of these.
  if (!['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip'].includes(nameAt(head, 4))) return null;
  return { kind: 'mp4', createdAtMs: await mp4CreatedAtMs(read, size) };
}

interface Box {
  name: string;
  /** Of its content. */
  from: number;
  to: number;
}

async function mp4CreatedAtMs(read: ReadBytes, size: number): Promise<number | null> {
  const moov = await findBox(read, 0, size, 'moov');
  const mvhd = moov && (await findBox(read, moov.from, moov.to, 'mvhd'));
  if (!mvhd) return null;
  const bytes = await read(mvhd.from, Math.min(mvhd.to, mvhd.from + 12));
  if (bytes.length < 12) return null;
  const view = viewOf(bytes);
  const created = view.getUint8(0) === 1 ? Number(view.getBigUint64(4)) : view.getUint32(4);
  const since1904Ms = (created - MP4_EPOCH_S) * 1000;
  // Early Androids counted from 1970.
  return plausible(since1904Ms) ?? plausible(created * 1000);
}

async function findBox(read: ReadBytes, from: number, to: number, wanted: string): Promise<Box | null> {
  let at = from;
  for (let i = 0; i < MOST_BOXES && at + 8 <= to; i++) {
    const box = await boxAt(read, at, to);
    if (!box) return null;
    if (box.name === wanted) return box;
    at = box.to;
  }
  return null;
}

async function boxAt(read: ReadBytes, at: number, end: number): Promise<Box | null> {
  const head = await read(at, Math.min(end, at + 16));
  if (head.length < 8) return null;
  const view = viewOf(head);
  let size = view.getUint32(0);
  let headBytes = 8;
  // 0: to the end of the file. 1: the size follows in 64 bits.
  if (size === 0) size = end - at;
  else if (size === 1) {
    if (head.length < 16) return null;
    size = Number(view.getBigUint64(8));
    headBytes = 16;
  }
  if (size < headBytes) return null;
  return { name: nameAt(head, 4), from: at + headBytes, to: Math.min(end, at + size) };
}

const EBML = 0x1a45dfa3;
const SEGMENT = 0x18538067;
const INFO = 0x1549a966;
const DATE_UTC = 0x4461;

function webmCreatedAtMs(bytes: Uint8Array): number | null {
  const segment = findElement(bytes, { from: 0, to: bytes.length }, SEGMENT);
  const info = segment && findElement(bytes, segment, INFO);
  const date = info && findElement(bytes, info, DATE_UTC);
  if (!date || date.to - date.from !== 8) return null;
  return plausible(MATROSKA_EPOCH_MS + Number(viewOf(bytes).getBigInt64(date.from)) / 1e6);
}

interface Span {
  from: number;
  to: number;
}

/** Content of the first element of this kind within a span; what lies beyond the bytes is cut off. */
function findElement(bytes: Uint8Array, within: Span, wanted: number): Span | null {
  let at = within.from;
  for (let i = 0; i < MOST_BOXES && at < within.to; i++) {
    const id = vint(bytes, at, 4, true);
    const size = id && vint(bytes, at + id.bytes, 8, false);
    if (!id || !size) return null;
    const from = at + id.bytes + size.bytes;
    // All bits set: of unknown size, to the end of what holds it.
    const isOpen = size.value === 2 ** (7 * size.bytes) - 1;
    const to = isOpen ? within.to : Math.min(within.to, from + size.value);
    if (id.value === wanted) return from <= to ? { from, to } : null;
    at = to;
  }
  return null;
}

/** A number whose first byte tells how many there are (RFC 8794). */
function vint(
  bytes: Uint8Array,
  at: number,
  most: number,
  withMarker: boolean,
): { value: number; bytes: number } | null {
  const first = bytes[at];
  if (first === undefined || first === 0) return null;
  const length = Math.clz32(first) - 23;
  if (length > most || at + length > bytes.length) return null;
  let value = withMarker ? first : first & (0xff >> length);
  for (let i = 1; i < length; i++) value = value * 256 + bytes[at + i]!;
  return { value, bytes: length };
}

function plausible(epochMs: number): number | null {
  return Number.isFinite(epochMs) && epochMs >= LEAST_DATE_MS && epochMs < 2 ** 43 ? epochMs : null;
}

function nameAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
