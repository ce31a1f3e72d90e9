import type { Cat } from '../walk/walk';
import type { Database } from './database';
import { written } from './written';

/** All cats, the first one made first (ids carry their time). Deleted ones are left out. */
export function listCats(database: Database): Promise<Cat[]> {
  return database.run(async (connection) => (await connection.getAll('cats')).filter(isKept));
}

function isKept({ deletedAtMs }: Cat): boolean {
  return (deletedAtMs ?? null) === null;
}

/** A new cat, or one that has changed. */
export function saveCat(database: Database, cat: Cat): Promise<void> {
  return database.run(async (connection) => {
    const transaction = connection.transaction('cats', 'readwrite', { durability: 'strict' });
    await written(transaction, transaction.store.put(cat));
  });
}

/** What a page may change of a cat. */
export type CatChange = Partial<Omit<Cat, 'id' | 'updatedAtMs'>>;

/**
 * Change something of a cat, and nothing else of it: another page may have changed the rest meanwhile. What depends on
 * what is there now (a history that grows) is a function of it. A cat that was cleared away is written whole. Resolves
 * with the cat as it is now.
 */
export function changeCat(
  database: Database,
  cat: Cat,
  change: CatChange | ((kept: Cat) => CatChange),
  atMs: number,
): Promise<Cat> {
  return database.run(async (connection) => {
    const transaction = connection.transaction('cats', 'readwrite', { durability: 'strict' });
    const kept = (await transaction.store.get(cat.id)) ?? cat;
    const changed = { ...kept, ...(typeof change === 'function' ? change(kept) : change), updatedAtMs: atMs };
    await written(transaction, transaction.store.put(changed));
    return changed;
  });
}

/**
 * The owner's first cat, which is never `otherThan`. Where there is none yet, `fresh` becomes it: asked by two pages at
 * once, both get the same one, since looking and writing share a transaction.
 */
export function firstCat(database: Database, fresh: Cat, otherThan?: string): Promise<Cat> {
  return database.run(async (connection) => {
    const transaction = connection.transaction('cats', 'readwrite', { durability: 'strict' });
    const kept = (await transaction.store.getAll()).find((cat) => cat.id !== otherThan && isKept(cat));
    if (kept) return kept;
    await written(transaction, transaction.store.add(fresh));
    return fresh;
  });
}
