import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { findRunningSession } from '../../../lib/app/running-session';
import { openWalk } from '../../../lib/store/walks';
import { exampleWalk } from '../../support/example-walk';
import { freshDatabase } from '../../support/fresh-database';

const owning = (...ids: string[]) => ({ owned: () => Promise.resolve(new Set(ids)) });

describe('findRunningSession', () => {
  it('finds the session without a tag that a page runs, and no other', async () => {
    const { database } = freshDatabase();
    expect(await findRunningSession(database, owning())).toBeNull();
    await openWalk(database, exampleWalk({ id: 'with-tag' }));
    await openWalk(database, exampleWalk({ id: 'cut-off', tags: [] }));
    expect(await findRunningSession(database, owning('with-tag'))).toBeNull();
    const target = { minMs: null, maxMs: 120_000, aim: 'slack' } as const;
    const session = { treatsMs: [], trials: [], lastedMs: 5_000 };
    await openWalk(
      database,
      exampleWalk({ id: 'runs', tags: [], catName: 'Mina', stepNumber: 3, target, session }),
    );
    expect(await findRunningSession(database, owning('with-tag', 'runs'))).toEqual({
      catName: 'Mina',
      stepNumber: 3,
      startedAtMs: exampleWalk().startedAtMs,
      timeZone: exampleWalk().timeZone,
      minMs: null,
      maxMs: 120_000,
      lastedMs: 5_000,
    });
  });
});
