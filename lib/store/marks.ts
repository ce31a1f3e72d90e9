import type { Mark } from '../walk/walk';
import type { Database } from './database';
import { StoreError } from './store-error';
import { written, writtenTogether } from './written';

/** A mark, safe on disk when this resolves. Rejects with `conflict` when the id is taken. */
export function addMark(database: Database, mark: Mark): Promise<void> {
  return database.run(async (connection) => {
    const transaction = connection.transaction('marks', 'readwrite', { durability: 'strict' });
    await written(transaction, transaction.store.add(mark));
  });
}

/** Set or lift a mark's tombstone. Rejects with `missing`. */
export function setMarkDeleted(
  database: Database,
  markId: string,
  deletedAtMs: number | null,
): Promise<Mark> {
  return database.run(async (connection) => {
    const transaction = connection.transaction('marks', 'readwrite', { durability: 'strict' });
    const kept = await transaction.store.get(markId);
    if (!kept) throw new StoreError('missing', `There is no mark ${markId}.`);
    const mark = { ...kept, deletedAtMs };
    await written(transaction, transaction.store.put(mark));
    return mark;
  });
}

/** A change of one mark: records are never rewritten, so another mark takes its place. */
export interface MarkChange {
  /** It gets a tombstone; null: a mark that is new. */
  was: Mark | null;
  /** It stands; null: the mark was taken back. */
  is: Mark | null;
}

/** Put a change of a mark in place, or the one that undoes it: both marks in one transaction. */
export function changeMark(database: Database, { was, is }: MarkChange, atMs: number): Promise<void> {
  return database.run(async (connection) => {
    const transaction = connection.transaction('marks', 'readwrite', { durability: 'strict' });
    const { store } = transaction;
    await writtenTogether(transaction, [
      ...(was ? [() => store.put({ ...was, deletedAtMs: atMs })] : []),
      ...(is ? [() => store.put({ ...is, deletedAtMs: null })] : []),
    ]);
  });
}

/** Marks of one walk in the order of the walk, deleted ones left out. */
export function listMarks(database: Database, walkId: string): Promise<Mark[]> {
  return database.run(async (connection) => {
    const marks = await connection.getAllFromIndex('marks', 'byWalk', walkId);
    return marks.filter((mark) => mark.deletedAtMs === null).sort((a, b) => a.tMs - b.tMs);
  });
}

/** Marks of these walks that stand, by walk, each in the order of its walk. */
export function listMarksIn(database: Database, walkIds: readonly string[]): Promise<Map<string, Mark[]>> {
  return database.run(async (connection) => {
    const index = connection.transaction('marks').store.index('byWalk');
    const found = await Promise.all(walkIds.map((walkId) => index.getAll(walkId)));
    return byWalk(found.flat());
  });
}

/** Marks of all walks that stand, by walk, each in the order of its walk. */
export function listAllMarks(database: Database): Promise<Map<string, Mark[]>> {
  return database.run(async (connection) => byWalk(await connection.getAll('marks')));
}

function byWalk(marks: readonly Mark[]): Map<string, Mark[]> {
  const found = new Map<string, Mark[]>();
  for (const mark of marks) {
    if (mark.deletedAtMs !== null) continue;
    const own = found.get(mark.walkId);
    if (own) own.push(mark);
    else found.set(mark.walkId, [mark]);
  }
  for (const own of found.values()) own.sort((a, b) => a.tMs - b.tMs);
  return found;
}
