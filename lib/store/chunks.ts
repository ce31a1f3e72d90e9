import type { WalkChunk } from '../walk/walk';
import type { Database } from './database';
import { chunksOfPack, headOfChunk, lastIndexOf, mergedChunks, ofWalk, type Pack } from './packs';
import { sameChunk } from './same-chunk';
import { StoreError } from './store-error';
import { written } from './written';

/** Chunks read at once: about a minute of walk, some 30 kB. */
const READ_BATCH = 64;
/** Packs read at once: about an hour of walk, some 1 MB. */
const READ_PACKS = 16;

/**
 * Save one chunk in a transaction of its own. A chunk is never rewritten: to save the very same chunk again does
 * nothing (its first attempt may have come through unnoticed), another one under its key rejects with `conflict`.
 */
export function putChunk(database: Database, chunk: WalkChunk): Promise<void> {
  const { walkId, index } = chunk;
  return database.run(async (connection) => {
    // Relaxed: the browser flushes within a second or two; strict costs about 20 times as much each time.
    const transaction = connection.transaction(['chunks', 'packs'], 'readwrite', { durability: 'relaxed' });
    const [kept, head] = await Promise.all([
      transaction.objectStore('chunks').get([walkId, index]),
      headOfChunk(transaction, walkId, index),
    ]);
    if (!kept && !head) return written(transaction, transaction.objectStore('chunks').add(chunk));
    // The walk was taken for abandoned, closed and packed while its page lived on.
    const pack = head && (await connection.get('packBytes', [walkId, head.index]));
    const same = kept ?? (pack && (await chunksOfPack(pack)).find((each) => each.index === index));
    if (!same || !sameChunk(same, chunk))
      throw new StoreError('conflict', `Chunk ${index} of walk ${walkId} exists and differs.`);
  });
}

/**
 * A walk's chunks by rising index, packed ones and others, about an hour in memory at a time. Indices rise but may leave some
 * out. A walk that is packed meanwhile comes whole all the same. The columns are views: `slice()` them to keep them.
 * @param onDamaged told of each pack that is left out because it is damaged; without it, one of them rejects (`damaged`)
 */
export async function* readChunks(
  database: Database,
  walkId: string,
  onDamaged?: (pack: Pack) => void,
): AsyncGenerator<WalkChunk, void> {
  let after = -Infinity;
  for (;;) {
    const { single, packs, upTo } = await nextOf(database, walkId, after);
    const chunks = await mergedChunks(packs, single, onDamaged);
    for (const chunk of chunks) if (chunk.index > after && chunk.index <= upTo) yield chunk;
    if (upTo === Infinity) return;
    after = upTo;
  }
}

/** What comes after an index, as it stood at one moment, and the index up to which that is all. */
function nextOf(database: Database, walkId: string, after: number) {
  return database.run(async (connection) => {
    const transaction = connection.transaction(['chunks', 'packs', 'packBytes']);
    const range = IDBKeyRange.bound([walkId, after], [walkId, Infinity], true);
    const [single, heads] = await Promise.all([
      transaction.objectStore('chunks').getAll(range, READ_BATCH),
      transaction.objectStore('packs').getAll(ofWalk(walkId)),
    ]);
    const rest = heads.filter((head) => lastIndexOf(head) > after);
    const next = rest.slice(0, READ_PACKS);
    const packs = await Promise.all(
      next.map(async ({ index }) => (await transaction.objectStore('packBytes').get([walkId, index]))!),
    );
    const upTo = Math.min(
      single.length < READ_BATCH ? Infinity : single.at(-1)!.index,
      next.length === rest.length ? Infinity : lastIndexOf(next.at(-1)!),
    );
    return { single, packs, upTo };
  });
}
