import * as v from 'valibot';
import { checked } from './checked';
import { ExchangeError, type FilePlace } from './exchange-error';
import { faultText } from './file-fault';
import { LineReader } from './line-reader';
import { fromPlain, toPlainJson } from './plain-json';
import { refuseHostileKeys } from './refuse-hostile-keys';
import {
  CAT,
  CHOICE,
  CORRECTION,
  DETECTIONS,
  epochMs,
  MARK,
  OVERVIEW,
  PHOTO,
  record,
  shortText,
  STORED_CHUNK,
  WALK,
  whole,
} from './walk-schema';

const FORMAT = 'catpace-backup';
/**
 * Version of the file's shape. Raised when a former Catpace could no longer read what is written; a step in `MIGRATIONS`
 * then makes the records of each older version what they are now.
 */
export const BACKUP_VERSION = 2;
/** Version 2 has overviews of walks that were thinned out. Without one a file says 1, and former versions read it. */
const versionOf = ({ counts }: Pick<BackupHead, 'counts'>): number =>
  (counts['overviews'] ?? 0) > 0 ? 2 : 1;
/** What makes records of a version those of the next one, by version. */
const MIGRATIONS: Readonly<Record<number, (part: BackupPart) => BackupPart>> = {};
/** Longest line, letters. Ours: a part holds some 256 chunks, less than a tenth of this. */
const LONGEST_LINE = 32e6;

/** What a backup says of itself before anything else. */
export interface BackupHead {
  format: typeof FORMAT;
  version: number;
  madeAtMs: number;
  /** Records of each store. */
  counts: Readonly<Record<string, number>>;
}

/** Some records of one store. */
export interface BackupPart {
  store: string;
  records: unknown[];
}

/** SHA-256 of a text's UTF-8, as hexadecimal digits. */
export type Digest = (text: string) => Promise<string>;

const SETTING = record({ key: shortText, value: v.unknown() });
/** What a record of each store must be. A store that is not here is of a later version. */
const SCHEMAS: Readonly<Record<string, v.GenericSchema>> = {
  cats: CAT,
  choices: CHOICE,
  photos: PHOTO,
  settings: SETTING,
  walks: WALK,
  marks: MARK,
  corrections: CORRECTION,
  detections: DETECTIONS,
  chunks: STORED_CHUNK,
  overviews: OVERVIEW,
};

/** What tells a record of a store from all others; chunks apart. */
const ID_FIELDS: Readonly<Record<string, readonly string[]>> = {
  cats: ['id'],
  choices: ['id'],
  photos: ['catId'],
  settings: ['key'],
  walks: ['id'],
  marks: ['id'],
  corrections: ['id'],
  detections: ['walkId', 'detectorVersion'],
  overviews: ['walkId'],
};

/**
 * A backup as lines of text: the head, each part with the SHA-256 of its records, and an end that names the number of parts
 * and the SHA-256 of all of theirs. Packed with gzip, `zcat` and any JSON reader open it.
 */
export async function* backupLines(
  head: Omit<BackupHead, 'format' | 'version'>,
  parts: AsyncIterable<BackupPart>,
  digest: Digest,
): AsyncGenerator<string> {
  yield `${JSON.stringify({ format: FORMAT, version: versionOf(head), ...head })}\n`;
  const sums: string[] = [];
  for await (const { store, records } of parts) {
    const text = `[${records.map(toPlainJson).join(',')}]`;
    const sum = await digest(text);
    sums.push(sum);
    yield `{"part":${JSON.stringify(store)},"sha256":"${sum}","records":${text}}\n`;
  }
  yield `${JSON.stringify({ end: sums.length, sha256: await digest(sums.join('')) })}\n`;
}

const HEAD = record({
  madeAtMs: epochMs,
  counts: v.record(v.string(), whole(0, Number.MAX_SAFE_INTEGER), faultText({ code: 'no-group' })),
});
const PART = /^\{"part":"(\w{1,40})","sha256":"([0-9a-f]{64})","records":/;
const END = /^\{"end":(\d{1,9}),"sha256":"([0-9a-f]{64})"\}$/;

/** Reads a backup part by part, in any cutting of its bytes, and believes nothing before it is checked. */
export class BackupReader {
  head: BackupHead | null = null;
  private readonly digest: Digest;
  private readonly lines: LineReader;
  private waiting: { line: string; number: number }[] = [];
  private readonly sums: string[] = [];
  private readonly seen = new Set<string>();
  /** Chunks are a hundred times as many as all else: of each walk the last index is enough, for they come in order. */
  private readonly lastChunk = new Map<string, number>();
  private isOver = false;

  constructor(digest: Digest) {
    this.digest = digest;
    this.lines = new LineReader((line, number) => this.waiting.push({ line, number }), LONGEST_LINE);
  }

  /** Reads on; the parts that are whole now. @throws ExchangeError */
  async push(bytes: Uint8Array): Promise<BackupPart[]> {
    this.lines.push(bytes);
    return this.takeWaiting();
  }

  /** The end of the file. @throws ExchangeError when it came too early */
  async finish(): Promise<BackupPart[]> {
    this.lines.finish();
    const parts = await this.takeWaiting();
    if (!this.head) throw new ExchangeError([], { code: 'no-backup' });
    if (!this.isOver) throw new ExchangeError([{ part: this.sums.length + 1 }], { code: 'part-missing' });
    return parts;
  }

  private async takeWaiting(): Promise<BackupPart[]> {
    const lines = this.waiting;
    this.waiting = [];
    const parts: BackupPart[] = [];
    for (const { line, number } of lines) {
      if (!this.head) this.head = headOf(line);
      else if (this.isOver) throw new ExchangeError([{ line: number }], { code: 'after-end' });
      else if (END.test(line)) await this.takeEnd(line, number);
      else parts.push(await this.takePart(line));
    }
    return parts;
  }

  private async takePart(line: string): Promise<BackupPart> {
    const place = [{ part: this.sums.length + 1 }];
    const match = PART.exec(line);
    if (!match || !line.endsWith(']}')) throw new ExchangeError(place, { code: 'no-part' });
    const [start, store, sum] = match as unknown as [string, string, string];
    const text = line.slice(start.length, -1);
    if ((await this.digest(text)) !== sum) throw new ExchangeError(place, { code: 'checksum' });
    this.sums.push(sum);
    let plain: unknown;
    try {
      plain = JSON.parse(text);
    } catch (cause) {
      throw new ExchangeError(place, { code: 'bad-json' }, { cause });
    }
    refuseHostileKeys(plain, place);
    let part: BackupPart = { store, records: recordsOf(plain, place) };
    for (let version = this.head!.version; version < BACKUP_VERSION; version++)
      part = MIGRATIONS[version]?.(part) ?? part;
    const schema = Object.hasOwn(SCHEMAS, part.store) ? SCHEMAS[part.store]! : null;
    if (!schema) throw new ExchangeError(place, { code: 'unknown-store', store });
    for (const [i, record] of part.records.entries()) {
      const here = [...place, `${store} ${i + 1}`];
      checked(schema, record, here);
      if (!this.isNew(store, record as Record<string, unknown>))
        throw new ExchangeError(here, { code: 'id-twice' });
    }
    return part;
  }

  private isNew(store: string, record: Record<string, unknown>): boolean {
    if (store === 'chunks') {
      const { walkId, index } = record as { walkId: string; index: number };
      const last = this.lastChunk.get(walkId) ?? -Infinity;
      this.lastChunk.set(walkId, index);
      return index > last;
    }
    const key = JSON.stringify([store, ...ID_FIELDS[store]!.map((field) => record[field])]);
    if (this.seen.has(key)) return false;
    this.seen.add(key);
    return true;
  }

  private async takeEnd(line: string, number: number): Promise<void> {
    const [, parts, sum] = END.exec(line)!;
    if (Number(parts) !== this.sums.length || (await this.digest(this.sums.join(''))) !== sum)
      throw new ExchangeError([{ line: number }], { code: 'other-end' });
    this.isOver = true;
  }
}

function recordsOf(plain: unknown, place: FilePlace): unknown[] {
  try {
    const records = fromPlain(plain);
    if (Array.isArray(records)) return records;
    throw new ExchangeError(place, { code: 'no-list' });
  } catch (cause) {
    if (cause instanceof ExchangeError) throw cause;
    throw new ExchangeError(place, { code: 'bad-bytes' }, { cause });
  }
}

function headOf(line: string): BackupHead {
  const place = [{ line: 1 }];
  let head: unknown;
  try {
    head = JSON.parse(line);
  } catch (cause) {
    throw new ExchangeError(place, { code: 'no-backup' }, { cause });
  }
  refuseHostileKeys(head, place);
  const { format, version } = (head ?? {}) as { format?: unknown; version?: unknown };
  if (format !== FORMAT) throw new ExchangeError(place, { code: 'no-backup' });
  if (!Number.isInteger(version)) throw new ExchangeError([...place, 'version'], { code: 'not-whole' });
  if ((version as number) < 1)
    throw new ExchangeError([...place, 'version'], { code: 'too-small', least: 1 });
  if ((version as number) > BACKUP_VERSION)
    throw new ExchangeError([...place, 'version'], {
      code: 'newer-version',
      version: String(version),
      reads: BACKUP_VERSION,
    });
  return checked(HEAD, head, place) as unknown as BackupHead;
}
