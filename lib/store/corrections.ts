import type { Correction } from '../walk/correction';
import type { Database } from './database';
import { StoreError } from './store-error';
import { written } from './written';

/**
 * A word of the owner's, safe on disk when this resolves. Rejects with `conflict` when the id is taken, and with
 * `missing` when the walk is not there or was deleted.
 */
export function addCorrection(database: Database, correction: Correction): Promise<void> {
  return database.run(async (connection) => {
    const transaction = connection.transaction(['walks', 'corrections'], 'readwrite', {
      durability: 'strict',
    });
    const walk = await transaction.objectStore('walks').get(correction.walkId);
    if (!walk || walk.deletedAtMs !== null)
      throw new StoreError('missing', `There is no walk ${correction.walkId} to say something of.`);
    await written(transaction, transaction.objectStore('corrections').add(correction));
  });
}

/** Set or lift a word's tombstone. Rejects with `missing`. */
export function setCorrectionDeleted(
  database: Database,
  correctionId: string,
  deletedAtMs: number | null,
): Promise<Correction> {
  return database.run(async (connection) => {
    const transaction = connection.transaction('corrections', 'readwrite', { durability: 'strict' });
    const kept = await transaction.store.get(correctionId);
    if (!kept) throw new StoreError('missing', `There is no correction ${correctionId}.`);
    const correction: Correction = { ...kept, deletedAtMs };
    await written(transaction, transaction.store.put(correction));
    return correction;
  });
}

/** All words on one walk in the order in which they were said, those taken back too. */
export function listCorrections(database: Database, walkId: string): Promise<Correction[]> {
  return database.run(async (connection) =>
    (await connection.getAllFromIndex('corrections', 'byWalk', walkId)).sort(
      (a, b) => a.createdAtMs - b.createdAtMs,
    ),
  );
}

/** All words on these walks, by walk. */
export function listCorrectionsIn(
  database: Database,
  walkIds: readonly string[],
): Promise<Map<string, Correction[]>> {
  return database.run(async (connection) => {
    const index = connection.transaction('corrections').store.index('byWalk');
    const found = await Promise.all(walkIds.map((walkId) => index.getAll(walkId)));
    return byWalk(found.flat());
  });
}

/** All words on all walks, by walk. */
export function listAllCorrections(database: Database): Promise<Map<string, Correction[]>> {
  return database.run(async (connection) => byWalk(await connection.getAll('corrections')));
}

function byWalk(corrections: readonly Correction[]): Map<string, Correction[]> {
  const found = new Map<string, Correction[]>();
  for (const correction of corrections) {
    const own = found.get(correction.walkId);
    if (own) own.push(correction);
    else found.set(correction.walkId, [correction]);
  }
  return found;
}
