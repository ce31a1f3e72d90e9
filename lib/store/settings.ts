import type { Database } from './database';
import { written } from './written';

/** A remembered value; null when nothing is. It comes from disk: the caller checks its shape. */
export function readSetting(database: Database, key: string): Promise<unknown> {
  return database.run(async (connection) => (await connection.get('settings', key))?.value ?? null);
}

/** Remember a value that can be cloned. */
export function saveSetting(database: Database, key: string, value: unknown): Promise<void> {
  return database.run(async (connection) => {
    const transaction = connection.transaction('settings', 'readwrite', { durability: 'relaxed' });
    await written(transaction, transaction.store.put({ key, value }));
  });
}
