import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CatsDesk } from '../../lib/app/cats-desk.svelte';
import { Library } from '../../lib/app/library.svelte';
import { MAX_PHOTO_BYTES, PhotoError, reencodePhoto } from '../../lib/app/reencode-photo';
import { DATABASE_NAME } from '../../lib/store/database';
import { listCats } from '../../lib/store/cats';
import { listPhotos } from '../../lib/store/photos';
import { profileOfCat } from '../../lib/walk/cat-profile';

let library: Library;
const small = Uint8Array.from([0xff, 0xd8]).buffer;

beforeEach(() => {
  library = new Library();
});
afterEach(() => {
  library.live.close();
  library.database.close();
  return new Promise((resolve) => (indexedDB.deleteDatabase(DATABASE_NAME).onsuccess = resolve));
});

async function withCat(encode?: (file: Blob) => Promise<ArrayBuffer>) {
  const desk = new CatsDesk(library, encode);
  const id = await desk.add();
  const cat = () => library.ownCats.find((each) => each.id === id)!;
  return { desk, cat };
}

describe('the desk of the cats', () => {
  it('keeps a new cat and what is said of it, and every quick answer', async () => {
    const { desk, cat } = await withCat();
    expect(library.catId).toBe(cat().id);
    const before = cat();
    expect(await desk.save(before, { name: 'Mina', bodyKg: 4, profile: { notes: 'shy' } })).toBe(true);
    await Promise.all([desk.answer(before, 'healthy', true), desk.answer(before, 'curious', false)]);
    const [kept] = await listCats(library.database);
    expect(kept).toEqual(cat());
    expect(kept).toMatchObject({ name: 'Mina', bodyKg: 4 });
    expect(profileOfCat(kept!)).toMatchObject({
      notes: 'shy',
      readiness: { healthy: true, curious: false },
      weighings: [{ kg: 4 }],
    });
  });

  it('takes a cat out of the list, and brings it back', async () => {
    const { desk, cat } = await withCat();
    await desk.remove(cat());
    expect(library.ownCats).toEqual([]);
    expect(await listCats(library.database)).toEqual([]);
    library.undoable!.undo();
    await vi.waitFor(() => expect(library.ownCats).toHaveLength(1));
    expect(await listCats(library.database)).toHaveLength(1);
  });

  it('keeps what the picture was made into, and brings a removed one back', async () => {
    const { desk, cat } = await withCat(async () => small);
    await desk.setPhoto(cat().id, new Blob(['with a place in it']));
    expect(desk.photos.get(cat().id)).toMatch(/^blob:/);
    expect((await listPhotos(library.database))[0]!.bytes.byteLength).toBe(2);
    await desk.removePhoto(cat().id);
    expect(await listPhotos(library.database)).toEqual([]);
    library.undoable!.undo();
    await vi.waitFor(() => expect(desk.photos.size).toBe(1));
    expect(await listPhotos(library.database)).toHaveLength(1);
  });

  it('keeps the picture from before when the new one is no picture', async () => {
    let broken = false;
    const { desk, cat } = await withCat(async () => {
      if (broken) throw new PhotoError('no-image', 'a text');
      return small;
    });
    await desk.setPhoto(cat().id, new Blob(['a']));
    broken = true;
    await desk.setPhoto(cat().id, new Blob(['b']));
    expect(desk.photoTrouble?.title).toMatch(/no picture/);
    expect(await listPhotos(library.database)).toHaveLength(1);
    expect(library.trouble).toBeNull();
  });
});

describe('a picture of 50 MB', () => {
  it('is refused before a byte of it is decoded', async () => {
    const decode = vi.spyOn(URL, 'createObjectURL');
    const { desk, cat } = await withCat(reencodePhoto);
    await desk.setPhoto(cat().id, new Blob([new Uint8Array(50 * 1024 * 1024)], { type: 'image/jpeg' }));
    expect(desk.photoTrouble?.title).toMatch(/too large/);
    expect(decode).not.toHaveBeenCalled();
    expect(await listPhotos(library.database)).toEqual([]);
    expect(50 * 1024 * 1024).toBeGreaterThan(MAX_PHOTO_BYTES);
  });
});
