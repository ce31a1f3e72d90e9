import type { Page } from 'playwright-core';
import { until } from '../until';

interface OldStore {
  name: string;
  keyPath: string | string[] | null;
  indexes?: Record<string, string | string[]>;
}

const FIRST: readonly OldStore[] = [
  {
    name: 'walks',
    keyPath: 'id',
    indexes: { byStart: 'startedAtMs', byCat: ['catId', 'startedAtMs'], byStatus: 'status' },
  },
  { name: 'chunks', keyPath: ['walkId', 'index'] },
  { name: 'marks', keyPath: 'id', indexes: { byWalk: 'walkId' } },
  { name: 'corrections', keyPath: 'id', indexes: { byWalk: 'walkId' } },
  { name: 'detections', keyPath: ['walkId', 'detectorVersion'], indexes: { byVersion: 'detectorVersion' } },
  { name: 'cats', keyPath: 'id' },
  { name: 'choices', keyPath: 'id' },
  { name: 'photos', keyPath: 'catId' },
  { name: 'settings', keyPath: 'key' },
  { name: 'staging', keyPath: null },
];

/**
 * The stores of every database version that Catpace has had and no longer writes. Written down here and never derived from
 * the product's code: what is on people's disks does not change with it.
 */
export const OLDER_DATABASES: Readonly<Record<number, readonly OldStore[]>> = {
  1: FIRST,
  2: [
    ...FIRST,
    { name: 'packs', keyPath: ['walkId', 'index'] },
    { name: 'packBytes', keyPath: ['walkId', 'index'] },
  ],
};

/** Make an empty database as an older Catpace did. @param page one of the extension's that opens no database itself */
export async function makeOlderDatabase(page: Page, version: number): Promise<void> {
  // The extension's own start makes one of today's: not before it is there may it be taken away.
  await until('the extension has begun', async () => (await databaseVersion(page)) > 0);
  const make = (): Promise<boolean> =>
    page.evaluate(
      async ({ version, stores }) => {
        const done = (request: IDBOpenDBRequest): Promise<boolean> =>
          new Promise((resolve) => {
            request.onsuccess = () => resolve(true);
            request.onerror = () => resolve(false);
          });
        await done(indexedDB.deleteDatabase('catpace'));
        const opening = indexedDB.open('catpace', version);
        opening.onupgradeneeded = () => {
          for (const { name, keyPath, indexes } of stores) {
            const store = opening.result.createObjectStore(
              name,
              keyPath ? { keyPath } : { autoIncrement: true },
            );
            for (const [index, path] of Object.entries(indexes ?? {})) store.createIndex(index, path);
          }
        };
        const isMade = await done(opening);
        if (isMade) opening.result.close();
        return isMade;
      },
      { version, stores: OLDER_DATABASES[version]! },
    );
  // Where the extension was quicker and made its own once more, once more.
  await until('the older database is there', make);
}

/** Version of the database as it lies on the disk. */
export async function databaseVersion(page: Page): Promise<number> {
  return page.evaluate(
    async () => (await indexedDB.databases()).find(({ name }) => name === 'catpace')?.version ?? 0,
  );
}
