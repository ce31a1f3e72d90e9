import type { Correction } from '../walk/correction';
import type { Cat, Detections, Mark, Walk, WalkChunk } from '../walk/walk';
import { checked } from './checked';
import { ExchangeError, type FilePlace } from './exchange-error';
import type { RecordedWalk } from './recorded-walk';
import { refuseHostileKeys } from './refuse-hostile-keys';
import { CAT, CHUNK, CORRECTION, DETECTIONS, MARK, plainColumns, typedColumns, WALK } from './walk-schema';

const FORMAT = 'catpace-walks';
/** Raised when a former Catpace could no longer read what is written. */
const VERSION = 1;

/** What a file of walks holds. */
export interface WalksFile {
  cats: Cat[];
  walks: RecordedWalk[];
}

/** The beginning of a file of walks; `walkJson` for each walk with commas between, and `WALKS_JSON_END` follow. */
export function walksJsonStart(cats: readonly Cat[]): string {
  const head = JSON.stringify({ format: FORMAT, version: VERSION, cats });
  return `${head.slice(0, -1)},"walks":[`;
}
export const WALKS_JSON_END = '\n]}\n';

/** One walk in parts of text: counts are numbers, so that any program can read them. Nothing is rounded. */
export function* walkJson({ walk, chunks, marks, corrections, detections }: RecordedWalk): Generator<string> {
  const head = JSON.stringify({ walk, marks, corrections, detections });
  yield `\n${head.slice(0, -1)},"chunks":[`;
  for (const [i, chunk] of chunks.entries())
    yield `${i === 0 ? '' : ','}\n${JSON.stringify({ ...chunk, columns: chunk.columns.map(plainColumns) })}`;
  yield ']}';
}

/** A whole file of walks in parts of text. */
export function* walksJson({ cats, walks }: WalksFile): Generator<string> {
  yield walksJsonStart(cats);
  for (const [i, walk] of walks.entries()) {
    if (i > 0) yield ',';
    yield* walkJson(walk);
  }
  yield WALKS_JSON_END;
}

/** Read a file of walks. All of it is checked before anything comes out. @throws ExchangeError */
export function readWalksJson(text: string): WalksFile {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    const at = cause instanceof Error ? cause.message : '';
    throw new ExchangeError([], { code: 'json-cut', message: at }, { cause });
  }
  const file = data as Record<string, unknown> | null;
  if (typeof file !== 'object' || file === null || file['format'] !== FORMAT)
    throw new ExchangeError([], { code: 'other-json' });
  if (file['version'] !== VERSION)
    throw new ExchangeError(['version'], {
      code: 'newer-version',
      version: String(JSON.stringify(file['version'])).slice(0, 40),
      reads: VERSION,
    });
  refuseHostileKeys(data);
  const cats = listOf(file, 'cats').map((cat, i) => checked(CAT, cat, [`cats ${i + 1}`]) as Cat);
  const walks = listOf(file, 'walks').map((walk, i) => readRecorded(walk, [`walks ${i + 1}`]));
  if (walks.length === 0) throw new ExchangeError(['walks'], { code: 'no-walks' });
  refuseTwice(
    walks.map(({ walk }) => walk.id),
    [],
    'walks',
  );
  refuseTwice(
    walks.flatMap(({ marks }) => marks.map(({ id }) => id)),
    [],
    'marks',
  );
  refuseTwice(
    walks.flatMap(({ corrections }) => corrections.map(({ id }) => id)),
    [],
    'corrections',
  );
  return { cats, walks };
}

function listOf(data: unknown, key: string, place: FilePlace = []): unknown[] {
  const list = (data as Record<string, unknown> | null)?.[key];
  if (!Array.isArray(list)) throw new ExchangeError([...place, key], { code: 'no-list' });
  return list;
}

function readRecorded(data: unknown, place: FilePlace): RecordedWalk {
  const walk = checked(WALK, (data as Record<string, unknown> | null)?.['walk'], [...place, 'walk']) as Walk;
  const marks = listOf(data, 'marks', place).map(
    (mark, i) => checked(MARK, mark, [...place, `marks ${i + 1}`]) as Mark,
  );
  const detections = listOf(data, 'detections', place).map(
    (found, i) => checked(DETECTIONS, found, [...place, `detections ${i + 1}`]) as unknown as Detections,
  );
  const corrections = listOf(data, 'corrections', place).map(
    (said, i) => checked(CORRECTION, said, [...place, `corrections ${i + 1}`]) as unknown as Correction,
  );
  const chunks = listOf(data, 'chunks', place).map((chunk, i): WalkChunk => {
    const plain = checked(CHUNK, chunk, [...place, `chunks ${i + 1}`]);
    return { ...plain, columns: plain.columns.map(typedColumns) };
  });
  const recorded = { walk, chunks, marks, corrections, detections };
  refuseStrangers(recorded, place);
  return recorded;
}

/** The parts of a walk name their walk, and its tags. @throws ExchangeError */
function refuseStrangers(
  { walk, chunks, marks, corrections, detections }: RecordedWalk,
  place: FilePlace,
): void {
  const parts = { chunks, marks, corrections, detections };
  for (const [name, records] of Object.entries(parts))
    for (const [i, { walkId }] of records.entries())
      if (walkId !== walk.id)
        throw new ExchangeError([...place, `${name} ${i + 1}`, 'walkId'], { code: 'other-walk' });
  for (const [i, { tag, index }] of chunks.entries()) {
    if (tag >= walk.tags.length)
      throw new ExchangeError([...place, `chunks ${i + 1}`, 'tag'], { code: 'no-tag' });
    if (i > 0 && index <= chunks[i - 1]!.index)
      throw new ExchangeError([...place, `chunks ${i + 1}`, 'index'], { code: 'falling-index' });
  }
  refuseTwice(
    detections.map(({ detectorVersion }) => detectorVersion),
    place,
    'detections',
  );
}

function refuseTwice(ids: readonly string[], place: FilePlace, list: string): void {
  const seen = new Set<string>();
  for (const [i, id] of ids.entries()) {
    if (seen.has(id)) throw new ExchangeError([...place, `${list} ${i + 1}`], { code: 'id-twice' });
    seen.add(id);
  }
}
