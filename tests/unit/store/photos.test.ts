import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { listPhotos, removePhoto, savePhoto } from '../../../lib/store/photos';
import { freshDatabase } from '../../support/fresh-database';

const photo = (catId: string, ...bytes: number[]) => ({
  catId,
  bytes: Uint8Array.from(bytes).buffer,
  updatedAtMs: 1,
});

describe('the pictures of cats', () => {
  it('are one a cat, and gone when removed, with what it takes to bring them back', async () => {
    const { database } = freshDatabase();
    await savePhoto(database, photo('a', 1));
    await savePhoto(database, photo('b', 2));
    await savePhoto(database, photo('a', 3, 4));
    const kept = await listPhotos(database);
    expect(kept.map(({ catId, bytes }) => [catId, ...new Uint8Array(bytes)])).toEqual([
      ['a', 3, 4],
      ['b', 2],
    ]);
    const removed = await removePhoto(database, 'a');
    expect([...new Uint8Array(removed!.bytes)]).toEqual([3, 4]);
    expect((await listPhotos(database)).map(({ catId }) => catId)).toEqual(['b']);
    expect(await removePhoto(database, 'a')).toBeNull();
  });
});
