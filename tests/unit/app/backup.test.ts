import 'fake-indexeddb/auto';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { checkBackup, restoreBackup, writeBackup } from '../../../lib/app/backup';
import { addMark, setMarkDeleted } from '../../../lib/store/marks';
import { BACKED_UP, clearStaged } from '../../../lib/store/backup';
import { listCats, saveCat } from '../../../lib/store/cats';
import type { Database } from '../../../lib/store/database';
import { listUnpackedWalks, packNext } from '../../../lib/store/packs';
import { listPhotos } from '../../../lib/store/photos';
import { saveSetting } from '../../../lib/store/settings';
import { addWholeWalks, readWholeWalk } from '../../../lib/store/whole-walks';
import { reviewWalk } from '../../../lib/store/walks';
import type { Walk } from '../../../lib/walk/walk';
import { t } from '../../../lib/words/words';
import { exampleCat } from '../../support/example-walk';
import { freshDatabase } from '../../support/fresh-database';
import { recordedWalk } from '../../support/recorded-walk';

afterEach(() => vi.restoreAllMocks());

const NOW = 1_760_000_000_000;
const quiet = () => {};
/** The least that begins and ends as a JPEG does. */
const JPEG = Uint8Array.of(0xff, 0xd8, 1, 2, 0xff, 0xd9);
function largeJpeg(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(3e6);
  bytes.set(JPEG.subarray(0, 2));
  bytes.set(JPEG.subarray(4), bytes.length - 2);
  return bytes;
}
const OTHER = '01900000-0000-7000-8000-000000000002';

/** A database with two walks, a cat, a photo and a setting. */
async function filled(): Promise<Database> {
  const { database } = freshDatabase();
  const second = recordedWalk(2_000, { id: OTHER });
  second.marks = [];
  second.corrections = [];
  await addWholeWalks(database, [recordedWalk(), second], [exampleCat()]);
  await saveSetting(database, 'plan', { odd: [NaN, -0, 1e300, undefined], text: '🐈' });
  await database.run((connection) =>
    connection.put('photos', { catId: 'cat-1', bytes: JPEG.slice().buffer, updatedAtMs: 4 }),
  );
  return database;
}

/** All that is in a database. */
function allOf(database: Database): Promise<unknown[][]> {
  return database.run((connection) =>
    Promise.all([...BACKED_UP, 'staging' as const].map((store) => connection.getAll(store))),
  );
}

/** The same backup with its text changed. */
async function changed(file: Blob, change: (text: string) => string): Promise<Blob> {
  const text = gunzipSync(Buffer.from(await file.arrayBuffer())).toString();
  return new Blob([gzipSync(change(text))]);
}

describe('a backup', () => {
  it('brings everything back into an empty database, to the byte', async () => {
    const database = await filled();
    const { name, content } = await writeBackup(database, NOW, quiet);
    expect(name).toBe('catpace-backup-2025-10-09.jsonl.gz');
    const { database: other } = freshDatabase();
    await restoreBackup(other, content, 'replace', quiet);
    const [before, after] = [await allOf(database), await allOf(other)];
    // A value that is not defined is not there: that is all that JSON leaves out.
    (before[2]![0] as { value: { odd: unknown[] } }).value.odd[3] = null;
    expect(after).toEqual(before);
    const again = await writeBackup(other, NOW, quiet);
    expect(
      gunzipSync(Buffer.from(await again.content.arrayBuffer())).equals(
        gunzipSync(Buffer.from(await content.arrayBuffer())),
      ),
    ).toBe(true);
  });

  it('says what it holds without keeping anything', async () => {
    const { content } = await writeBackup(await filled(), NOW, quiet);
    const { head, counts } = await checkBackup(content, quiet);
    expect(head.madeAtMs).toBe(NOW);
    expect(counts).toMatchObject({
      walks: 2,
      cats: 1,
      photos: 1,
      settings: 1,
      marks: 3,
      corrections: 2,
      detections: 2,
      chunks: 12,
    });
  });

  it('merges by id, as often as one likes: what is here stays, tombstones win, later words are kept', async () => {
    const database = await filled();
    const { content } = await writeBackup(database, NOW, quiet);
    await setMarkDeleted(database, 'm2', 9);
    await reviewWalk(database, OTHER, { stress: 2, foodTaken: true, note: 'later' });
    await saveCat(database, exampleCat({ name: 'Renamed', updatedAtMs: NOW }));
    await addMark(database, {
      id: 'm9',
      walkId: OTHER,
      tMs: 1,
      kind: 'moment',
      text: '',
      createdAtMs: 1,
      deletedAtMs: null,
    });
    const before = await allOf(database);
    for (let i = 0; i < 2; i++) {
      await restoreBackup(database, content, 'merge', quiet);
      expect(await allOf(database)).toEqual(before);
    }
  });

  it('replaces what is here when asked', async () => {
    const database = await filled();
    const { content } = await writeBackup(database, NOW, quiet);
    const { database: other } = freshDatabase();
    await addWholeWalks(other, [recordedWalk(3_000, { id: `${OTHER}9` })]);
    await restoreBackup(other, content, 'replace', quiet);
    const [, , , walks] = await allOf(other);
    expect(walks).toHaveLength(2);
  });
});

describe('a backup of packed walks', () => {
  async function packAll(database: Database): Promise<void> {
    for (const walkId of await listUnpackedWalks(database)) await packNext(database, walkId, -Infinity);
    expect(await database.run((connection) => connection.count('chunks'))).toBe(0);
  }

  async function damage(database: Database): Promise<void> {
    await database.run(async (connection) => {
      const pack = (await connection.get('packBytes', [OTHER, 0]))!;
      pack.bytes[pack.bytes.length >> 1]! ^= 1;
      await connection.put('packBytes', pack);
    });
  }

  it('is the same file, to the byte, as before they were packed', async () => {
    const database = await filled();
    const before = await writeBackup(database, NOW, quiet);
    await packAll(database);
    const after = await writeBackup(database, NOW, quiet);
    expect(gunzipSync(Buffer.from(await after.content.arrayBuffer()))).toEqual(
      gunzipSync(Buffer.from(await before.content.arrayBuffer())),
    );
  });

  it('leaves out what the disk has damaged, says of which walk, and brings back all else', async () => {
    const database = await filled();
    await packAll(database);
    await damage(database);
    const { content, damagedWalks } = await writeBackup(database, NOW, quiet);
    expect(damagedWalks).toEqual([OTHER]);
    const { counts } = await checkBackup(content, quiet);
    expect(counts).toMatchObject({ walks: 2, cats: 1, chunks: recordedWalk().chunks.length });
    const { database: other } = freshDatabase();
    await restoreBackup(other, content, 'replace', quiet);
    expect(await readWholeWalk(other, recordedWalk().walk.id)).toEqual(recordedWalk());
    const damaged = await readWholeWalk(other, OTHER);
    expect(damaged.chunks).toEqual([]);
    expect(damaged.detections).toHaveLength(1);
    expect((await writeBackup(await filled(), NOW, quiet)).damagedWalks).toEqual([]);
  });

  it('makes whole what the disk has damaged, says of which walk, and is safe to repeat', async () => {
    const database = await filled();
    await packAll(database);
    const { content } = await writeBackup(database, NOW, quiet);
    const [before, sound] = [await readWholeWalk(database, OTHER), recordedWalk().walk.id];
    await damage(database);
    await expect(readWholeWalk(database, OTHER)).rejects.toMatchObject({ code: 'damaged' });
    expect(await restoreBackup(database, content, 'merge', quiet)).toEqual({
      mendedWalks: [OTHER],
      stillDamagedWalks: [],
    });
    expect(await readWholeWalk(database, OTHER)).toEqual(before);
    // The walk that was sound was not touched, and the mended one is packed again.
    expect(await database.run((connection) => connection.getAllKeys('packs'))).toEqual([[sound, 0]]);
    await packAll(database);
    expect(await readWholeWalk(database, OTHER)).toEqual(before);
    expect(await restoreBackup(database, content, 'merge', quiet)).toEqual({
      mendedWalks: [],
      stillDamagedWalks: [],
    });
    expect(await readWholeWalk(database, OTHER)).toEqual(before);
  });

  it('that does not have the damaged samples either leaves them as they are, and says so', async () => {
    const database = await filled();
    await packAll(database);
    await damage(database);
    const { content } = await writeBackup(database, NOW, quiet);
    const before = await database.run((connection) => connection.get('packBytes', [OTHER, 0]));
    expect(await restoreBackup(database, content, 'merge', quiet)).toEqual({
      mendedWalks: [],
      stillDamagedWalks: [OTHER],
    });
    expect(await database.run((connection) => connection.get('packBytes', [OTHER, 0]))).toEqual(before);
    expect(await database.run((connection) => connection.count('chunks'))).toBe(0);
  });

  it('mends all or nothing: where it cannot be put in place, the damaged pack is still there', async () => {
    const database = await filled();
    await packAll(database);
    const { content } = await writeBackup(database, NOW, quiet);
    await damage(database);
    const before = await allOf(database);
    // Another page clears what was laid aside while this one looks for damage.
    const clears = ({ words }: { words: string }): void => {
      if (words === t('backup.placing')) void clearStaged(database);
    };
    await expect(restoreBackup(database, content, 'merge', clears)).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await allOf(database)).toEqual(before);
    expect(await database.run((connection) => connection.count('packs'))).toBe(2);
  });

  it('adds nothing to the walks that it was made of', async () => {
    const database = await filled();
    await packAll(database);
    const { content } = await writeBackup(database, NOW, quiet);
    const before = await readWholeWalk(database, OTHER);
    await restoreBackup(database, content, 'merge', quiet);
    expect(await readWholeWalk(database, OTHER)).toEqual(before);
    expect(await database.run((connection) => connection.count('chunks'))).toBe(0);
  });

  it('puts the whole walk in the place of packed ones when asked to replace', async () => {
    const database = await filled();
    await packAll(database);
    const { content } = await writeBackup(await filled(), NOW, quiet);
    await restoreBackup(database, content, 'replace', quiet);
    expect(await database.run((connection) => connection.count('packs'))).toBe(0);
    expect(await readWholeWalk(database, recordedWalk().walk.id)).toEqual(recordedWalk());
  });
});

describe('a backup from before walks were packed', () => {
  it('is brought back whole', async () => {
    const file = new Blob([
      readFileSync(join(import.meta.dirname, '../../fixtures/backup-database-1.jsonl.gz')),
    ]);
    const { database } = freshDatabase();
    await restoreBackup(database, file, 'merge', quiet);
    // Neither target nor advice was kept with a walk then.
    const { walk, ...rest } = recordedWalk(3_000);
    const then: Partial<Walk> = { ...walk };
    delete then.advice;
    delete then.target;
    expect(await readWholeWalk(database, walk.id)).toEqual({ walk: then, ...rest });
    expect(await listCats(database)).toEqual([exampleCat()]);
    expect(await listPhotos(database)).toHaveLength(1);
  });
});

describe('a backup that is not whole', () => {
  const cases: [string, (text: string) => string, string][] = [
    ['cut off between parts', (text) => text.slice(0, text.lastIndexOf('{"end"')), 'damaged'],
    ['cut off within one', (text) => text.slice(0, text.length / 2), 'damaged'],
    ['with one digit changed', (text) => text.replace('"stepNumber":8', '"stepNumber":7'), 'damaged'],
    [
      'with a part left out',
      (text) =>
        text
          .split('\n')
          .filter((_, i) => i !== 2)
          .join('\n'),
      'damaged',
    ],
    ['with something after its end', (text) => `${text}{"part":"cats"}\n`, 'damaged'],
    ['of a future version', (text) => text.replace('"version":1', '"version":3'), 'newer-version'],
    ['of no version', (text) => text.replace('"version":1', '"version":"1"'), 'invalid'],
  ];
  it.each(cases)('%s changes nothing', async (_, change, code) => {
    const { content } = await writeBackup(await filled(), NOW, quiet);
    const bad = await changed(content, change);
    const { database } = freshDatabase();
    await addWholeWalks(database, [recordedWalk(3_000, { id: `${OTHER}9` })]);
    const before = await allOf(database);
    await expect(checkBackup(bad, quiet)).rejects.toMatchObject({ code });
    await expect(restoreBackup(database, bad, 'replace', quiet)).rejects.toMatchObject({ code });
    expect(await allOf(database)).toEqual(before);
  });

  it('says which part', async () => {
    const { content } = await writeBackup(await filled(), NOW, quiet);
    const bad = await changed(content, (text) => text.replace('"name":"Miso"', '"name":"Mise"'));
    await expect(checkBackup(bad, quiet)).rejects.toMatchObject({
      place: [{ part: 1 }],
      fault: { code: 'checksum' },
    });
  });

  it('with true checksums but records that cannot be, names the record', async () => {
    const database = await filled();
    await database.run((connection) => connection.put('walks', { ...recordedWalk().walk, bodyKg: -4 }));
    const { content } = await writeBackup(database, NOW, quiet);
    await expect(checkBackup(content, quiet)).rejects.toMatchObject({
      code: 'invalid',
      place: [{ part: 4 }, 'walks 1', 'bodyKg'],
    });
  });

  it.each([
    ['a picture that is a page', new TextEncoder().encode('<svg onload=alert(1)>').buffer, 'no-jpeg'],
    ['a picture cut off', JPEG.slice(0, 3).buffer, 'no-jpeg'],
    ['a picture of 3 MB', largeJpeg().buffer, 'too-many-bytes'],
  ])('with %s names it', async (_, bytes, fault) => {
    const database = await filled();
    await database.run((connection) => connection.put('photos', { catId: 'cat-1', bytes, updatedAtMs: 4 }));
    const { content } = await writeBackup(database, NOW, quiet);
    const bad = checkBackup(content, quiet);
    await expect(bad).rejects.toMatchObject({
      place: [{ part: 2 }, 'photos 1', 'bytes'],
      fault: { code: fault },
    });
  });

  it.each([
    [
      'a picture of a cat whose id is a path',
      'photos',
      { catId: '../x', bytes: JPEG.buffer, updatedAtMs: 4 },
      [{ part: 2 }, 'photos 1', 'catId'],
    ],
    [
      'a cat with a profile of another shape',
      'cats',
      { ...exampleCat(), profile: { weighings: 5 } },
      [{ part: 1 }, 'cats 1', 'profile', 'weighings'],
    ],
    [
      'a session of another shape',
      'walks',
      { ...recordedWalk().walk, session: { treatsMs: [], trials: [7] } },
      [{ part: 4 }, 'walks 1', 'session', 'trials', '1'],
    ],
  ] as const)('with %s names it', async (_, store, record, place) => {
    const database = await filled();
    await database.run((connection) => connection.put(store, record as never));
    const { content } = await writeBackup(database, NOW, quiet);
    await expect(checkBackup(content, quiet)).rejects.toMatchObject({ code: 'invalid', place });
  });

  /** The same backup with one part changed and all checksums true, as somebody would write it who means harm. */
  function withPart(file: Blob, store: string, change: (records: string) => string): Promise<Blob> {
    const sum = (text: string): string => createHash('sha256').update(text).digest('hex');
    return changed(file, (text) => {
      const sums: string[] = [];
      return text
        .split('\n')
        .map((line) => {
          const match = /^\{"part":"(\w+)","sha256":"(\w+)","records":(.*)\}$/.exec(line);
          if (match) {
            const [, name, , records] = match as unknown as [string, string, string, string];
            const now = name === store ? change(records) : records;
            sums.push(sum(now));
            return `{"part":"${name}","sha256":"${sums.at(-1)}","records":${now}}`;
          }
          return line.startsWith('{"end"')
            ? JSON.stringify({ end: sums.length, sha256: sum(sums.join('')) })
            : line;
        })
        .join('\n');
    });
  }

  it.each(['cats', 'photos', 'settings', 'walks', 'marks', 'corrections', 'detections', 'chunks'])(
    'with one of its %s twice names it, and writes nothing',
    async (store) => {
      const { content } = await writeBackup(await filled(), NOW, quiet);
      const twice = await withPart(content, store, (records) => {
        const list = JSON.parse(records) as unknown[];
        return JSON.stringify([...list, list[0]]);
      });
      const { database } = freshDatabase();
      const before = await allOf(database);
      await expect(restoreBackup(database, twice, 'merge', quiet)).rejects.toMatchObject({
        fault: { code: 'id-twice' },
        place: [{ part: expect.any(Number) as number }, expect.stringMatching(`^${store} \\d+$`) as string],
      });
      expect(await allOf(database)).toEqual(before);
    },
  );

  it.each(['__proto__', 'constructor', 'prototype'])(
    'with a key %s is refused, and changes no object',
    async (key) => {
      const { content } = await writeBackup(await filled(), NOW, quiet);
      const hostile = await withPart(content, 'cats', (records) =>
        records.replace('"name":', `"${key}":{"polluted":true},"name":`),
      );
      await expect(checkBackup(hostile, quiet)).rejects.toMatchObject({ code: 'invalid' });
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    },
  );

  it('that unpacks without end is not read to it', async () => {
    const { content } = await writeBackup(await filled(), NOW, quiet);
    const [head] = gunzipSync(Buffer.from(await content.arrayBuffer()))
      .toString()
      .split('\n');
    const bomb = new Blob([
      gzipSync(Buffer.concat([Buffer.from(`${head}\n`), Buffer.alloc(200e6, 32)]), { level: 9 }),
    ]);
    let share = 0;
    await expect(checkBackup(bomb, ({ fraction }) => (share = fraction ?? 0))).rejects.toThrow();
    expect(share).toBeGreaterThan(0);
  });
});

describe('a restore that is broken off', () => {
  it('while it is put in place leaves the database as it was', async () => {
    const { content } = await writeBackup(await filled(), NOW, quiet);
    const { database } = freshDatabase();
    await addWholeWalks(database, [recordedWalk(3_000, { id: `${OTHER}9` })]);
    const before = await allOf(database);
    for (const way of ['merge', 'replace'] as const) {
      let puts = 0;
      const original = IDBObjectStore.prototype.put;
      const spy = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
        this: IDBObjectStore,
        value,
      ) {
        if (this.name === 'chunks' && ++puts === 5) throw new DOMException('full', 'QuotaExceededError');
        return original.call(this, value);
      });
      await expect(restoreBackup(database, content, way, quiet)).rejects.toMatchObject({ code: 'quota' });
      spy.mockRestore();
      expect(puts).toBe(5);
      expect(await allOf(database)).toEqual(before);
    }
  });

  it('while it is laid aside is cleared by the next one', async () => {
    const { content } = await writeBackup(await filled(), NOW, quiet);
    const { database } = freshDatabase();
    await database.run((connection) =>
      connection.add('staging', { store: 'walks', records: [recordedWalk(1_000, { id: `${OTHER}8` }).walk] }),
    );
    await restoreBackup(database, content, 'merge', quiet);
    const all = await allOf(database);
    expect(all[3]).toHaveLength(2);
    expect(all.at(-1)).toEqual([]);
  });
});
