import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { ReplayDesk } from '../../../lib/app/replay-desk.svelte';
import type { Database } from '../../../lib/store/database';
import { addWholeWalks } from '../../../lib/store/whole-walks';
import type { Mark } from '../../../lib/walk/walk';
import { freshDatabase } from '../../support/fresh-database';
import { recordedWalk } from '../../support/recorded-walk';

async function opened() {
  const { database } = freshDatabase();
  const recorded = recordedWalk();
  await addWholeWalks(database, [recorded]);
  const desk = new ReplayDesk(database, recorded.walk.id);
  await desk.loaded;
  return { database, desk };
}

const all = (database: Database): Promise<Mark[]> => database.run((connection) => connection.getAll('marks'));
const told = ({ data }: ReplayDesk) => data!.marks.map(({ tMs, text }) => [tMs, text]);

describe('a mark in the replay', () => {
  const [NOTE, MOMENT] = [
    [2_500, '=1+1, "a dog"\n🐕'],
    [900, ''],
  ];

  it('gets other words, and has its old ones again when that is undone', async () => {
    const { database, desk } = await opened();
    expect(told(desk)).toEqual([MOMENT, NOTE]);
    await desk.editMark('m2', { text: 'a fox' });
    expect(told(desk)).toEqual([MOMENT, [2_500, 'a fox']]);
    // No record was rewritten: the old one bears a tombstone.
    expect((await all(database)).find(({ id }) => id === 'm2')).toMatchObject({
      text: NOTE![1],
      deletedAtMs: expect.any(Number) as number,
    });
    await desk.undoMark();
    expect(told(desk)).toEqual([MOMENT, NOTE]);
    expect([desk.markChange, desk.data!.marks[1]!.id]).toEqual([null, 'm2']);
  });

  it('goes to another moment within the walk, and the cursor with it', async () => {
    const { desk } = await opened();
    await desk.editMark('m1', { tMs: 1_900 });
    expect([told(desk), desk.cursorMs]).toEqual([[[1_900, ''], NOTE], 1_900]);
    const moved = desk.data!.marks[0]!.id;
    await desk.editMark(moved, { tMs: -5_000 });
    expect(told(desk)[0]).toEqual([0, '']);
    await desk.undoMark();
    expect(told(desk)[0]).toEqual([1_900, '']);
  });

  it('is taken back, and comes back when that is undone', async () => {
    const { desk } = await opened();
    await desk.takeBackMark('m2');
    expect([told(desk), desk.markChange?.is]).toEqual([[MOMENT], null]);
    await desk.undoMark();
    expect(told(desk)).toEqual([MOMENT, NOTE]);
    // Nothing is left to undo, and nobody changes a mark that is not there.
    await desk.undoMark();
    await desk.editMark('nobody', { text: 'x' });
    expect(told(desk)).toEqual([MOMENT, NOTE]);
    expect(desk.wordTrouble).toBeNull();
  });
});
