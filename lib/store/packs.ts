import type { IDBPTransaction, StoreNames } from 'idb';
import type { WalkChunk } from '../walk/walk';
import type { CatpaceSchema, Database } from './database';
import { gunzip, gzip } from './gzip';
import { packChunks, unpackChunks } from './pack-chunks';
import { sameChunk } from './same-chunk';
import { StoreError } from './store-error';
import { writtenTogether } from './written';

/** Chunks in a pack at most: some four minutes of walk. */
const PACK_CHUNKS = 256;
/** Bytes of counts in a pack at most, unless one chunk alone has more: to pack them keeps the page busy for some 20 ms. */
const PACK_COUNT_BYTES = 256 * 1024;

/**
 * What a pack of chunks holds, without their samples. Key: [walkId, index]. A chunk is in a pack or on its own, never lost
 * between the two: `replaceByPack` is the one place where that changes. Packs of a walk do not overlap.
 */
export interface PackHead {
  walkId: string;
  /** Of the first chunk in it. */
  index: number;
  /** First and last index of each stretch without a hole, both included, rising. */
  runs: readonly (readonly [from: number, to: number])[];
  /** Bytes of the bare counts, 16 bits each. */
  countBytes: number;
  /** Bytes of the pack. */
  packedBytes: number;
}

/** A pack itself, apart from its head, so that looking for one reads no samples. Key: [walkId, index]. */
export interface Pack {
  walkId: string;
  index: number;
  /** `packChunks`, with gzip around it. */
  bytes: Uint8Array<ArrayBuffer>;
}

type Reading = Pick<
  IDBPTransaction<CatpaceSchema, StoreNames<CatpaceSchema>[], 'readonly' | 'readwrite'>,
  'objectStore'
>;

/** All keys that begin with a walk's id. */
export function ofWalk(walkId: string): IDBKeyRange {
  return IDBKeyRange.bound([walkId], [walkId, []]);
}

export function lastIndexOf({ runs }: PackHead): number {
  return runs.at(-1)![1];
}

export function holdsIndex({ runs }: PackHead, index: number): boolean {
  return runs.some(([from, to]) => from <= index && index <= to);
}

export function chunksIn({ runs }: PackHead): number {
  return runs.reduce((sum, [from, to]) => sum + to - from + 1, 0);
}

/** The pack that a chunk is in; null: it is in none. */
export async function headOfChunk(
  transaction: Reading,
  walkId: string,
  index: number,
): Promise<PackHead | null> {
  const before = IDBKeyRange.bound([walkId, -Infinity], [walkId, index]);
  const head = (await transaction.objectStore('packs').openCursor(before, 'prev'))?.value;
  return head && holdsIndex(head, index) ? head : null;
}

/** The chunks of a pack by rising index. Rejects with `damaged` where its bytes are no longer what was written. */
export async function chunksOfPack({ walkId, index, bytes }: Pack): Promise<WalkChunk[]> {
  try {
    return unpackChunks(walkId, await gunzip(bytes));
  } catch (cause) {
    throw new StoreError('damaged', `Samples of walk ${walkId} from chunk ${index} on are damaged.`, {
      cause,
    });
  }
}

/**
 * Chunks of packs and chunks on their own by rising index. One that is in both, which nobody writes, comes once.
 * @param onDamaged told of each pack that is left out because it is damaged; without it, one of them rejects
 */
export async function mergedChunks(
  packs: readonly Pack[],
  single: readonly WalkChunk[],
  onDamaged?: (pack: Pack) => void,
): Promise<WalkChunk[]> {
  const read = async (pack: Pack): Promise<WalkChunk[]> => {
    try {
      return await chunksOfPack(pack);
    } catch (error) {
      if (!onDamaged || !(error instanceof StoreError && error.code === 'damaged')) throw error;
      onDamaged(pack);
      return [];
    }
  };
  const packed = (await Promise.all(packs.map(read))).flat();
  if (single.length === 0) return packed;
  const byIndex = new Map([...single, ...packed].map((chunk) => [chunk.index, chunk]));
  return [...byIndex.values()].sort((a, b) => a.index - b.index);
}

/** Walks that are closed and have chunks on their own. Reads keys alone where there are none. */
export function listUnpackedWalks(database: Database): Promise<string[]> {
  return database.run(async (connection) => {
    const transaction = connection.transaction(['chunks', 'walks']);
    const ids: string[] = [];
    let cursor = await transaction.objectStore('chunks').openKeyCursor();
    while (cursor) {
      const [walkId] = cursor.key;
      const walk = await transaction.objectStore('walks').get(walkId);
      if (walk && walk.status !== 'recording') ids.push(walkId);
      cursor = await transaction
        .objectStore('chunks')
        .openKeyCursor(IDBKeyRange.lowerBound([walkId, []], true));
    }
    return ids;
  });
}

/**
 * Pack the next chunks of a closed walk, some minutes of it. Nothing is taken away before it was packed, unpacked and found
 * to be the same to the bit; what cannot be packed stays as it is.
 * @param after the index up to which the walk is done; −Infinity at first
 * @returns the same for the next call; null: the walk is done
 */
export async function packNext(database: Database, walkId: string, after: number): Promise<number | null> {
  const chunks = await nextSingleChunks(database, walkId, after);
  if (chunks.length === 0) return null;
  const bytes = await packedAndProved(chunks);
  if (bytes) await replaceByPack(database, chunks, bytes);
  return chunks.at(-1)!.index;
}

/** Chunks on their own between two packs, as many as make the next one. */
function nextSingleChunks(database: Database, walkId: string, after: number): Promise<WalkChunk[]> {
  return database.run(async (connection) => {
    const transaction = connection.transaction(['walks', 'packs', 'chunks']);
    const walk = await transaction.objectStore('walks').get(walkId);
    if (!walk || walk.status === 'recording') return [];
    const heads = await transaction.objectStore('packs').getAll(ofWalk(walkId));
    const chunks: WalkChunk[] = [];
    let countBytes = 0;
    const rest = IDBKeyRange.bound([walkId, after], [walkId, Infinity], true);
    for (const chunk of await transaction.objectStore('chunks').getAll(rest, PACK_CHUNKS)) {
      // Within a pack's stretch, in a hole of it: it came too late, and stays on its own.
      if (heads.some((head) => head.index <= chunk.index && chunk.index <= lastIndexOf(head))) continue;
      const first = chunks[0]?.index ?? chunk.index;
      countBytes += countBytesOf(chunk);
      if (chunks.length > 0 && countBytes > PACK_COUNT_BYTES) break;
      if (heads.some(({ index }) => first < index && index < chunk.index)) break;
      chunks.push(chunk);
    }
    return chunks;
  });
}

/** Null: these cannot be packed, or did not come back the same. */
async function packedAndProved(chunks: readonly WalkChunk[]): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const bytes = await gzip(packChunks(chunks));
    const [{ walkId, index }] = chunks as [WalkChunk];
    const back = await chunksOfPack({ walkId, index, bytes });
    return back.length === chunks.length && back.every((chunk, i) => sameChunk(chunk, chunks[i]!))
      ? bytes
      : null;
  } catch {
    // A record of a later version, perhaps. What matters is that it stays.
    return null;
  }
}

/**
 * The commit point of packing: one transaction puts the pack there and takes its chunks away, so that a page that dies leaves
 * the walk as it was or packed, and never in between. Does nothing where the chunks are no longer what was packed: another
 * page was here first.
 */
async function replaceByPack(
  database: Database,
  chunks: readonly WalkChunk[],
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const [{ walkId, index }] = chunks as [WalkChunk];
  const head: PackHead = {
    walkId,
    index,
    runs: runsOf(chunks),
    countBytes: chunks.reduce((sum, chunk) => sum + countBytesOf(chunk), 0),
    packedBytes: bytes.length,
  };
  await database.run(async (connection) => {
    const transaction = connection.transaction(['walks', 'chunks', 'packs', 'packBytes'], 'readwrite', {
      durability: 'strict',
    });
    const stretch = IDBKeyRange.bound([walkId, index], [walkId, lastIndexOf(head)]);
    const [walk, kept, packed] = await Promise.all([
      transaction.objectStore('walks').get(walkId),
      transaction.objectStore('chunks').getAll(stretch),
      transaction.objectStore('packs').count(stretch),
    ]);
    if (!walk || walk.status === 'recording' || packed > 0) return;
    if (kept.length !== chunks.length || !kept.every((chunk, i) => sameChunk(chunk, chunks[i]!))) return;
    await writtenTogether(transaction, [
      () => transaction.objectStore('packs').add(head),
      () => transaction.objectStore('packBytes').add({ walkId, index, bytes }),
      () => transaction.objectStore('chunks').delete(stretch),
    ]);
  });
}

function countBytesOf({ columns }: WalkChunk): number {
  return columns.reduce((sum, { counts }) => sum + counts.byteLength, 0);
}

function runsOf(chunks: readonly WalkChunk[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const { index } of chunks) {
    const last = runs.at(-1);
    if (last && last[1] + 1 === index) last[1] = index;
    else runs.push([index, index]);
  }
  return runs;
}
