import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { packClosedWalks, packWhenIdle } from '../../../lib/app/pack-walks';
import type { WalkOwnership } from '../../../lib/app/walk-ownership';
import { listUnpackedWalks } from '../../../lib/store/packs';
import { openWalk } from '../../../lib/store/walks';
import { addWholeWalks, readWholeWalk } from '../../../lib/store/whole-walks';
import { exampleWalk } from '../../support/example-walk';
import { freshDatabase } from '../../support/fresh-database';
import { recordedWalk } from '../../support/recorded-walk';

const RUNNING = '01900000-0000-7000-8000-00000000000a';
const owning = (...ids: string[]): WalkOwnership => ({
  own: async () => () => {},
  owned: async () => new Set(ids),
});

async function withTwoWalks() {
  const { database } = freshDatabase();
  const walks = ['1', '2'].map((end) =>
    recordedWalk(4_000, { id: `01900000-0000-7000-8000-00000000000${end}` }),
  );
  const own = walks.map((walk, i) => ({
    ...walk,
    marks: walk.marks.map((mark) => ({ ...mark, id: `${mark.id}-${i}` })),
    corrections: walk.corrections.map((said) => ({ ...said, id: `${said.id}-${i}` })),
  }));
  await addWholeWalks(database, own);
  return { database, walks: own };
}

describe('packing walks', () => {
  it('packs all that are closed, a part after each rest, and keeps them whole', async () => {
    const { database, walks } = await withTwoWalks();
    let rests = 0;
    await packClosedWalks(database, owning(), async () => void rests++);
    expect(await listUnpackedWalks(database)).toEqual([]);
    // A part and the look that finds no further one, for each of them.
    expect(rests).toBe(4);
    for (const walk of walks) expect(await readWholeWalk(database, walk.walk.id)).toEqual(walk);
  });

  it('stops when a walk begins', async () => {
    const { database } = await withTwoWalks();
    let rests = 0;
    const owned: string[] = [];
    const begins = async () => {
      if (++rests !== 3) return;
      await openWalk(database, exampleWalk({ id: RUNNING }));
      owned.push(RUNNING);
    };
    await packClosedWalks(database, { ...owning(), owned: async () => new Set(owned) }, begins);
    expect(await listUnpackedWalks(database)).toHaveLength(1);
  });

  it('does not take the walk that its page has just closed for one that runs', async () => {
    const { database, walks } = await withTwoWalks();
    await packClosedWalks(database, owning(walks[0]!.walk.id), async () => {});
    expect(await listUnpackedWalks(database)).toEqual([]);
  });
});

describe('packing while the page is used', () => {
  afterEach(() => vi.unstubAllGlobals());

  const locks = {
    request: async (_name: string, _options: object, work: (lock: object) => Promise<void>) => work({}),
  } as unknown as LockManager;

  /** @param idleMs what is left of each idle time in turn, then of all that follow */
  function idleFor(...idleMs: (number | 'time is up')[]): () => number {
    let asked = 0;
    vi.stubGlobal('requestIdleCallback', (run: IdleRequestCallback, { timeout }: { timeout: number }) => {
      expect(timeout).toBeGreaterThan(0);
      const left = idleMs[Math.min(asked++, idleMs.length - 1)]!;
      queueMicrotask(() =>
        run({ didTimeout: left === 'time is up', timeRemaining: () => Number(left) || 0 }),
      );
    });
    return () => asked;
  }

  it('waits until no frame is due: what a frame leaves is too short for a part', async () => {
    const { database } = await withTwoWalks();
    const asked = idleFor(12, 3, 48);
    await packWhenIdle(database, owning(), locks);
    expect(await listUnpackedWalks(database)).toEqual([]);
    // Twice too short, then once for each of the four rests.
    expect(asked()).toBe(6);
  });

  it('packs all the same in a page that is never still, when its time is up', async () => {
    const { database } = await withTwoWalks();
    idleFor(5, 'time is up');
    await packWhenIdle(database, owning(), locks);
    expect(await listUnpackedWalks(database)).toEqual([]);
  });
});
