import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { databaseSink, WalkRecorder } from '../../../lib/app/recorder';
import { findAbandonedWalks, recoverWalk } from '../../../lib/app/recovery';
import { lockOwnership, type WalkOwnership } from '../../../lib/app/walk-ownership';
import { closeWalk, deleteWalk, openWalk, readWalk } from '../../../lib/store/walks';
import { exampleWalk } from '../../support/example-walk';
import { freshDatabase } from '../../support/fresh-database';
import { steadyFrames } from '../../support/timed-frames';

/** Web Locks of one origin, as far as ownership needs them. */
function fakeLocks(): LockManager {
  const held = new Set<string>();
  return {
    async request(name: string, _options: LockOptions, work: (lock: Lock | null) => unknown) {
      if (held.has(name)) return work(null);
      held.add(name);
      try {
        return await work({ name, mode: 'exclusive' });
      } finally {
        held.delete(name);
      }
    },
    async query() {
      return { held: [...held, 'catpace-radio'].map((name) => ({ name })), pending: [] };
    },
  } as unknown as LockManager;
}

async function recordUnclosed(ownership: WalkOwnership) {
  const { database, name } = freshDatabase();
  const walk = exampleWalk();
  const release = (await ownership.own(walk.id))!;
  await openWalk(database, walk);
  const recorder = new WalkRecorder(walk, databaseSink(database));
  recorder.append({ tag: 0, bootId: 7 }, steadyFrames(30_500));
  await recorder.flush();
  return { database, name, walk, release };
}

describe('recovery', () => {
  it('leaves a walk alone while its page lives, and recovers it when the page died', async () => {
    const ownership = lockOwnership(fakeLocks());
    const { database, walk, release } = await recordUnclosed(ownership);
    expect(await findAbandonedWalks(database, ownership)).toEqual([]);
    expect(await recoverWalk(database, walk.id, ownership)).toBeNull();
    expect((await readWalk(database, walk.id))?.status).toBe('recording');
    release();
    // A released lock is free in a later turn.
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(await findAbandonedWalks(database, ownership)).toEqual([walk]);
    // 30,400 ms + the last frame: 200 ms of data.
    expect(await recoverWalk(database, walk.id, ownership)).toEqual({
      ...walk,
      status: 'recovered',
      durationMs: 30_600,
    });
    expect(await findAbandonedWalks(database, ownership)).toEqual([]);
  });

  it('recovers once when two pages try at the same time', async () => {
    const ownership = lockOwnership(fakeLocks());
    const { database, walk, release } = await recordUnclosed(ownership);
    release();
    await new Promise((resolve) => setTimeout(resolve, 0));
    const results = await Promise.all([1, 2, 3].map(() => recoverWalk(database, walk.id, ownership)));
    expect(results.filter((result) => result !== null)).toHaveLength(1);
    expect(await recoverWalk(database, walk.id, ownership)).toBeNull();
  });

  it('does not offer deleted walks, nor one that was closed while looking', async () => {
    const { database } = freshDatabase();
    const ownership = lockOwnership(fakeLocks());
    await openWalk(database, exampleWalk({ id: 'deleted' }));
    await deleteWalk(database, 'deleted', 1);
    const closing = exampleWalk({ id: 'closing' });
    await openWalk(database, closing);
    const closesMeanwhile: WalkOwnership = {
      ...ownership,
      async owned() {
        await closeWalk(database, closing, { status: 'ended', durationMs: 1, review: null });
        return new Set();
      },
    };
    expect(await findAbandonedWalks(database, closesMeanwhile)).toEqual([]);
  });

  it('gives a walk without samples length 0, and nothing for one that is gone', async () => {
    const { database } = freshDatabase();
    const ownership = lockOwnership(fakeLocks());
    await openWalk(database, exampleWalk());
    expect(await recoverWalk(database, exampleWalk().id, ownership)).toMatchObject({ durationMs: 0 });
    expect(await recoverWalk(database, 'none', ownership)).toBeNull();
  });
});
