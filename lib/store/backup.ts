import type { IDBPTransaction, StoreNames } from 'idb';
import type { Cat, CatPhoto, Mark, Walk, WalkChunk } from '../walk/walk';
import { readChunks } from './chunks';
import type { BackedUpStore, CatpaceSchema, Database, StagedPart } from './database';
import { chunksIn, holdsIndex, ofWalk, type PackHead } from './packs';
import { StoreError } from './store-error';
import { written } from './written';

/** Every store that a backup holds, and how many of its records make a part: some 300 kB. In the order of the file. */
const RECORDS_A_PART: Readonly<Record<BackedUpStore, number>> = {
  cats: 100,
  photos: 4,
  settings: 100,
  walks: 500,
  marks: 1_000,
  corrections: 1_000,
  detections: 20,
  chunks: 256,
  overviews: 20,
  choices: 500,
};
export const BACKED_UP = Object.keys(RECORDS_A_PART) as readonly BackedUpStore[];

/** Records of each store now. */
export function countRecords(database: Database): Promise<Record<BackedUpStore, number>> {
  return database.run(async (connection) => {
    const transaction = connection.transaction([...BACKED_UP, 'packs']);
    const [heads, ...counts] = await Promise.all([
      transaction.objectStore('packs').getAll(),
      ...BACKED_UP.map((store) => transaction.objectStore(store).count()),
    ]);
    const all = Object.fromEntries(BACKED_UP.map((store, i) => [store, counts[i]!])) as Record<
      BackedUpStore,
      number
    >;
    all.chunks += heads.reduce((sum, head) => sum + chunksIn(head), 0);
    return all;
  });
}

/**
 * All records of the database, a part in memory at a time; of chunks about an hour of one walk.
 * @param onDamaged told of each walk with samples that the disk has damaged: a few minutes each, which are left out
 */
export async function* readAllParts(
  database: Database,
  onDamaged: (walkId: string) => void,
): AsyncGenerator<StagedPart> {
  for (const store of BACKED_UP) {
    if (store === 'chunks') {
      yield* chunkParts(database, onDamaged);
      continue;
    }
    const most = RECORDS_A_PART[store];
    let after: IDBValidKey | null = null;
    for (;;) {
      const range: IDBKeyRange | null = after === null ? null : IDBKeyRange.lowerBound(after, true);
      const [records, keys]: [unknown[], IDBValidKey[]] = await database.run((connection) => {
        const objects = connection.transaction(store).store;
        return Promise.all([objects.getAll(range as never, most), objects.getAllKeys(range as never, most)]);
      });
      if (records.length > 0) yield { store, records };
      if (records.length < most) break;
      after = keys.at(-1)!;
    }
  }
}

/** Chunks of all walks as they were recorded, packed ones too: any Catpace that knows chunks reads them. */
async function* chunkParts(
  database: Database,
  onDamaged: (walkId: string) => void,
): AsyncGenerator<StagedPart> {
  let records: WalkChunk[] = [];
  for (const walkId of await listWalksWithChunks(database))
    for await (const chunk of readChunks(database, walkId, () => onDamaged(walkId))) {
      records.push(chunk);
      if (records.length < RECORDS_A_PART.chunks) continue;
      yield { store: 'chunks', records };
      records = [];
    }
  if (records.length > 0) yield { store: 'chunks', records };
}

/** Ids of the walks that any chunk or pack names, those too whose opening is gone. */
function listWalksWithChunks(database: Database): Promise<string[]> {
  return database.run(async (connection) => {
    const transaction = connection.transaction(['chunks', 'packs']);
    const [single, packed] = await Promise.all([
      transaction.objectStore('chunks').getAllKeys(),
      transaction.objectStore('packs').getAllKeys(),
    ]);
    return [...new Set([...single, ...packed].map(([walkId]) => walkId))].sort();
  });
}

/** Lay a part of a backup aside: it is not seen before `applyStaged`. */
export function stagePart(database: Database, part: StagedPart): Promise<void> {
  return database.run(async (connection) => {
    const transaction = connection.transaction('staging', 'readwrite', { durability: 'relaxed' });
    await written(transaction, transaction.store.add(part));
  });
}

/** Forget what was laid aside: a restore that did not come to its end. */
export function clearStaged(database: Database): Promise<void> {
  return database.run(async (connection) => {
    const transaction = connection.transaction('staging', 'readwrite', { durability: 'relaxed' });
    await written(transaction, transaction.store.clear());
  });
}

export type RestoreWay =
  /** What is here stays; what is missing, or damaged, is added. To do it twice changes nothing. */
  | 'merge'
  /** What is here goes; the backup stands in its place. */
  | 'replace';

/**
 * All parts that were laid aside, in one transaction: either all of it is there afterwards, or the database is as it was.
 * @param expected parts that were laid aside; where another page has added or cleared some, nothing is done (`conflict`)
 * @param mendable damaged packs whose chunks are all among the parts, which take their place (`findDamagedPacks`)
 * @param onPart parts that are through
 */
export function applyStaged(
  database: Database,
  way: RestoreWay,
  expected: number,
  mendable: readonly PackHead[],
  onPart: (parts: number) => void,
): Promise<void> {
  return database.run(async (connection) => {
    const here = [...BACKED_UP, 'packs', 'packBytes'] as const;
    const transaction = connection.transaction([...here, 'staging'], 'readwrite', {
      durability: 'strict',
    });
    try {
      if (way === 'replace') await Promise.all(here.map((store) => transaction.objectStore(store).clear()));
      for (const { walkId, index } of mendable)
        for (const store of ['packs', 'packBytes'] as const)
          await transaction.objectStore(store).delete([walkId, index]);
      const heads = new Map<string, PackHead[]>();
      let parts = 0;
      let cursor = await transaction.objectStore('staging').openCursor();
      while (cursor) {
        const { store, records } = cursor.value;
        const missing =
          store === 'chunks' ? await notPacked(transaction, records as WalkChunk[], heads) : records;
        await Promise.all(missing.map((record) => putMerged(transaction, store, record)));
        onPart(++parts);
        cursor = await cursor.continue();
      }
      if (parts !== expected) throw new StoreError('conflict', `${parts} parts of ${expected} are here.`);
      await written(transaction, transaction.objectStore('staging').clear());
    } catch (error) {
      try {
        transaction.abort();
      } catch {
        // It has ended already, which is as good.
      }
      await transaction.done.catch(() => {});
      throw error;
    }
  });
}

type Writing = IDBPTransaction<CatpaceSchema, StoreNames<CatpaceSchema>[], 'readwrite'>;

/**
 * Chunks that no pack here holds already.
 * @param heads what was read of them so far, by walk
 */
async function notPacked(
  transaction: Writing,
  chunks: readonly WalkChunk[],
  heads: Map<string, PackHead[]>,
): Promise<WalkChunk[]> {
  for (const walkId of new Set(chunks.map((chunk) => chunk.walkId)))
    if (!heads.has(walkId)) heads.set(walkId, await transaction.objectStore('packs').getAll(ofWalk(walkId)));
  return chunks.filter(({ walkId, index }) => !heads.get(walkId)!.some((head) => holdsIndex(head, index)));
}

/** One record of a backup beside what is here: by id, so that the order of backups does not matter. */
async function putMerged(transaction: Writing, store: BackedUpStore, record: unknown): Promise<void> {
  const objects = transaction.objectStore(store);
  const key = keyOf(objects.keyPath, record);
  const kept: unknown = await objects.get(key as never);
  const merged = kept === undefined ? record : mergedOf(store, kept, record);
  if (merged !== kept) await objects.put(merged as CatpaceSchema[BackedUpStore]['value']);
}

function mergedOf(store: BackedUpStore, kept: unknown, record: unknown): unknown {
  switch (store) {
    case 'walks': {
      // What the owner said later stays; a word that is only in the backup is not lost.
      const [here, there] = [kept as Walk, record as Walk];
      const said = here.review === null && there.review !== null ? { ...here, review: there.review } : here;
      // The backup was made before its samples were thinned out, and brings them back.
      const isThinned = (here.thinnedAtMs ?? null) !== null;
      return isThinned && (there.thinnedAtMs ?? null) === null ? { ...said, thinnedAtMs: null } : said;
    }
    case 'marks':
    case 'corrections': {
      // A tombstone wins: what was taken back on one machine does not come back from the other.
      const [here, there] = [kept as Mark, record as Mark];
      return here.deletedAtMs === null && there.deletedAtMs !== null
        ? { ...here, deletedAtMs: there.deletedAtMs }
        : here;
    }
    case 'cats':
    case 'photos': {
      const [here, there] = [kept as Cat | CatPhoto, record as Cat | CatPhoto];
      return there.updatedAtMs > here.updatedAtMs ? there : here;
    }
    // Chunks and choices are never rewritten, detections are the same wherever they were made, and settings are this machine's.
    case 'choices':
    case 'overviews':
    case 'chunks':
    case 'detections':
    case 'settings':
      return kept;
  }
}

function keyOf(path: string | string[] | null, record: unknown): IDBValidKey {
  const fields = record as Record<string, IDBValidKey>;
  return Array.isArray(path) ? path.map((name) => fields[name]!) : fields[path!]!;
}
