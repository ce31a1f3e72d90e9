import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Library } from '../../lib/app/library.svelte';
import { addCorrection } from '../../lib/store/corrections';
import { Database, DATABASE_NAME } from '../../lib/store/database';
import { saveSetting } from '../../lib/store/settings';
import { saveCat } from '../../lib/store/cats';
import { closeWalk, openWalk, readWalk, reviewWalk } from '../../lib/store/walks';
import { exampleCat, exampleWalk } from '../support/example-walk';

/** Walks that a living page owns. */
const owned: string[] = [];

beforeEach(() => {
  vi.stubGlobal('navigator', {
    locks: {
      query: async () => ({ held: owned.map((id) => ({ name: `catpace-walk-${id}` })), pending: [] }),
    },
    storage: { estimate: async () => ({ usage: 5, quota: 9 }), persisted: async () => true },
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
  owned.length = 0;
  return new Promise((resolve) => (indexedDB.deleteDatabase(DATABASE_NAME).onsuccess = resolve));
});

/** A dashboard over walks by id; what is not closed is still recording. */
async function dashboard(walks: { id: string; closed: boolean }[]) {
  const database = new Database();
  await saveCat(database, exampleCat());
  for (const { id, closed } of walks) {
    const walk = exampleWalk({ id });
    await openWalk(database, walk);
    if (closed) await closeWalk(database, walk, { status: 'ended', durationMs: 0, review: null });
  }
  const library = new Library();
  const done = (): void => {
    library.live.close();
    library.database.close();
    database.close();
  };
  return { library, database, done };
}

describe('the library of walks', () => {
  it('shows walks without a single sample, and settings of a wrong shape harm nothing', async () => {
    const { library, database, done } = await dashboard([{ id: 'empty', closed: true }]);
    for (const value of [7, { nested: [NaN] }, '<b>cat</b>']) {
      await saveSetting(database, 'cat', value);
      await library.load();
      expect(library.trouble).toBeNull();
      expect(library.items).toMatchObject([{ id: 'empty', summary: { durationMs: 0, maxTensionN: null } }]);
      expect(library.cat?.name).toBe('Miso');
    }
    done();
  });

  it('looks up what a walk counts as, and what was found in it, with the owner’s word on top', async () => {
    const { library, database, done } = await dashboard([{ id: 'told', closed: true }]);
    await reviewWalk(database, 'told', { stress: 5, foodTaken: false, note: '' });
    await library.load();
    expect([library.outcomeOf('told'), library.outcomeOf('nobody')]).toEqual(['red', 'none']);
    expect([library.hasEvent('told', 'slip-out'), library.hasEvent('nobody', 'slip-out')]).toEqual([
      false,
      false,
    ]);
    await addCorrection(database, {
      id: 'c',
      walkId: 'told',
      createdAtMs: 1,
      deletedAtMs: null,
      say: 'add',
      kind: 'slip-out',
      startMs: 0,
      endMs: 10,
    });
    await library.load();
    expect(library.hasEvent('told', 'slip-out')).toBe(true);
    done();
  });

  it('knows a walk that was cut off from one that runs in another window', async () => {
    owned.push('runs');
    const { library, done } = await dashboard([
      { id: 'runs', closed: false },
      { id: 'broke', closed: false },
      { id: 'over', closed: true },
    ]);
    await library.load();
    expect(new Map(library.items.map(({ id, cutOff }) => [id, cutOff]))).toEqual(
      new Map([
        ['runs', false],
        ['broke', true],
        ['over', false],
      ]),
    );
    done();
  });

  it('offers the way back from a deletion until it is taken or dismissed, however long that lasts', async () => {
    const { library, database, done } = await dashboard([{ id: 'w', closed: true }]);
    await library.load();
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval'] });
    await library.delete('w');
    vi.advanceTimersByTime(600_000);
    expect(library.items).toEqual([]);
    library.undoable!.undo();
    vi.useRealTimers();
    await vi.waitFor(() => expect(library.items).toHaveLength(1));
    expect((await readWalk(database, 'w'))!.deletedAtMs).toBeNull();
    done();
  });
});
