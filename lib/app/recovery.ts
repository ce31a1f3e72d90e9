import { readChunks } from '../store/chunks';
import type { Database } from '../store/database';
import { closeWalk, listRecordingWalks, readWalk } from '../store/walks';
import type { Walk } from '../walk/walk';
import type { RecoverableWalk } from './page-views';
import type { WalkOwnership } from './walk-ownership';

/** Walks that were opened, never closed, and that no living page owns: the newest first. */
export async function findAbandonedWalks(database: Database, ownership: WalkOwnership): Promise<Walk[]> {
  const before = await listRecordingWalks(database);
  const owned = await ownership.owned();
  // A page closes its walk before it lets go: a walk that was let go in between is not recording any more.
  const after = new Set((await listRecordingWalks(database)).map((walk) => walk.id));
  return before
    .filter((walk) => walk.deletedAtMs === null && after.has(walk.id) && !owned.has(walk.id))
    .sort((a, b) => b.startedAtMs - a.startedAtMs);
}

/**
 * Close an abandoned walk with the length of what was saved. Null when there is nothing to recover: a living page owns
 * the walk, or it has been closed or cleared meanwhile. A walk without a single sample comes back with length 0.
 */
export async function recoverWalk(
  database: Database,
  walkId: string,
  ownership: WalkOwnership,
): Promise<Walk | null> {
  const release = await ownership.own(walkId);
  if (!release) return null;
  try {
    const walk = await readWalk(database, walkId);
    if (walk?.status !== 'recording') return null;
    const durationMs = await savedLengthMs(database, walk);
    return await closeWalk(database, walk, { status: 'recovered', durationMs, review: walk.review });
  } finally {
    release();
  }
}

/** How much of a walk is safe in the database, ms on its timeline; 0 without a sample, or a tap where no tag was. */
export async function savedLengthMs(database: Database, { id, session }: Walk): Promise<number> {
  let lengthMs = session?.lastedMs ?? 0;
  for await (const { toMs } of readChunks(database, id)) lengthMs = Math.max(lengthMs, toMs);
  return lengthMs;
}

/** Abandoned walks as a page offers them, newest first. */
export async function listRecoverable(
  database: Database,
  ownership: WalkOwnership,
): Promise<RecoverableWalk[]> {
  const walks = await findAbandonedWalks(database, ownership);
  return Promise.all(
    walks.map(async (walk) => ({
      walkId: walk.id,
      startedAtMs: walk.startedAtMs,
      timeZone: walk.timeZone,
      durationMs: await savedLengthMs(database, walk),
      catName: walk.catName,
    })),
  );
}
