import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Database, DATABASE_VERSION } from '../../../lib/store/database';
import { StoreError, storeErrorFrom } from '../../../lib/store/store-error';
import { listWalks, openWalk } from '../../../lib/store/walks';
import { listCats } from '../../../lib/store/cats';
import { listUnpackedWalks, packNext } from '../../../lib/store/packs';
import { readWholeWalk } from '../../../lib/store/whole-walks';
import type { RecordedWalk } from '../../../lib/exchange/recorded-walk';
import { exampleCat, exampleWalk } from '../../support/example-walk';
import { freshDatabase } from '../../support/fresh-database';
import { recordedWalk } from '../../support/recorded-walk';

afterEach(() => vi.restoreAllMocks());

describe('Database', () => {
  it('makes every store at the first opening', async () => {
    const { database } = freshDatabase();
    const names = await database.run(async (connection) => [...connection.objectStoreNames]);
    expect(names).toEqual([
      'cats',
      'choices',
      'chunks',
      'corrections',
      'detections',
      'marks',
      'overviews',
      'packBytes',
      'packs',
      'photos',
      'settings',
      'staging',
      'walks',
    ]);
  });

  it('opens once for operations that begin together', async () => {
    const open = vi.spyOn(indexedDB, 'open');
    const { database } = freshDatabase();
    await Promise.all([listWalks(database), listWalks(database), listWalks(database)]);
    expect(open).toHaveBeenCalledTimes(1);
  });

  it('says "newer-version" for a database of a newer Catpace, and leaves it as it is', async () => {
    const { database, name } = freshDatabase();
    const newer = await openDB(name, DATABASE_VERSION + 1, {
      upgrade: (connection) => void connection.createObjectStore('later'),
    });
    newer.close();
    await expect(listWalks(database)).rejects.toMatchObject({ name: 'StoreError', code: 'newer-version' });
    const again = await openDB(name);
    expect([...again.objectStoreNames]).toEqual(['later']);
    again.close();
  });

  it('lets go when a newer page wants the database', async () => {
    const notice = vi.fn();
    const { name } = freshDatabase();
    const database = new Database(name, notice);
    await openWalk(database, exampleWalk());
    const newer = await openDB(name, DATABASE_VERSION + 1);
    expect(notice).toHaveBeenCalledWith('outdated');
    await expect(listWalks(database)).rejects.toMatchObject({ code: 'newer-version' });
    newer.close();
  });

  it('says "blocked" while an older page holds on, and works once that page is gone', async () => {
    const notice = vi.fn();
    const { name } = freshDatabase();
    // An older version of the database, held by a page that does not let go.
    const older = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name, 1);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    older.onversionchange = () => {};
    const original = indexedDB.open.bind(indexedDB);
    vi.spyOn(indexedDB, 'open').mockImplementation((which) => original(which, 2));
    const database = new Database(name, notice);
    await expect(listWalks(database)).rejects.toMatchObject({ code: 'blocked' });
    expect(notice).toHaveBeenCalledWith('blocked');
    older.close();
    // That it answers at all is what counts.
    const version = await vi.waitFor(() => database.run(async (connection) => connection.version));
    expect(version).toBe(2);
  });

  it('opens anew after it was closed', async () => {
    const { database } = freshDatabase();
    await openWalk(database, exampleWalk());
    database.close();
    expect(await listWalks(database)).toHaveLength(1);
  });

  it('opens anew after the browser ended the connection', async () => {
    const { database } = freshDatabase();
    await openWalk(database, exampleWalk());
    // The connection dies under the page without a word.
    await database.run(async (connection) => connection.close());
    await expect(listWalks(database)).rejects.toMatchObject({ code: 'gone' });
    expect(await listWalks(database)).toHaveLength(1);
  });

  it('says "unsupported" where there is no IndexedDB', async () => {
    vi.stubGlobal('indexedDB', undefined);
    try {
      await expect(listWalks(new Database('none'))).rejects.toMatchObject({ code: 'unsupported' });
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('tries again after an opening that failed', async () => {
    const { database } = freshDatabase();
    vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
      throw new DOMException('disk', 'UnknownError');
    });
    await expect(listWalks(database)).rejects.toMatchObject({ code: 'unknown' });
    expect(await listWalks(database)).toEqual([]);
  });
});

describe('a database of version 1, before walks were packed', () => {
  /** The stores of that version, written down here so that no later change of the code changes them. */
  async function databaseOfVersion1(name: string, recorded: RecordedWalk): Promise<void> {
    const old = await openDB(name, 1, {
      upgrade(connection) {
        const walks = connection.createObjectStore('walks', { keyPath: 'id' });
        walks.createIndex('byStart', 'startedAtMs');
        walks.createIndex('byCat', ['catId', 'startedAtMs']);
        walks.createIndex('byStatus', 'status');
        connection.createObjectStore('chunks', { keyPath: ['walkId', 'index'] });
        connection.createObjectStore('marks', { keyPath: 'id' }).createIndex('byWalk', 'walkId');
        connection.createObjectStore('corrections', { keyPath: 'id' }).createIndex('byWalk', 'walkId');
        connection
          .createObjectStore('detections', { keyPath: ['walkId', 'detectorVersion'] })
          .createIndex('byVersion', 'detectorVersion');
        connection.createObjectStore('cats', { keyPath: 'id' });
        connection.createObjectStore('choices', { keyPath: 'id' });
        connection.createObjectStore('photos', { keyPath: 'catId' });
        connection.createObjectStore('settings', { keyPath: 'key' });
        connection.createObjectStore('staging', { autoIncrement: true });
      },
    });
    await old.put('walks', recorded.walk);
    for (const store of ['chunks', 'marks', 'corrections', 'detections'] as const)
      for (const record of recorded[store]) await old.put(store, record);
    await old.put('cats', exampleCat());
    old.close();
  }

  it('comes up to date with all that is in it, and its walks can be packed then', async () => {
    const { database, name } = freshDatabase();
    const recorded = recordedWalk();
    await databaseOfVersion1(name, recorded);
    expect(await readWholeWalk(database, recorded.walk.id)).toEqual(recorded);
    expect(await listCats(database)).toEqual([exampleCat()]);
    expect(await listUnpackedWalks(database)).toEqual([recorded.walk.id]);
    await packNext(database, recorded.walk.id, -Infinity);
    expect(await database.run((connection) => connection.count('chunks'))).toBe(0);
    expect(await readWholeWalk(database, recorded.walk.id)).toEqual(recorded);
  });
});

describe('storeErrorFrom', () => {
  it.each([
    ['QuotaExceededError', 'quota'],
    ['VersionError', 'newer-version'],
    ['ConstraintError', 'conflict'],
    ['InvalidStateError', 'gone'],
    ['AbortError', 'gone'],
    ['DataCloneError', 'unknown'],
  ])('%s -> %s', (name, code) => {
    const cause = new DOMException('why', name);
    expect(storeErrorFrom(cause)).toMatchObject({ code, message: 'why', cause });
  });

  it('leaves a StoreError as it is and takes anything', () => {
    const error = new StoreError('missing', 'x');
    expect(storeErrorFrom(error)).toBe(error);
    expect(storeErrorFrom('text')).toMatchObject({ code: 'unknown', message: 'text' });
  });
});
