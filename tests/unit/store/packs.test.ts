import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { putChunk, readChunks } from '../../../lib/store/chunks';
import type { Database } from '../../../lib/store/database';
import { chunksIn, listUnpackedWalks, packNext } from '../../../lib/store/packs';
import { deleteWalk } from '../../../lib/store/walks';
import { purgeDeletedBefore } from '../../../lib/store/trash';
import { addWholeWalks, readWholeWalk } from '../../../lib/store/whole-walks';
import type { RecordedWalk } from '../../../lib/exchange/recorded-walk';
import type { Walk, WalkChunk } from '../../../lib/walk/walk';
import { freshDatabase } from '../../support/fresh-database';
import { recordedWalk } from '../../support/recorded-walk';

afterEach(() => vi.restoreAllMocks());

/** Five minutes: two packs. */
const LONG_MS = 300_000;

async function withWalk(over: Partial<Walk> = {}, durationMs = LONG_MS) {
  const { database } = freshDatabase();
  const recorded = recordedWalk(durationMs, over);
  await addWholeWalks(database, [recorded]);
  return { database, recorded, walkId: recorded.walk.id };
}

async function packAll(database: Database, walkId: string): Promise<void> {
  let after: number | null = -Infinity;
  while (after !== null) after = await packNext(database, walkId, after);
}

async function read(database: Database, walkId: string): Promise<WalkChunk[]> {
  const chunks: WalkChunk[] = [];
  for await (const chunk of readChunks(database, walkId)) chunks.push(chunk);
  return chunks;
}

function counted(database: Database) {
  return database.run(async (connection) => ({
    chunks: await connection.count('chunks'),
    packs: await connection.count('packs'),
    packBytes: await connection.count('packBytes'),
  }));
}

/** The walk is all there by either way of reading it. */
async function expectWhole(database: Database, recorded: RecordedWalk): Promise<void> {
  expect(await read(database, recorded.walk.id)).toEqual(recorded.chunks);
  expect(await readWholeWalk(database, recorded.walk.id)).toEqual(recorded);
}

describe('packing a walk', () => {
  it('puts packs in the place of its chunks, and every reader finds the same as before', async () => {
    const { database, recorded, walkId } = await withWalk();
    expect(await listUnpackedWalks(database)).toEqual([walkId]);
    await packAll(database, walkId);
    expect(await counted(database)).toEqual({ chunks: 0, packs: 2, packBytes: 2 });
    expect(await listUnpackedWalks(database)).toEqual([]);
    await expectWhole(database, recorded);
    const heads = await database.run((connection) => connection.getAll('packs'));
    expect(heads.reduce((sum, head) => sum + chunksIn(head), 0)).toBe(recorded.chunks.length);
  });

  it('leaves a walk that is being recorded alone', async () => {
    const { database, walkId } = await withWalk({ status: 'recording', durationMs: null }, 5_000);
    expect(await listUnpackedWalks(database)).toEqual([]);
    expect(await packNext(database, walkId, -Infinity)).toBeNull();
    expect(await counted(database)).toMatchObject({ packs: 0, packBytes: 0 });
  });

  it('leaves a whole walk behind after every part, and goes on from there', async () => {
    const { database, recorded, walkId } = await withWalk();
    for (const packs of [1, 2]) {
      await packNext(database, walkId, -Infinity);
      expect(await counted(database)).toMatchObject({ packs });
      await expectWhole(database, recorded);
    }
    expect(await packNext(database, walkId, -Infinity)).toBeNull();
  });

  it.each([
    ['packs', 'add'],
    ['packBytes', 'add'],
    ['chunks', 'delete'],
  ] as const)('changes nothing when the disk fails at %s.%s', async (store, method) => {
    const { database, recorded, walkId } = await withWalk({}, 5_000);
    const original = IDBObjectStore.prototype[method] as (...all: unknown[]) => IDBRequest;
    const failing = vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (
      this: IDBObjectStore,
      ...all: unknown[]
    ) {
      if (this.name === store) throw new DOMException('full', 'QuotaExceededError');
      return original.apply(this, all);
    } as never);
    await expect(packNext(database, walkId, -Infinity)).rejects.toMatchObject({ code: 'quota' });
    failing.mockRestore();
    expect(await counted(database)).toMatchObject({ packs: 0, packBytes: 0 });
    await expectWhole(database, recorded);
  });

  it('changes nothing when the transaction is cut off before its commit', async () => {
    const { database, recorded, walkId } = await withWalk({}, 5_000);
    const original = IDBObjectStore.prototype.delete;
    const cut = vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(function (
      this: IDBObjectStore,
      key,
    ) {
      const request = original.call(this, key);
      request.addEventListener('success', () => this.transaction.abort());
      return request;
    });
    await expect(packNext(database, walkId, -Infinity)).rejects.toMatchObject({ code: 'gone' });
    cut.mockRestore();
    expect(await counted(database)).toMatchObject({ packs: 0, packBytes: 0 });
    await expectWhole(database, recorded);
  });

  it('keeps its promise of strict durability', async () => {
    const { database, walkId } = await withWalk({}, 5_000);
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
    await packNext(database, walkId, -Infinity);
    const writing = transaction.mock.calls.filter(([, mode]) => mode === 'readwrite');
    expect(writing).toEqual([
      [['walks', 'chunks', 'packs', 'packBytes'], 'readwrite', { durability: 'strict' }],
    ]);
  });

  it('is safe where two pages do it at once', async () => {
    const { database, recorded, walkId } = await withWalk();
    await Promise.all([packAll(database, walkId), packAll(database, walkId), packAll(database, walkId)]);
    expect(await counted(database)).toEqual({ chunks: 0, packs: 2, packBytes: 2 });
    await expectWhole(database, recorded);
  });

  it('takes nothing away from a reader who is in the middle of the walk', async () => {
    const { database, recorded, walkId } = await withWalk();
    const found: WalkChunk[] = [];
    let after: number | null = -Infinity;
    for await (const chunk of readChunks(database, walkId)) {
      found.push(chunk);
      if (found.length % 50 === 0 && after !== null) after = await packNext(database, walkId, after);
    }
    expect(found).toEqual(recorded.chunks);
  });

  it('leaves what it cannot bring back to the bit as it is', async () => {
    const { database, recorded, walkId } = await withWalk({}, 5_000);
    const later = { ...recorded.chunks[2]!, addedByALaterVersion: 1 };
    await database.run((connection) => connection.put('chunks', later));
    await packAll(database, walkId);
    expect(await counted(database)).toMatchObject({ packs: 0, chunks: 5 });
    expect((await read(database, walkId))[2]).toEqual(later);
  });

  it('keeps indices that leave some out', async () => {
    const { database, recorded, walkId } = await withWalk({}, 8_000);
    await database.run((connection) => connection.delete('chunks', [walkId, 3]));
    await packAll(database, walkId);
    const found = await read(database, walkId);
    expect(found).toEqual(recorded.chunks.filter(({ index }) => index !== 3));
  });

  it('is undone for good by clearing a deleted walk away', async () => {
    const { database, walkId } = await withWalk({}, 5_000);
    await packAll(database, walkId);
    await deleteWalk(database, walkId, 5);
    expect(await purgeDeletedBefore(database, Infinity)).toBe(1);
    expect(await counted(database)).toEqual({ chunks: 0, packs: 0, packBytes: 0 });
  });
});

describe('a page that lived on after its walk was packed', () => {
  it('may save the same chunk again, and is told where another one is', async () => {
    const { database, recorded, walkId } = await withWalk({}, 5_000);
    await packAll(database, walkId);
    await putChunk(database, recorded.chunks[1]!);
    await expect(putChunk(database, { ...recorded.chunks[1]!, bootId: 8 })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await counted(database)).toMatchObject({ chunks: 0 });
  });

  it('loses nothing of what it still brings', async () => {
    const { database, recorded, walkId } = await withWalk({}, 8_000);
    await database.run((connection) => connection.delete('chunks', [walkId, 3]));
    await packAll(database, walkId);
    // One in the hole of a pack, and one after it.
    const after = { ...recorded.chunks[7]!, index: 40 };
    await putChunk(database, recorded.chunks[3]!);
    await putChunk(database, after);
    expect(await read(database, walkId)).toEqual([...recorded.chunks, after]);
    await packAll(database, walkId);
    expect(await counted(database)).toMatchObject({ chunks: 1, packs: 2 });
    expect(await read(database, walkId)).toEqual([...recorded.chunks, after]);
  });
});

describe('a pack that the disk has damaged', () => {
  it('is told of, by the code that says so', async () => {
    const { database, walkId } = await withWalk({}, 5_000);
    await packAll(database, walkId);
    await database.run(async (connection) => {
      const pack = (await connection.get('packBytes', [walkId, 0]))!;
      pack.bytes[pack.bytes.length >> 1]! ^= 1;
      await connection.put('packBytes', pack);
    });
    await expect(read(database, walkId)).rejects.toMatchObject({ name: 'StoreError', code: 'damaged' });
    await expect(readWholeWalk(database, walkId)).rejects.toMatchObject({ code: 'damaged' });
  });
});
