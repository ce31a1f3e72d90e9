import { readChunks } from '../store/chunks';
import type { Database } from '../store/database';
import { listWalks } from '../store/walks';
import { IntervalSet } from '../tag/interval-set';
import type { HeldFrames } from '../tag/tag';

/**
 * Frames of a tag that the database has already, boot by boot, over all walks that are not deleted. Rejects with `StoreError`.
 * @param tagId the browser's id for the device
 */
export async function heldFrames(database: Database, tagId: string): Promise<HeldFrames[]> {
  const boots = new Map<number, IntervalSet>();
  for (const walk of await listWalks(database)) {
    const places = new Set(walk.tags.flatMap(({ id }, place) => (id === tagId ? place : [])));
    if (places.size === 0) continue;
    for await (const { tag, bootId, columns } of readChunks(database, walk.id)) {
      if (!places.has(tag)) continue;
      const held = boots.get(bootId) ?? new IntervalSet();
      boots.set(bootId, held);
      for (const { seq } of columns) for (const each of seq) held.add(each);
    }
  }
  return [...boots].map(([bootId, held]) => ({ bootId, ranges: held.intervals }));
}
