import type { SessionScores } from '../walk/session-scores';
import type { Walk, WalkReview } from '../walk/walk';
import type { Connection, Database } from './database';
import { StoreError } from './store-error';
import { written } from './written';

/** What the end of a walk adds to its record. */
export interface WalkClosing {
  status: 'ended' | 'recovered';
  durationMs: number;
  review: WalkReview | null;
}

/** The opening of a walk, safe on disk when this resolves. Rejects with `conflict` when the id is taken. */
export function openWalk(database: Database, walk: Walk): Promise<void> {
  return database.run(async (connection) => {
    const transaction = connection.transaction('walks', 'readwrite', { durability: 'strict' });
    await written(transaction, transaction.store.add(walk));
  });
}

/**
 * The end of a walk and what it gathered, safe on disk when this resolves. A walk whose opening was cleared
 * away is written whole.
 */
export function closeWalk(database: Database, walk: Walk, closing: WalkClosing): Promise<Walk> {
  return database.run((connection) =>
    change(connection, walk.id, (kept) => ({ ...(kept ?? walk), ...gathered(walk), ...closing })),
  );
}

/** What a walk gathers as it goes: its tags, the former ones first, and the advice that was given. A walk whose opening was cleared away is written whole. */
export function changeRunningWalk(database: Database, walk: Walk): Promise<Walk> {
  return database.run((connection) =>
    change(connection, walk.id, (kept) => ({ ...(kept ?? walk), ...gathered(walk) })),
  );
}

function gathered({ tags, advice }: Walk): Pick<Walk, 'tags' | 'advice'> {
  return { tags, ...(advice && { advice }) };
}

/** What the owner says of the session, or takes back. Rejects with `missing`. */
export function reviewWalk(database: Database, walkId: string, review: WalkReview | null): Promise<Walk> {
  return database.run((connection) =>
    change(connection, walkId, (kept) => ({ ...existing(kept, walkId), review })),
  );
}

/** What the owner has counted in a session without a tag, whole. Rejects with `missing`. */
export function scoreWalk(database: Database, walkId: string, session: SessionScores): Promise<Walk> {
  return database.run((connection) =>
    change(connection, walkId, (kept) => ({ ...existing(kept, walkId), session })),
  );
}

/** Put a walk aside: it can be brought back. Rejects with `missing`. */
export function deleteWalk(database: Database, walkId: string, atMs: number): Promise<Walk> {
  return database.run((connection) =>
    change(connection, walkId, (kept) => ({ ...existing(kept, walkId), deletedAtMs: atMs })),
  );
}

/** Bring a deleted walk back. Rejects with `missing`. */
export function undeleteWalk(database: Database, walkId: string): Promise<Walk> {
  return database.run((connection) =>
    change(connection, walkId, (kept) => ({ ...existing(kept, walkId), deletedAtMs: null })),
  );
}

/** One walk's opening and closing, without its samples; null when there is none. */
export function readWalk(database: Database, walkId: string): Promise<Walk | null> {
  return database.run(async (connection) => (await connection.get('walks', walkId)) ?? null);
}

/** Walks newest first, of one cat or of all, deleted ones left out unless asked for. Reads no samples. */
export function listWalks(
  database: Database,
  { catId, deleted = false }: { catId?: string; deleted?: boolean } = {},
): Promise<Walk[]> {
  return database.run(async (connection) => {
    const walks =
      catId === undefined
        ? await connection.getAllFromIndex('walks', 'byStart')
        : await connection.getAllFromIndex(
            'walks',
            'byCat',
            IDBKeyRange.bound([catId, -Infinity], [catId, Infinity]),
          );
    return walks.filter((walk) => deleted || walk.deletedAtMs === null).reverse();
  });
}

/** Walks that were opened and not closed: they run, or their page died. */
export function listRecordingWalks(database: Database): Promise<Walk[]> {
  return database.run((connection) => connection.getAllFromIndex('walks', 'byStatus', 'recording'));
}

/** Read and write in one strict transaction, so that two pages never lose each other's change. */
async function change(
  connection: Connection,
  walkId: string,
  edit: (kept: Walk | undefined) => Walk,
): Promise<Walk> {
  const transaction = connection.transaction('walks', 'readwrite', { durability: 'strict' });
  const changed = edit(await transaction.store.get(walkId));
  await written(transaction, transaction.store.put(changed));
  return changed;
}

function existing(walk: Walk | undefined, walkId: string): Walk {
  if (!walk) throw new StoreError('missing', `There is no walk ${walkId}.`);
  return walk;
}
