import type { FrameColumns, WalkChunk } from '../walk/walk';
import type { Database } from './database';
import { StoreError } from './store-error';
import { written } from './written';

/** Chunks read at once: about a minute of walk, some 30 kB. */
const READ_BATCH = 64;

/**
 * Save one chunk in a transaction of its own. A chunk is never rewritten: to save the very same chunk again does
 * nothing (its first attempt may have come through unnoticed), another one under its key rejects with `conflict`.
 */
export function putChunk(database: Database, chunk: WalkChunk): Promise<void> {
  return database.run(async (connection) => {
    // Relaxed: the browser flushes within a second or two; strict costs about 20 times as much each time.
    const transaction = connection.transaction('chunks', 'readwrite', { durability: 'relaxed' });
    const kept = await transaction.store.get([chunk.walkId, chunk.index]);
    if (!kept) await written(transaction, transaction.store.add(chunk));
    else if (!sameChunk(kept, chunk))
      throw new StoreError('conflict', `Chunk ${chunk.index} of walk ${chunk.walkId} exists and differs.`);
  });
}

/** A walk's chunks by rising index, a batch in memory at a time. Indices rise but may leave some out. */
export async function* readChunks(database: Database, walkId: string): AsyncGenerator<WalkChunk, void> {
  let after = -Infinity;
  for (;;) {
    const range = IDBKeyRange.bound([walkId, after], [walkId, Infinity], true, false);
    const batch = await database.run((connection) => connection.getAll('chunks', range, READ_BATCH));
    yield* batch;
    const last = batch.at(-1);
    if (!last || batch.length < READ_BATCH) return;
    after = last.index;
  }
}

function sameChunk(a: WalkChunk, b: WalkChunk): boolean {
  return (
    a.tag === b.tag &&
    a.bootId === b.bootId &&
    a.columns.length === b.columns.length &&
    a.columns.every((columns, i) => sameColumns(columns, b.columns[i]))
  );
}

function sameColumns(a: FrameColumns, b: FrameColumns | undefined): boolean {
  return (
    b !== undefined &&
    a.kind === b.kind &&
    sameValues(a.seq, b.seq) &&
    sameValues(a.tMs, b.tMs) &&
    sameValues(a.n, b.n) &&
    sameValues(a.counts, b.counts)
  );
}

function sameValues(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}
