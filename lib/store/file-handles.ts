import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { storeErrorFrom } from './store-error';

interface FileHandlesSchema extends DBSchema {
  /** Key: what the file belongs to, e.g. a walk's id. */
  handles: { key: string; value: FileSystemFileHandle };
}

/** Apart from Catpace's own database: a handle means nothing on another machine, and no backup could carry it. */
const NAME = 'catpace-files';

/** Remember where a file of the owner's is. Rejects with `StoreError`. */
export function keepFileHandle(key: string, handle: FileSystemFileHandle): Promise<void> {
  return withHandles(async (database) => void (await database.put('handles', handle, key)));
}

/** Null: none is remembered. */
export function readFileHandle(key: string): Promise<FileSystemFileHandle | null> {
  return withHandles(async (database) => (await database.get('handles', key)) ?? null);
}

export function forgetFileHandle(key: string): Promise<void> {
  return withHandles((database) => database.delete('handles', key));
}

/** Few and short uses: the database is opened for each and never in another page's way. */
async function withHandles<T>(work: (database: IDBPDatabase<FileHandlesSchema>) => Promise<T>): Promise<T> {
  let database: IDBPDatabase<FileHandlesSchema> | null = null;
  try {
    database = await openDB<FileHandlesSchema>(NAME, 1, {
      upgrade: (made) => void made.createObjectStore('handles'),
    });
    return await work(database);
  } catch (cause) {
    throw storeErrorFrom(cause);
  } finally {
    database?.close();
  }
}
