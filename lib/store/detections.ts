import type { Detections } from '../walk/walk';
import type { Database } from './database';
import { written } from './written';

/** What one version of the detectors found in one walk. The same version finds the same: it may be written again. */
export function putDetections(database: Database, detections: Detections): Promise<void> {
  return database.run(async (connection) => {
    const transaction = connection.transaction('detections', 'readwrite', { durability: 'relaxed' });
    await written(transaction, transaction.store.put(detections));
  });
}

/** What this version found in this walk; null when it has not looked yet. */
export function readDetections(
  database: Database,
  walkId: string,
  detectorVersion: string,
): Promise<Detections | null> {
  return database.run(
    async (connection) => (await connection.get('detections', [walkId, detectorVersion])) ?? null,
  );
}

/** What each version of the detectors has found in this walk. */
export function listDetectionsOf(database: Database, walkId: string): Promise<Detections[]> {
  return database.run((connection) =>
    connection.getAll('detections', IDBKeyRange.bound([walkId], [walkId, []])),
  );
}

/** All that this version found, by walk. */
export function listDetections(
  database: Database,
  detectorVersion: string,
): Promise<Map<string, Detections>> {
  return database.run(async (connection) => {
    const all = await connection.getAllFromIndex('detections', 'byVersion', detectorVersion);
    return new Map(all.map((detections) => [detections.walkId, detections]));
  });
}

/** What this version found in these walks, by walk. */
export function listDetectionsIn(
  database: Database,
  detectorVersion: string,
  walkIds: readonly string[],
): Promise<Map<string, Detections>> {
  return database.run(async (connection) => {
    const { store } = connection.transaction('detections');
    const found = await Promise.all(walkIds.map((walkId) => store.get([walkId, detectorVersion])));
    return new Map(found.flatMap((each) => (each ? [[each.walkId, each]] : [])));
  });
}
