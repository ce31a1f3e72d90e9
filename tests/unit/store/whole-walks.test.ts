import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { listCats, saveCat } from '../../../lib/store/cats';
import { deleteWalk, listWalks } from '../../../lib/store/walks';
import { addWholeWalks, readWholeWalk } from '../../../lib/store/whole-walks';
import { exampleCat } from '../../support/example-walk';
import { freshDatabase } from '../../support/fresh-database';
import { recordedWalk } from '../../support/recorded-walk';

const OTHER = '01900000-0000-7000-8000-000000000002';

describe('whole walks', () => {
  it('come back as they were added', async () => {
    const { database } = freshDatabase();
    const recorded = recordedWalk();
    expect(await addWholeWalks(database, [recorded], [exampleCat()])).toEqual({
      added: [recorded.walk.id],
      here: [],
    });
    expect(await readWholeWalk(database, recorded.walk.id)).toEqual(recorded);
    expect(await listCats(database)).toEqual([exampleCat()]);
  });

  it('leave what is here as it is, and bring back what was deleted', async () => {
    const { database } = freshDatabase();
    const recorded = recordedWalk();
    await addWholeWalks(database, [recorded]);
    await saveCat(database, exampleCat({ name: 'Renamed' }));
    await deleteWalk(database, recorded.walk.id, 5);
    const changed = { ...recorded, walk: { ...recorded.walk, catName: 'Other' } };
    expect(await addWholeWalks(database, [changed], [exampleCat()])).toEqual({
      added: [],
      here: [recorded.walk.id],
    });
    expect(await listWalks(database)).toEqual([recorded.walk]);
    expect((await listCats(database))[0]!.name).toBe('Renamed');
  });

  it('are added all or none', async () => {
    const { database } = freshDatabase();
    const broken = recordedWalk(1_000, { id: OTHER });
    // A function cannot be kept: the write of it fails.
    broken.marks[0] = { ...broken.marks[0]!, text: (() => {}) as unknown as string };
    await expect(addWholeWalks(database, [recordedWalk(), broken])).rejects.toThrow();
    expect(await listWalks(database)).toEqual([]);
  });

  it('that are not here are said to be missing', async () => {
    const { database } = freshDatabase();
    await expect(readWholeWalk(database, OTHER)).rejects.toMatchObject({ code: 'missing' });
  });
});
