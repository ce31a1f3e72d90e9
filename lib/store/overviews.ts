import type { Walk } from '../walk/walk';
import type { WalkOverview } from '../walk/walk-overview';
import type { Database } from './database';
import { ofWalk } from './packs';
import { StoreError } from './store-error';
import { writtenTogether } from './written';

/** What is left of a thinned walk's traces; null where there is nothing. */
export function readOverview(database: Database, walkId: string): Promise<WalkOverview | null> {
  return database.run(async (connection) => (await connection.get('overviews', walkId)) ?? null);
}

/** What the samples of walks take on the disk now. */
export interface SamplesUse {
  /** Bytes of packed samples by walk. */
  packedBytes: Map<string, number>;
  /** Bytes that the same samples take as bare 16-bit counts. */
  countBytes: number;
  /** Walks with samples that are not packed yet, those that are being recorded too. */
  unpackedWalks: number;
}

/** Reads heads and keys alone. */
export function readSamplesUse(database: Database): Promise<SamplesUse> {
  return database.run(async (connection) => {
    const transaction = connection.transaction(['packs', 'chunks']);
    const packedBytes = new Map<string, number>();
    let countBytes = 0;
    for (const head of await transaction.objectStore('packs').getAll()) {
      packedBytes.set(head.walkId, (packedBytes.get(head.walkId) ?? 0) + head.packedBytes);
      countBytes += head.countBytes;
    }
    let unpackedWalks = 0;
    const chunks = transaction.objectStore('chunks');
    let cursor = await chunks.openKeyCursor();
    while (cursor) {
      unpackedWalks++;
      cursor = await chunks.openKeyCursor(IDBKeyRange.lowerBound([cursor.key[0], []], true));
    }
    return { packedBytes, countBytes, unpackedWalks };
  });
}

/**
 * Put a walk's overview in the place of its samples. One strict transaction, the only place where samples of a walk that is
 * kept are let go: a page that dies leaves the walk as it was, or thinned. Rejects with `missing` where the walk is gone or no
 * detectors have looked at it, and with `conflict` while it is being recorded.
 */
export function replaceByOverview(database: Database, overview: WalkOverview, atMs: number): Promise<Walk> {
  const { walkId } = overview;
  return database.run(async (connection) => {
    const stores = ['walks', 'chunks', 'packs', 'packBytes', 'detections', 'overviews'] as const;
    const transaction = connection.transaction(stores, 'readwrite', { durability: 'strict' });
    const [walk, detections] = await Promise.all([
      transaction.objectStore('walks').get(walkId),
      transaction.objectStore('detections').count(ofWalk(walkId)),
    ]);
    if (!walk) throw new StoreError('missing', `There is no walk ${walkId}.`);
    if (walk.status === 'recording') throw new StoreError('conflict', `Walk ${walkId} is being recorded.`);
    if (detections === 0) throw new StoreError('missing', `Nothing was found in walk ${walkId} yet.`);
    const thinned: Walk = { ...walk, thinnedAtMs: atMs };
    await writtenTogether(transaction, [
      () => transaction.objectStore('overviews').put(overview),
      () => transaction.objectStore('walks').put(thinned),
      () => transaction.objectStore('chunks').delete(ofWalk(walkId)),
      () => transaction.objectStore('packs').delete(ofWalk(walkId)),
      () => transaction.objectStore('packBytes').delete(ofWalk(walkId)),
    ]);
    return thinned;
  });
}
