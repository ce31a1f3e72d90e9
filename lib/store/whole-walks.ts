import type { Correction } from '../walk/correction';
import type { Cat, Detections, Mark, Walk, WalkChunk } from '../walk/walk';
import type { Connection, Database } from './database';
import { mergedChunks, ofWalk } from './packs';
import { StoreError } from './store-error';
import { written } from './written';

const STORES = ['walks', 'chunks', 'marks', 'corrections', 'detections', 'cats'] as const;

/** All records of one walk. */
export interface WholeWalk {
  walk: Walk;
  chunks: WalkChunk[];
  marks: Mark[];
  corrections: Correction[];
  detections: Detections[];
}

/** Everything that is kept of a walk, as it stood at one moment. Rejects with `missing`. */
export function readWholeWalk(database: Database, walkId: string): Promise<WholeWalk> {
  return database.run(async (connection) => {
    const transaction = connection.transaction([...STORES, 'packBytes']);
    const [walk, single, packs, marks, corrections, detections] = await Promise.all([
      transaction.objectStore('walks').get(walkId),
      transaction.objectStore('chunks').getAll(ofWalk(walkId)),
      transaction.objectStore('packBytes').getAll(ofWalk(walkId)),
      transaction.objectStore('marks').index('byWalk').getAll(walkId),
      transaction.objectStore('corrections').index('byWalk').getAll(walkId),
      transaction.objectStore('detections').getAll(ofWalk(walkId)),
    ]);
    if (!walk) throw new StoreError('missing', `There is no walk ${walkId}.`);
    return { walk, chunks: await mergedChunks(packs, single), marks, corrections, detections };
  });
}

/** What came of adding walks. */
export interface Added {
  added: string[];
  /** Ids of walks that were here already and stay as they are. */
  here: string[];
}

/**
 * Add walks with all their records, and cats that are not here yet, in one transaction: all, or none. A walk that is here
 * stays as it is; one that was deleted comes back.
 */
export function addWholeWalks(
  database: Database,
  walks: readonly WholeWalk[],
  cats: readonly Cat[] = [],
): Promise<Added> {
  return database.run(async (connection: Connection) => {
    const transaction = connection.transaction(STORES, 'readwrite', { durability: 'strict' });
    const writes: Promise<unknown>[] = [];
    const result: Added = { added: [], here: [] };
    try {
      for (const cat of cats) {
        const store = transaction.objectStore('cats');
        if (!(await store.getKey(cat.id))) writes.push(store.put(cat));
      }
      for (const { walk, chunks, marks, corrections, detections } of walks) {
        const store = transaction.objectStore('walks');
        const kept = await store.get(walk.id);
        if (kept) {
          if (kept.deletedAtMs !== null) writes.push(store.put({ ...kept, deletedAtMs: null }));
          result.here.push(walk.id);
          continue;
        }
        writes.push(store.add({ ...walk, deletedAtMs: null }));
        for (const chunk of chunks) writes.push(transaction.objectStore('chunks').put(chunk));
        for (const mark of marks) writes.push(transaction.objectStore('marks').put(mark));
        for (const said of corrections) writes.push(transaction.objectStore('corrections').put(said));
        for (const found of detections) writes.push(transaction.objectStore('detections').put(found));
        result.added.push(walk.id);
      }
    } catch (error) {
      // A record that cannot be written at all stops us here: what was written before must not stay.
      transaction.abort();
      await Promise.allSettled([transaction.done, ...writes]);
      throw error;
    }
    await written(transaction, ...writes);
    return result;
  });
}
