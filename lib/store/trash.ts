import type { Walk } from '../walk/walk';
import type { Connection, Database } from './database';
import { forgetFileHandle } from './file-handles';
import { clearFilmOf } from './films';
import { ofWalk } from './packs';
import { written } from './written';

/** A deleted walk can be brought back for so long, ms: 30 days. Ours. */
export const KEPT_DELETED_MS = 30 * 86_400_000;

/** Walks that were deleted and can still be brought back, the last deleted first. */
export function listDeletedWalks(database: Database): Promise<Walk[]> {
  return database.run(async (connection) => {
    const walks = await connection.getAll('walks');
    return walks
      .filter(({ deletedAtMs }) => deletedAtMs !== null)
      .sort((a, b) => b.deletedAtMs! - a.deletedAtMs!);
  });
}

/**
 * Clear away for good what was deleted before this moment: walks with their samples, overviews, marks, words,
 * detections, and what is remembered of the film beside them (the film itself is the owner's file, and stays). One
 * transaction a walk, so that a page that closes leaves no half of one. Resolves with the number of walks cleared away.
 */
export async function purgeDeletedBefore(database: Database, beforeMs: number): Promise<number> {
  let purged = 0;
  for (const { id, deletedAtMs } of await listDeletedWalks(database)) {
    if (deletedAtMs! >= beforeMs) continue;
    if (!(await database.run((connection) => purgeWalk(connection, id, beforeMs)))) continue;
    purged++;
    // In a database of its own, which may be missing: the walk is gone all the same.
    await forgetFileHandle(id).catch(() => {});
  }
  return purged;
}

async function purgeWalk(connection: Connection, walkId: string, beforeMs: number): Promise<boolean> {
  const transaction = connection.transaction(
    ['walks', 'chunks', 'packs', 'packBytes', 'overviews', 'marks', 'corrections', 'detections', 'settings'],
    'readwrite',
    {
      durability: 'strict',
    },
  );
  const walk = await transaction.objectStore('walks').get(walkId);
  // Brought back meanwhile by another page.
  if (!walk || walk.deletedAtMs === null || walk.deletedAtMs >= beforeMs) return false;
  const [marks, corrections] = await Promise.all([
    transaction.objectStore('marks').index('byWalk').getAllKeys(walkId),
    transaction.objectStore('corrections').index('byWalk').getAllKeys(walkId),
  ]);
  await written(
    transaction,
    transaction.objectStore('walks').delete(walkId),
    transaction.objectStore('chunks').delete(ofWalk(walkId)),
    transaction.objectStore('packs').delete(ofWalk(walkId)),
    transaction.objectStore('packBytes').delete(ofWalk(walkId)),
    transaction.objectStore('overviews').delete(walkId),
    transaction.objectStore('detections').delete(ofWalk(walkId)),
    clearFilmOf(transaction.objectStore('settings'), walkId),
    ...marks.map((key) => transaction.objectStore('marks').delete(key)),
    ...corrections.map((key) => transaction.objectStore('corrections').delete(key)),
  );
  return true;
}
