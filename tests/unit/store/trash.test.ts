import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { BACKED_UP } from '../../../lib/store/backup';
import { keepFileHandle, readFileHandle } from '../../../lib/store/file-handles';
import { keepFilm, readFilmOfWalk, readFilmStart } from '../../../lib/store/films';
import { KEPT_DELETED_MS, listDeletedWalks, purgeDeletedBefore } from '../../../lib/store/trash';
import { deleteWalk, listWalks, undeleteWalk } from '../../../lib/store/walks';
import { addWholeWalks, readWholeWalk } from '../../../lib/store/whole-walks';
import { freshDatabase } from '../../support/fresh-database';
import { recordedWalk } from '../../support/recorded-walk';

const OTHER = '01900000-0000-7000-8000-000000000002';
const NOW = 1_760_000_000_000;
const DAY_MS = 86_400_000;

async function withTwo() {
  const { database } = freshDatabase();
  const kept = recordedWalk(2_000, { id: OTHER });
  kept.marks = kept.marks.map((mark) => ({ ...mark, id: `${mark.id}-2` }));
  kept.corrections = kept.corrections.map((said) => ({ ...said, id: `${said.id}-2` }));
  const gone = recordedWalk(2_000);
  await addWholeWalks(database, [gone, kept]);
  return { database, gone, kept };
}

describe('deleted walks', () => {
  it('can be brought back whole for 30 days', async () => {
    const { database, gone } = await withTwo();
    await deleteWalk(database, gone.walk.id, NOW - KEPT_DELETED_MS + DAY_MS);
    expect(await purgeDeletedBefore(database, NOW - KEPT_DELETED_MS)).toBe(0);
    expect((await listDeletedWalks(database)).map(({ id }) => id)).toEqual([gone.walk.id]);
    await undeleteWalk(database, gone.walk.id);
    expect(await readWholeWalk(database, gone.walk.id)).toEqual(gone);
    expect(await listDeletedWalks(database)).toEqual([]);
  });

  it('are gone for good after that, with all that was theirs and nothing else', async () => {
    const { database, gone, kept } = await withTwo();
    await deleteWalk(database, gone.walk.id, NOW - KEPT_DELETED_MS - 1);
    expect(await purgeDeletedBefore(database, NOW - KEPT_DELETED_MS)).toBe(1);
    await expect(readWholeWalk(database, gone.walk.id)).rejects.toMatchObject({ code: 'missing' });
    const left = await database.run((connection) =>
      Promise.all(BACKED_UP.map((store) => connection.getAll(store))),
    );
    for (const records of left) expect(JSON.stringify(records)).not.toContain(gone.walk.id);
    expect(await readWholeWalk(database, OTHER)).toEqual(kept);
    expect(await listWalks(database)).toHaveLength(1);
    expect(await purgeDeletedBefore(database, NOW)).toBe(0);
  });

  it('take what is remembered of their films with them, and leave those of other walks', async () => {
    const { database, gone } = await withTwo();
    const lone = { name: 'alone.mp4', size: 5, lastModified: 6 };
    const shared = { name: 'shared.mp4', size: 7, lastModified: 8 };
    const start = { startedAtMs: NOW, clock: 'by-frame' } as const;
    // What the browser gives is an object that it can keep.
    const handle = { kind: 'file' } as FileSystemFileHandle;
    const third = '01900000-0000-7000-8000-000000000003';
    await addWholeWalks(database, [{ ...recordedWalk(1_000, { id: third }), marks: [], corrections: [] }]);
    await keepFilm(database, gone.walk.id, lone, start);
    await keepFilm(database, third, shared, start);
    await keepFilm(database, OTHER, shared, start);
    for (const id of [gone.walk.id, third, OTHER]) await keepFileHandle(id, handle);
    for (const id of [gone.walk.id, third]) await deleteWalk(database, id, NOW);
    expect(await purgeDeletedBefore(database, Infinity)).toBe(2);
    const settings = await database.run((connection) => connection.getAll('settings'));
    expect(JSON.stringify(settings)).not.toContain(lone.name);
    expect(JSON.stringify(settings)).not.toContain(third);
    expect(await readFilmOfWalk(database, OTHER)).toEqual(shared);
    expect(await readFilmStart(database, shared)).toEqual(start);
    expect([await readFileHandle(gone.walk.id), await readFileHandle(third)]).toEqual([null, null]);
    expect(await readFileHandle(OTHER)).toEqual(handle);
  });
});
