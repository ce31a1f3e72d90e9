import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { gaitOfCat } from '../../../lib/app/gait-of-cat';
import { walkedMs } from '../../../lib/events/gait';
import { putDetections } from '../../../lib/store/detections';
import { deleteWalk, openWalk } from '../../../lib/store/walks';
import { exampleDetections } from '../../support/example-detections';
import { exampleWalk } from '../../support/example-walk';
import { freshDatabase } from '../../support/fresh-database';

const gait = (ms: number) => ({ stillMs: [0], movingMs: [ms] });

describe('the gait of a cat', () => {
  it('is the sum of its own walks that are kept, each counted once', async () => {
    const { database } = freshDatabase();
    for (const [id, catId, ms] of [
      ['a', 'mia', 1_000],
      ['b', 'mia', 20_000],
      ['c', 'tom', 300_000],
      ['d', 'mia', 4_000_000],
    ] as const) {
      await openWalk(database, exampleWalk({ id, catId, status: 'ended', durationMs: 60_000 }));
      // An early version knew of no gait, a later one was asked again.
      await putDetections(database, { ...exampleDetections(60_000), walkId: id, detectorVersion: '1' });
      for (const detectorVersion of ['2', '3'])
        await putDetections(database, {
          ...exampleDetections(60_000),
          walkId: id,
          detectorVersion,
          gait: gait(ms),
        });
    }
    await deleteWalk(database, 'd', 1);
    expect(walkedMs(await gaitOfCat(database, 'mia'))).toBe(21_000);
    expect(walkedMs(await gaitOfCat(database, 'tom'))).toBe(300_000);
    expect(walkedMs(await gaitOfCat(database, 'nobody'))).toBe(0);
  });

  it('is that of the newest walks: a cat grows', async () => {
    const { database } = freshDatabase();
    for (let i = 0; i < 60; i++) {
      await openWalk(database, exampleWalk({ id: `w${i}`, startedAtMs: i, status: 'ended' }));
      await putDetections(database, {
        ...exampleDetections(60_000),
        walkId: `w${i}`,
        gait: gait(i < 10 ? 1e9 : 1),
      });
    }
    expect(walkedMs(await gaitOfCat(database, 'cat-1'))).toBe(50);
  });
});
