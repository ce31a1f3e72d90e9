import type { Cat } from '../walk/walk';
import type { Database } from './database';
import { written } from './written';

/** All cats, the first one made first (ids carry their time). */
export function listCats(database: Database): Promise<Cat[]> {
  return database.run((connection) => connection.getAll('cats'));
}

/** One cat; null when there is none. */
export function readCat(database: Database, catId: string): Promise<Cat | null> {
  return database.run(async (connection) => (await connection.get('cats', catId)) ?? null);
}

/** A new cat, or one that has changed. */
export function saveCat(database: Database, cat: Cat): Promise<void> {
  return database.run(async (connection) => {
    const transaction = connection.transaction('cats', 'readwrite', { durability: 'strict' });
    await written(transaction, transaction.store.put(cat));
  });
}

/**
 * The first cat. Where there is none yet, `fresh` becomes it: asked by two pages at once, both get the same one,
 * since looking and writing share a transaction.
 */
export function firstCat(database: Database, fresh: Cat): Promise<Cat> {
  return database.run(async (connection) => {
    const transaction = connection.transaction('cats', 'readwrite', { durability: 'strict' });
    const [kept] = await transaction.store.getAll(null, 1);
    if (kept) return kept;
    await written(transaction, transaction.store.add(fresh));
    return fresh;
  });
}
