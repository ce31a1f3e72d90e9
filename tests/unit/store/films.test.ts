import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { forgetFilm, keepFilm, readFilmOfWalk, readFilmStart } from '../../../lib/store/films';
import { saveSetting } from '../../../lib/store/settings';
import { freshDatabase } from '../../support/fresh-database';

const FILE = { name: 'IMG_0042.MOV', size: 123_456_789, lastModified: 1_773_504_300_000 };
const START = { startedAtMs: 1_773_504_000_123, clock: 'by-frame' as const };

describe('the film beside a walk', () => {
  it('is remembered by walk, and when it began by file: it may lie beside another walk too', async () => {
    const { database } = freshDatabase();
    expect(await readFilmOfWalk(database, 'a')).toBeNull();
    await keepFilm(database, 'a', FILE, START);
    expect(await readFilmOfWalk(database, 'a')).toEqual(FILE);
    expect(await readFilmOfWalk(database, 'b')).toBeNull();
    expect(await readFilmStart(database, FILE)).toEqual(START);
    expect(await readFilmStart(database, { ...FILE, size: 1 })).toBeNull();
  });

  it('can be taken away, and comes back as it was laid', async () => {
    const { database } = freshDatabase();
    await keepFilm(database, 'a', FILE, START);
    await forgetFilm(database, 'a');
    expect(await readFilmOfWalk(database, 'a')).toBeNull();
    expect(await readFilmStart(database, FILE)).toEqual(START);
  });

  it('has a key that a backup takes, however long its name is', async () => {
    const { database } = freshDatabase();
    const file = { ...FILE, name: 'x'.repeat(255) };
    await keepFilm(database, 'a'.repeat(36), file, START);
    const keys = await database.run((connection) => connection.getAllKeys('settings'));
    expect(keys.every((key) => key.length <= 200)).toBe(true);
    expect(await readFilmStart(database, file)).toEqual(START);
  });

  it('is none where what was kept cannot be', async () => {
    const { database } = freshDatabase();
    for (const kept of [
      'a',
      5,
      {},
      { name: 'a', size: '1', lastModified: 0 },
      { startedAtMs: NaN, clock: 'saved' },
    ]) {
      await saveSetting(database, 'film of a', kept);
      expect(await readFilmOfWalk(database, 'a')).toBeNull();
      await saveSetting(database, `film ${FILE.size} ${FILE.lastModified} ${FILE.name}`, kept);
      expect(await readFilmStart(database, FILE)).toBeNull();
    }
  });
});
