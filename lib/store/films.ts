import type { FilmClock, FilmStart } from '../walk/film-place';
import type { IDBPObjectStore, StoreNames } from 'idb';
import type { CatpaceSchema, Database } from './database';
import { readSetting, saveSetting } from './settings';

/** A file by what a page may know of it: the same file again has the same three. */
export interface FilmFile {
  name: string;
  /** Bytes. */
  size: number;
  /** Epoch ms. */
  lastModified: number;
}

/** Letters of a file's name in its key. A key of a backup is short, and size and time tell files apart. */
const NAME_LENGTH = 100;
const CLOCKS: readonly string[] = [
  'start-in-file',
  'end-in-file',
  'saved',
  'by-frame',
  'by-sound',
  'by-walk-start',
] satisfies FilmClock[];

/** The film that lies beside a walk; null: none, or nobody can read what was kept. */
export async function readFilmOfWalk(database: Database, walkId: string): Promise<FilmFile | null> {
  const kept = (await readSetting(database, walkKey(walkId))) as Partial<FilmFile> | null;
  const { name, size, lastModified } = kept ?? {};
  return typeof name === 'string' && typeof size === 'number' && typeof lastModified === 'number'
    ? { name, size, lastModified }
    : null;
}

/** When a film began, as it was last said, beside whichever walk; null: never. */
export async function readFilmStart(database: Database, file: FilmFile): Promise<FilmStart | null> {
  const kept = (await readSetting(database, fileKey(file))) as Partial<FilmStart> | null;
  const { startedAtMs, clock } = kept ?? {};
  return Number.isFinite(startedAtMs) && typeof clock === 'string' && CLOCKS.includes(clock)
    ? { startedAtMs: startedAtMs!, clock }
    : null;
}

/** Lay a film beside a walk, and remember when it began. The film itself stays where it is. */
export async function keepFilm(
  database: Database,
  walkId: string,
  { name, size, lastModified }: FilmFile,
  { startedAtMs, clock }: FilmStart,
): Promise<void> {
  await saveSetting(database, walkKey(walkId), { name, size, lastModified });
  await saveSetting(database, fileKey({ name, size, lastModified }), { startedAtMs, clock });
}

/** Take the film from beside a walk. When it began stays known. */
export function forgetFilm(database: Database, walkId: string): Promise<void> {
  return saveSetting(database, walkKey(walkId), null);
}

/**
 * In a transaction that clears a walk away: what is kept of the film beside it, and when that began, unless the film lies beside
 * another walk too.
 */
export async function clearFilmOf(
  settings: IDBPObjectStore<CatpaceSchema, StoreNames<CatpaceSchema>[], 'settings', 'readwrite'>,
  walkId: string,
): Promise<void> {
  const kept = (await settings.get(walkKey(walkId)))?.value as FilmFile | null | undefined;
  await settings.delete(walkKey(walkId));
  if (!kept) return;
  const others = await settings.getAll(IDBKeyRange.bound(walkKey(''), walkKey('\uffff')));
  const file = fileKey(kept);
  if (!others.some(({ value }) => value && fileKey(value as FilmFile) === file)) await settings.delete(file);
}

function walkKey(walkId: string): string {
  return `film of ${walkId}`;
}

function fileKey({ name, size, lastModified }: FilmFile): string {
  return `film ${size} ${lastModified} ${name.slice(0, NAME_LENGTH)}`;
}
