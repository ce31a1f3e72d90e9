import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { CatChoice } from '../../lib/app/cat-choice.svelte';
import { demoCat } from '../../lib/app/demo-cat';
import { listCats, saveCat } from '../../lib/store/cats';
import type { Database } from '../../lib/store/database';
import { readSetting } from '../../lib/store/settings';
import { exampleCat } from '../support/example-walk';
import { freshDatabase } from '../support/fresh-database';

let database: Database;
beforeEach(() => {
  ({ database } = freshDatabase());
});

async function opened(): Promise<CatChoice> {
  const choice = new CatChoice(database);
  await choice.load();
  return choice;
}

describe('the cat that is going to walk', () => {
  it('stands ready in an empty house, and nothing is kept before something is said of it', async () => {
    await saveCat(database, demoCat());
    const choice = await opened();
    expect(choice.cat).toMatchObject({ name: '', stepNumber: 1 });
    expect(await listCats(database)).toEqual([demoCat()]);
    await choice.change({ name: 'Mina' });
    expect((await listCats(database)).map(({ name }) => name).sort()).toEqual(
      [demoCat().name, 'Mina'].sort(),
    );
    expect(await readSetting(database, 'cat')).toBe(choice.catId);
    expect((await opened()).cat?.name).toBe('Mina');
  });

  it('is kept when it walks', async () => {
    const choice = await opened();
    const walking = await choice.keep();
    expect(await listCats(database)).toEqual([walking]);
    expect(await choice.keep()).toEqual(walking);
    expect(await listCats(database)).toHaveLength(1);
  });

  it('may be another one, of which nothing stays when one goes back', async () => {
    const mina = exampleCat({ id: 'cat-1', name: 'Mina' });
    await saveCat(database, mina);
    const choice = await opened();
    await choice.pick(null);
    await choice.pick(null);
    expect(choice.cats.map(({ name }) => name)).toEqual(['Mina', '']);
    await choice.pick('cat-1');
    expect(choice.cats).toEqual([mina]);
    expect(await listCats(database)).toEqual([mina]);
    await choice.pick(null);
    await choice.change({ name: 'Momo' });
    expect((await listCats(database)).map(({ name }) => name).sort()).toEqual(['Mina', 'Momo']);
  });

  it('is the same for two pages that keep a first one at once', async () => {
    const pages = await Promise.all([opened(), opened()]);
    const kept = await Promise.all(pages.map((page) => page.keep()));
    expect(kept[0]).toEqual(kept[1]);
    expect(await listCats(database)).toHaveLength(1);
  });

  it('is the one that another page has made meanwhile, unless something was said of one here', async () => {
    const choice = await opened();
    await saveCat(database, exampleCat({ id: 'cat-1', name: 'Mina' }));
    await choice.lookAgain();
    expect(choice.cat?.name).toBe('Mina');
  });
});
