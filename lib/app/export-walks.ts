import { borisProject } from '../exchange/boris-project';
import { eventsCsv } from '../exchange/events-csv';
import { walkFileName, walksFileName } from '../exchange/file-name';
import { samplesCsv } from '../exchange/samples-csv';
import { walksCsv } from '../exchange/walks-csv';
import { walkJson, WALKS_JSON_END, walksJson, walksJsonStart } from '../exchange/walks-json';
import { zipFiles, type FileToZip } from '../exchange/zip-files';
import { listCorrections } from '../store/corrections';
import { listMarks } from '../store/marks';
import { listCats } from '../store/cats';
import type { Database } from '../store/database';
import { readWholeWalk } from '../store/whole-walks';
import { listWalks, readWalk } from '../store/walks';
import { StoreError } from '../store/store-error';
import type { Correction } from '../walk/correction';
import { ownersDetections } from '../walk/owners-detections';
import { ownersEvents } from '../walk/owners-events';
import type { Cat, Detections, Walk } from '../walk/walk';
import { isThinned } from '../walk/walk-overview';
import { detectionsOf } from './detections-of';
import type { ExportFormat, ExportManyFormat, Progress } from './page-views';
import type { FileToSave } from './save-file';
import { walkStreams } from './walk-samples';
import { formatCount } from '../words/format-number';
import { t } from '../words/words';

const CSV = 'text/csv;charset=utf-8';
const JSON_TYPE = 'application/json';

/** One walk as a file. Rejects with `StoreError`. */
export async function exportWalk(
  database: Database,
  walkId: string,
  format: ExportFormat,
): Promise<FileToSave> {
  const walk = await readWalk(database, walkId);
  if (!walk) throw new StoreError('missing', `There is no walk ${walkId}.`);
  if (isThinned(walk) && (format === 'samples-csv' || format === 'parquet'))
    throw new StoreError('thinned', `The samples of walk ${walkId} were thinned out.`);
  switch (format) {
    case 'samples-csv':
      return {
        name: walkFileName(walk, 'samples.csv'),
        content: new Blob(await samplesOf(database, walk), { type: CSV }),
      };
    case 'events-csv':
      return {
        name: walkFileName(walk, 'events.csv'),
        content: new Blob([await eventsOf(database, walk, await foundAndSaid(database, walk))], {
          type: CSV,
        }),
      };
    case 'parquet': {
      // Apart: a library that few exports need.
      const { walkParquet } = await import('../exchange/walk-parquet');
      const bytes = walkParquet(await readWholeWalk(database, walkId));
      return {
        name: walkFileName(walk, 'walk.parquet'),
        content: new Blob([bytes], { type: 'application/vnd.apache.parquet' }),
      };
    }
    case 'boris': {
      const seen = asOwnerSees(await foundAndSaid(database, walk));
      const text = borisProject(walk, seen, await listMarks(database, walk.id));
      return { name: walkFileName(walk, 'events.boris'), content: new Blob([text], { type: JSON_TYPE }) };
    }
    case 'json': {
      const whole = await readWholeWalk(database, walkId);
      const cats = (await listCats(database)).filter(({ id }) => id === walk.catId);
      return {
        name: walkFileName(walk, 'walk.json'),
        content: new Blob([...walksJson({ cats, walks: [whole] })], { type: JSON_TYPE }),
      };
    }
  }
}

/** All walks that are closed as one file. Rejects with `StoreError`. */
export async function exportAllWalks(
  database: Database,
  format: ExportManyFormat,
  say: (progress: Progress) => void,
): Promise<FileToSave> {
  const walks = (await listWalks(database)).filter(({ status }) => status !== 'recording');
  say({ words: t('exports.start'), fraction: 0 });
  return exportWalks(database, walks, format, Date.now(), (done) =>
    say({
      words: t('exports.written', { done: formatCount(done), all: formatCount(walks.length) }),
      fraction: done / walks.length,
    }),
  );
}

/**
 * Many walks as one file, a walk in memory at a time. Rejects with `StoreError`.
 * @param onProgress walks done, after each.
 */
export async function exportWalks(
  database: Database,
  walks: readonly Walk[],
  format: ExportManyFormat,
  atMs: number,
  onProgress: (done: number) => void,
): Promise<FileToSave> {
  switch (format) {
    case 'table-csv': {
      const rows = [];
      for (const [i, walk] of walks.entries()) {
        rows.push({ walk, summary: asOwnerSees(await foundAndSaid(database, walk)).summary });
        onProgress(i + 1);
      }
      return {
        name: walksFileName(atMs, 'walks.csv'),
        content: new Blob([walksCsv(rows)], { type: CSV }),
      };
    }
    case 'csv-zip': {
      const zipped = zipFiles(csvFiles(database, walks, onProgress));
      return {
        name: walksFileName(atMs, 'walks.zip'),
        content: await blobOf(zipped, 'application/zip'),
      };
    }
    case 'parquet-zip': {
      const zipped = zipFiles(parquetFiles(database, walks, onProgress));
      return {
        name: walksFileName(atMs, 'walks-parquet.zip'),
        content: await blobOf(zipped, 'application/zip'),
      };
    }
    case 'json': {
      const cats = (await listCats(database)).filter(({ id }) => walks.some(({ catId }) => catId === id));
      const text = walksText(database, cats, walks, onProgress);
      return { name: walksFileName(atMs, 'walks.json'), content: await blobOf(encoded(text), JSON_TYPE) };
    }
  }
}

async function samplesOf(database: Database, walk: Walk): Promise<Uint8Array<ArrayBuffer>[]> {
  return [...samplesCsv(await walkStreams(database, walk), walk.startedAtMs)];
}

/** What was found in a walk, and what the owner said of it. */
interface FoundAndSaid {
  detections: Detections;
  corrections: Correction[];
}

async function foundAndSaid(database: Database, walk: Walk): Promise<FoundAndSaid> {
  const [detections, corrections] = await Promise.all([
    detectionsOf(database, walk),
    listCorrections(database, walk.id),
  ]);
  return { detections, corrections };
}

async function eventsOf(
  database: Database,
  walk: Walk,
  { detections: { events, gaps }, corrections }: FoundAndSaid,
): Promise<string> {
  return eventsCsv(walk, ownersEvents(events, corrections), gaps, await listMarks(database, walk.id));
}

/** With the owner's word on top: as the pages show it. */
function asOwnerSees({ detections, corrections }: FoundAndSaid): Detections {
  return ownersDetections(detections, corrections);
}

async function* csvFiles(
  database: Database,
  walks: readonly Walk[],
  onProgress: (done: number) => void,
): AsyncGenerator<FileToZip> {
  const rows = [];
  const encoder = new TextEncoder();
  for (const [i, walk] of walks.entries()) {
    // Two walks may have begun in the same minute.
    const folder = `${walkFileName(walk, '')}-${i + 1}`;
    const changedAtMs = walk.startedAtMs;
    if (isThinned(walk)) yield thinnedNote(`${folder}/samples`, walk);
    else yield { name: `${folder}/samples.csv`, changedAtMs, parts: await samplesOf(database, walk) };
    const found = await foundAndSaid(database, walk);
    const events = encoder.encode(await eventsOf(database, walk, found));
    yield { name: `${folder}/events.csv`, changedAtMs, parts: [events] };
    rows.push({ walk, summary: asOwnerSees(found).summary });
    onProgress(i + 1);
  }
  const changedAtMs = Math.max(0, ...walks.map(({ startedAtMs }) => startedAtMs));
  yield { name: 'walks.csv', changedAtMs, parts: [encoder.encode(walksCsv(rows))] };
}

async function* parquetFiles(
  database: Database,
  walks: readonly Walk[],
  onProgress: (done: number) => void,
): AsyncGenerator<FileToZip> {
  const { walkParquet } = await import('../exchange/walk-parquet');
  for (const [i, walk] of walks.entries()) {
    const name = `${walkFileName(walk, '')}-${i + 1}`;
    if (isThinned(walk)) yield thinnedNote(name, walk);
    else {
      const bytes = new Uint8Array(walkParquet(await readWholeWalk(database, walk.id)));
      yield { name: `${name}.parquet`, changedAtMs: walk.startedAtMs, parts: [bytes] };
    }
    onProgress(i + 1);
  }
}

/** In the place of samples that were thinned out. */
function thinnedNote(name: string, { startedAtMs }: Walk): FileToZip {
  const sentence = new TextEncoder().encode(`${t('storeError.thinned.title')}\n`);
  return { name: `${name}-thinned-out.txt`, changedAtMs: startedAtMs, parts: [sentence] };
}

async function* walksText(
  database: Database,
  cats: readonly Cat[],
  walks: readonly Walk[],
  onProgress: (done: number) => void,
): AsyncGenerator<string> {
  yield walksJsonStart(cats);
  for (const [i, { id }] of walks.entries()) {
    if (i > 0) yield ',';
    yield* walkJson(await readWholeWalk(database, id));
    onProgress(i + 1);
  }
  yield WALKS_JSON_END;
}

/** UTF-8 in pieces of some 100 kB: a Blob of a million small parts would be slow. */
async function* encoded(text: AsyncIterable<string>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  let waiting: string[] = [];
  let letters = 0;
  for await (const part of text) {
    waiting.push(part);
    letters += part.length;
    if (letters < 100_000) continue;
    yield encoder.encode(waiting.join(''));
    waiting = [];
    letters = 0;
  }
  yield encoder.encode(waiting.join(''));
}

/** Parts as they come into one Blob: what is in it already is the browser's to keep, on disk where it is large. */
async function blobOf(parts: AsyncIterable<Uint8Array<ArrayBuffer>>, type: string): Promise<Blob> {
  const blobs: Blob[] = [];
  for await (const part of parts) blobs.push(new Blob([part]));
  return new Blob(blobs, { type });
}
