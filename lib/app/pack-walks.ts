import type { Database } from '../store/database';
import { listUnpackedWalks, packNext } from '../store/packs';
import { listRecordingWalks } from '../store/walks';
import { lockOwnership, type WalkOwnership } from './walk-ownership';

const LOCK_NAME = 'catpace-packing';
/** A page that is never idle packs all the same, a part in this time, ms. */
const IDLE_WITHIN_MS = 5_000;
/**
 * Idle for less than this is what a frame leaves while something moves on the screen, 16 ms at most at 60 frames a second: a part
 * keeps the page busy for longer, and the next frame would come late.
 */
const STILL_MS = 20;

/**
 * Pack all closed walks, the smaller half of the disk space that they take, wherever this page has nothing else to do. One
 * page at a time; a page that dies leaves the rest to the next. What cannot be packed now stays as it is, and nothing is said
 * of it: nobody waits for it.
 */
export async function packWhenIdle(
  database: Database,
  ownership: WalkOwnership = lockOwnership(),
  locks: LockManager = navigator.locks,
): Promise<void> {
  try {
    await locks.request(LOCK_NAME, { ifAvailable: true }, async (lock) => {
      if (lock) await packClosedWalks(database, ownership, untilIdle);
    });
  } catch {
    // The walks are whole either way.
  }
}

/**
 * Pack all closed walks part by part, and stop as soon as a walk runs: nothing may keep its samples waiting. Rejects with
 * `StoreError`; what is packed by then stays so.
 * @param rest waits before each part, until there is time for one
 */
export async function packClosedWalks(
  database: Database,
  ownership: WalkOwnership,
  rest: () => Promise<void>,
): Promise<void> {
  for (const walkId of await listUnpackedWalks(database)) {
    let after: number | null = -Infinity;
    while (after !== null) {
      await rest();
      if (await isAnyWalkRunning(database, ownership)) return;
      after = await packNext(database, walkId, after);
    }
  }
}

async function isAnyWalkRunning(database: Database, ownership: WalkOwnership): Promise<boolean> {
  const owned = await ownership.owned();
  return owned.size > 0 && (await listRecordingWalks(database)).some(({ id }) => owned.has(id));
}

function untilIdle(): Promise<void> {
  const lastMs = performance.now() + IDLE_WITHIN_MS;
  return new Promise((resolve) => {
    const ask = (): void => {
      const timeout = Math.max(1, lastMs - performance.now());
      requestIdleCallback(
        (idle) => (idle.didTimeout || idle.timeRemaining() >= STILL_MS ? resolve() : ask()),
        { timeout },
      );
    };
    ask();
  });
}
