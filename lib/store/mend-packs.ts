import type { WalkChunk } from '../walk/walk';
import type { Database } from './database';
import { chunksIn, chunksOfPack, holdsIndex, type PackHead } from './packs';
import { StoreError } from './store-error';

/** Packs that the disk has damaged, beside a backup that was laid aside. */
export interface DamagedPacks {
  /** All their chunks are in the backup. */
  mendable: PackHead[];
  /** Some are not: they stay as they are. */
  beyond: PackHead[];
}

/**
 * Unpack every pack, one at a time, and look which of the damaged ones a backup that was laid aside holds whole.
 * @param onPack packs that were looked at, of how many
 */
export async function findDamagedPacks(
  database: Database,
  onPack: (done: number, of: number) => void,
): Promise<DamagedPacks> {
  const heads = await database.run((connection) => connection.getAll('packs'));
  const damaged: PackHead[] = [];
  for (const [i, head] of heads.entries()) {
    onPack(i, heads.length);
    if (await isDamaged(database, head)) damaged.push(head);
  }
  if (damaged.length === 0) return { mendable: [], beyond: [] };
  const staged = await stagedIndices(database, damaged);
  const isWhole = (head: PackHead): boolean => staged.get(head)!.size === chunksIn(head);
  return { mendable: damaged.filter(isWhole), beyond: damaged.filter((head) => !isWhole(head)) };
}

async function isDamaged(database: Database, { walkId, index }: PackHead): Promise<boolean> {
  const pack = await database.run((connection) => connection.get('packBytes', [walkId, index]));
  // It has been cleared away meanwhile, with its walk.
  if (!pack) return false;
  try {
    await chunksOfPack(pack);
    return false;
  } catch (error) {
    if (error instanceof StoreError && error.code === 'damaged') return true;
    throw error;
  }
}

/** Which chunks of each pack were laid aside. */
function stagedIndices(
  database: Database,
  heads: readonly PackHead[],
): Promise<ReadonlyMap<PackHead, ReadonlySet<number>>> {
  return database.run(async (connection) => {
    const found = new Map(heads.map((head) => [head, new Set<number>()]));
    let cursor = await connection.transaction('staging').store.openCursor();
    while (cursor) {
      const { store, records } = cursor.value;
      if (store === 'chunks')
        for (const { walkId, index } of records as WalkChunk[])
          for (const [head, indices] of found)
            if (head.walkId === walkId && holdsIndex(head, index)) indices.add(index);
      cursor = await cursor.continue();
    }
    return found;
  });
}
