import 'fake-indexeddb/auto';
import { stepTarget } from '../../lib/training/plan';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LookBack } from '../../lib/app/look-back.svelte';
import { OwnerSession } from '../../lib/app/owner-session.svelte';
import { listRecoverable, recoverWalk } from '../../lib/app/recovery';
import type { WalkOwnership } from '../../lib/app/walk-ownership';
import { Database, DATABASE_NAME } from '../../lib/store/database';
import { listDetections } from '../../lib/store/detections';
import { listMarks } from '../../lib/store/marks';
import { readWalk } from '../../lib/store/walks';
import { DETECTOR_VERSION } from '../../lib/app/pipeline';
import { exampleCat } from '../support/example-walk';

const T0 = Date.UTC(2026, 2, 14, 16);
let database: Database;
let nowMs: number;
const owned = new Set<string>();
const ownership: WalkOwnership = {
  own: async (walkId) => {
    if (owned.has(walkId)) return null;
    owned.add(walkId);
    return () => owned.delete(walkId);
  },
  owned: async () => owned,
};

beforeEach(() => {
  database = new Database();
  nowMs = T0;
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => {
  vi.useRealTimers();
  owned.clear();
  database.close();
  return new Promise((resolve) => (indexedDB.deleteDatabase(DATABASE_NAME).onsuccess = resolve));
});

const start = (stepNumber = 2) =>
  OwnerSession.start({
    database,
    ownership,
    cat: exampleCat({ stepNumber }),
    target: stepTarget(stepNumber),
    now: () => nowMs,
  });

describe('a session without a tag', () => {
  it('has every tap on disk as soon as it is tapped, and none that was taken back', async () => {
    const session = await start();
    for (const good of [true, true, false]) {
      nowMs += 20_000;
      await session.try(good);
    }
    nowMs += 1000;
    await session.treat();
    nowMs += 1000;
    await session.treat();
    await session.takeBack();
    const kept = await readWalk(database, session.walkId);
    expect(kept).toMatchObject({ status: 'recording', tags: [], stepNumber: 2, durationMs: null });
    expect(kept!.session).toEqual({
      treatsMs: [61_000],
      trials: [
        { tMs: 20_000, good: true },
        { tMs: 40_000, good: true },
        { tMs: 60_000, good: false },
      ],
      lastedMs: 62_000,
    });
  });

  it('keeps marks by time, and takes one back', async () => {
    const session = await start();
    nowMs += 3000;
    await session.mark({ kind: 'moment' });
    nowMs += 3000;
    await session.mark({ kind: 'note', text: 'a bird' });
    await session.takeBackMark(session.marks[0]!.id);
    expect(await listMarks(database, session.walkId)).toMatchObject([
      { kind: 'note', text: 'a bird', tMs: 6000 },
    ]);
  });

  it('says what to do about what is seen, and nothing any more once it is taken back', async () => {
    const session = await start();
    nowMs += 3000;
    await session.mark({ kind: 'stress', text: '4' });
    expect(session.advice?.todo).toBe('End now: indoors, calmly.');
    nowMs += 10_000;
    await session.takeBackMark(session.marks[0]!.id);
    expect(session.advice).toBeNull();
  });

  it('is never shorter because the clock was set back', async () => {
    const session = await start();
    nowMs += 60_000;
    await session.treat();
    nowMs -= 3_600_000;
    await session.treat();
    expect((await session.end()).durationMs).toBe(60_000);
  });

  it('whose page dies is offered with its length, and kept with all that was tapped', async () => {
    const session = await start();
    nowMs += 30_000;
    await session.try(true);
    nowMs += 300_000;
    // Only the clock goes on: its length is written every few seconds.
    vi.advanceTimersByTime(250);
    await vi.waitFor(async () =>
      expect((await readWalk(database, session.walkId))!.session!.lastedMs).toBe(330_000),
    );
    owned.clear();
    expect(await listRecoverable(database, ownership)).toMatchObject([{ durationMs: 330_000 }]);
    const walk = await recoverWalk(database, session.walkId, ownership);
    expect(walk).toMatchObject({ status: 'recovered', durationMs: 330_000 });
    expect(walk!.session!.trials).toHaveLength(1);
  });

  it('tells the verdict what it needs: five good tries, calm, food taken, and the plan goes on', async () => {
    const session = await start();
    for (let i = 0; i < 5; i++) {
      nowMs += 15_000;
      await session.try(true);
    }
    const walk = await session.end();
    expect(walk).toMatchObject({ status: 'ended', durationMs: 75_000 });
    const look = new LookBack(database);
    await look.open(walk);
    expect(look.verdict?.decision).not.toBe('advance');
    await look.review({ stress: 0, foodTaken: true, note: '' });
    expect(look.verdict).toMatchObject({ decision: 'advance', stepNumber: 2, nextStepNumber: 3 });
    // Nothing was measured, so nothing is said to have been.
    expect(look.detections).toBeNull();
    expect(await listDetections(database, DETECTOR_VERSION)).toEqual(new Map());
  });

  it('ends red where stress was high, however good the tries', async () => {
    const session = await start();
    for (let i = 0; i < 5; i++) {
      nowMs += 15_000;
      await session.try(true);
    }
    const look = new LookBack(database);
    await look.open(await session.end());
    await look.review({ stress: 4, foodTaken: true, note: '' });
    expect(look.verdict?.decision).toBe('step-back');
  });
});
