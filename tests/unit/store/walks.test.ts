import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { changeCat, firstCat, listCats, saveCat } from '../../../lib/store/cats';
import { Database } from '../../../lib/store/database';
import { listDetections, putDetections, readDetections } from '../../../lib/store/detections';
import { addMark, listMarks, setMarkDeleted } from '../../../lib/store/marks';
import { readSetting, saveSetting } from '../../../lib/store/settings';
import {
  closeWalk,
  deleteWalk,
  listRecordingWalks,
  listWalks,
  openWalk,
  readWalk,
  reviewWalk,
  undeleteWalk,
} from '../../../lib/store/walks';
import type { Detections, Mark } from '../../../lib/walk/walk';
import { exampleCat, exampleWalk } from '../../support/example-walk';
import { freshDatabase } from '../../support/fresh-database';

afterEach(() => vi.restoreAllMocks());

const review = { stress: 1, foodTaken: true, note: 'sniffed the mulch' } as const;

/** Durability that each transaction asked for, by store. */
function watchDurability(): string[] {
  const seen: string[] = [];
  const original = IDBDatabase.prototype.transaction;
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
    this: IDBDatabase,
    stores,
    mode,
    options,
  ) {
    seen.push(`${[stores].flat().join()} ${mode ?? 'readonly'} ${options?.durability ?? 'default'}`);
    return original.call(this, stores, mode, options);
  });
  return seen;
}

describe('walks', () => {
  it('opens, closes and reviews a walk', async () => {
    const { database } = freshDatabase();
    const walk = exampleWalk();
    await openWalk(database, walk);
    expect(await listRecordingWalks(database)).toEqual([walk]);
    await closeWalk(database, walk, { status: 'ended', durationMs: 600_000, review: null });
    expect(await listRecordingWalks(database)).toEqual([]);
    await reviewWalk(database, walk.id, review);
    expect(await readWalk(database, walk.id)).toEqual({
      ...walk,
      status: 'ended',
      durationMs: 600_000,
      review,
    });
  });

  it('keeps openings, closings and marks with strict durability', async () => {
    const { database } = freshDatabase();
    await listWalks(database);
    const seen = watchDurability();
    const walk = exampleWalk();
    await openWalk(database, walk);
    await closeWalk(database, walk, { status: 'ended', durationMs: 1, review });
    await addMark(database, mark({ id: 'm1' }));
    expect(seen).toEqual(['walks readwrite strict', 'walks readwrite strict', 'marks readwrite strict']);
  });

  it('does not overwrite a walk', async () => {
    const { database } = freshDatabase();
    await openWalk(database, exampleWalk());
    await expect(openWalk(database, exampleWalk({ catName: 'Other' }))).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await readWalk(database, exampleWalk().id)).toEqual(exampleWalk());
  });

  it('closes a walk whose opening was cleared away', async () => {
    const { database } = freshDatabase();
    await closeWalk(database, exampleWalk(), { status: 'ended', durationMs: 5, review: null });
    expect(await listWalks(database)).toHaveLength(1);
  });

  it('lists newest first, by cat or all, and reads no chunk for it', async () => {
    const { database } = freshDatabase();
    for (const [id, catId, startedAtMs] of [
      ['a', 'x', 20],
      ['b', 'y', 30],
      ['c', 'x', 10],
      ['d', 'x', 40],
    ] as const)
      await openWalk(database, exampleWalk({ id, catId, startedAtMs }));
    const seen = watchDurability();
    expect((await listWalks(database)).map((walk) => walk.id)).toEqual(['d', 'b', 'a', 'c']);
    expect((await listWalks(database, { catId: 'x' })).map((walk) => walk.id)).toEqual(['d', 'a', 'c']);
    expect(await listWalks(database, { catId: 'nobody' })).toEqual([]);
    expect(seen.filter((line) => line.includes('chunks'))).toEqual([]);
  });

  it('puts a walk aside and brings it back', async () => {
    const { database } = freshDatabase();
    const walk = exampleWalk();
    await openWalk(database, walk);
    await deleteWalk(database, walk.id, 99);
    expect(await listWalks(database)).toEqual([]);
    expect(await listWalks(database, { deleted: true })).toEqual([{ ...walk, deletedAtMs: 99 }]);
    await undeleteWalk(database, walk.id);
    expect(await listWalks(database)).toEqual([walk]);
  });

  it('says "missing" for a walk that is not there', async () => {
    const { database } = freshDatabase();
    expect(await readWalk(database, 'none')).toBeNull();
    await expect(deleteWalk(database, 'none', 1)).rejects.toMatchObject({ code: 'missing' });
    await expect(undeleteWalk(database, 'none')).rejects.toMatchObject({ code: 'missing' });
    await expect(reviewWalk(database, 'none', null)).rejects.toMatchObject({ code: 'missing' });
    expect(await listWalks(database, { deleted: true })).toEqual([]);
  });

  it('loses neither change when two pages change one walk at once', async () => {
    const { database, name } = freshDatabase();
    const other = new Database(name);
    const walk = exampleWalk();
    await openWalk(database, walk);
    await Promise.all([reviewWalk(database, walk.id, review), deleteWalk(other, walk.id, 7)]);
    expect(await readWalk(database, walk.id)).toEqual({ ...walk, review, deletedAtMs: 7 });
  });

  it('says "quota" when the disk is full', async () => {
    const { database } = freshDatabase();
    await listWalks(database);
    vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await expect(openWalk(database, exampleWalk())).rejects.toMatchObject({ code: 'quota' });
  });
});

function mark(over: Partial<Mark>): Mark {
  return {
    id: 'm',
    walkId: 'w',
    tMs: 0,
    kind: 'moment',
    text: '',
    createdAtMs: 0,
    deletedAtMs: null,
    ...over,
  };
}

describe('marks', () => {
  it('come back in the order of the walk, without the deleted ones', async () => {
    const { database } = freshDatabase();
    await addMark(database, mark({ id: 'late', tMs: 50 }));
    await addMark(database, mark({ id: 'early', tMs: 10 }));
    await addMark(database, mark({ id: 'elsewhere', walkId: 'v' }));
    expect((await listMarks(database, 'w')).map(({ id }) => id)).toEqual(['early', 'late']);
    await setMarkDeleted(database, 'early', 123);
    expect((await listMarks(database, 'w')).map(({ id }) => id)).toEqual(['late']);
    await setMarkDeleted(database, 'early', null);
    expect(await listMarks(database, 'w')).toHaveLength(2);
    await expect(setMarkDeleted(database, 'none', 1)).rejects.toMatchObject({ code: 'missing' });
    await expect(addMark(database, mark({ id: 'late' }))).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('cats', () => {
  it('makes exactly one first cat, however many pages ask', async () => {
    const { database, name } = freshDatabase();
    const pages = [database, ...Array.from({ length: 5 }, () => new Database(name))];
    const cats = await Promise.all(pages.map((page, i) => firstCat(page, exampleCat({ id: `cat-${i}` }))));
    expect(new Set(cats.map(({ id }) => id)).size).toBe(1);
    expect(await listCats(database)).toEqual([cats[0]]);
  });

  it('keeps changes', async () => {
    const { database } = freshDatabase();
    await saveCat(database, exampleCat());
    await saveCat(database, exampleCat({ bodyKg: 5.1 }));
    expect(await listCats(database)).toEqual([exampleCat({ bodyKg: 5.1 })]);
  });

  it('loses neither change when two pages change one cat, each knowing it as it was', async () => {
    const { database, name } = freshDatabase();
    const other = new Database(name);
    const cat = exampleCat({ stepNumber: 6 });
    await saveCat(database, cat);
    await changeCat(other, cat, { stepNumber: 7 }, 5);
    const changed = await changeCat(database, cat, { name: 'Momo', bodyKg: 3.9 }, 9);
    expect(changed).toEqual({ ...cat, stepNumber: 7, name: 'Momo', bodyKg: 3.9, updatedAtMs: 9 });
    expect(await listCats(database)).toEqual([changed]);
  });

  it('takes the cat of the demo for nobody’s first cat', async () => {
    const { database } = freshDatabase();
    await saveCat(database, exampleCat({ id: 'demo-cat' }));
    const fresh = exampleCat({ id: 'mine' });
    expect(await firstCat(database, fresh, 'demo-cat')).toEqual(fresh);
    expect(await listCats(database)).toHaveLength(2);
  });
});

describe('detections and settings', () => {
  it('are kept by version of the detector', async () => {
    const { database } = freshDatabase();
    const found = (detectorVersion: string, walkId: string): Detections => ({
      walkId,
      detectorVersion,
      activity: [{ state: 'still', startMs: 0, endMs: 5 }],
      events: [],
      gaps: [],
      summary: {
        durationMs: 5,
        movingMs: 0,
        stillMs: 5,
        unknownMs: 0,
        slackShare: null,
        lightMs: 0,
        pullMs: 0,
        hardMs: 0,
        maxTensionN: null,
        meanTensionN: null,
        pulls: 0,
        pullsPer10Min: null,
        freezes: 0,
        longestFreezeMs: 0,
        bolts: 0,
        shakes: 0,
        recoveryMs: null,
        samples: { accel: 1, tension: 0, gyro: 0 },
      },
    });
    for (const [version, walkId] of [
      ['1', 'a'],
      ['2', 'a'],
      ['2', 'b'],
    ] as const)
      await putDetections(database, found(version, walkId));
    await putDetections(database, found('2', 'b'));
    expect(await readDetections(database, 'a', '1')).toEqual(found('1', 'a'));
    expect(await readDetections(database, 'b', '1')).toBeNull();
    expect([...(await listDetections(database, '2')).keys()]).toEqual(['a', 'b']);
  });

  it('remember values', async () => {
    const { database } = freshDatabase();
    expect(await readSetting(database, 'theme')).toBeNull();
    await saveSetting(database, 'theme', 'dark');
    await saveSetting(database, 'theme', 'light');
    expect(await readSetting(database, 'theme')).toBe('light');
  });
});
