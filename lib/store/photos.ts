import type { CatPhoto } from '../walk/walk';
import type { Database } from './database';
import { written } from './written';

/** The pictures of all cats that have one. */
export function listPhotos(database: Database): Promise<CatPhoto[]> {
  return database.run((connection) => connection.getAll('photos'));
}

/** A cat's picture, in the place of the one before. */
export function savePhoto(database: Database, photo: CatPhoto): Promise<void> {
  return database.run(async (connection) => {
    const transaction = connection.transaction('photos', 'readwrite', { durability: 'strict' });
    await written(transaction, transaction.store.put(photo));
  });
}

/** Take a cat's picture away. Resolves with what it was, so that it can be brought back. */
export function removePhoto(database: Database, catId: string): Promise<CatPhoto | null> {
  return database.run(async (connection) => {
    const transaction = connection.transaction('photos', 'readwrite', { durability: 'strict' });
    const photo = await transaction.store.get(catId);
    await written(transaction, transaction.store.delete(catId));
    return photo ?? null;
  });
}
