import type { Sensitivity } from '../events/sensitivity';
import { changeCat, firstCat, listCats, saveCat, type CatChange } from '../store/cats';
import type { Database } from '../store/database';
import { readSetting, saveSetting } from '../store/settings';
import { newId } from '../store/uuid-v7';
import type { Cat } from '../walk/walk';
import { freshCat, weighed } from './cat-edits';
import { DEMO_CAT } from './demo-cat';

/** The owner's cats, and the one that is going to walk. All writes reject with `StoreError`. */
export class CatChoice {
  cats = $state.raw<Cat[]>([]);
  catId = $state<string | null>(null);
  readonly cat: Cat | null = $derived(this.cats.find(({ id }) => id === this.catId) ?? null);
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Read the cats; the first one is made where there is none. */
  async load(): Promise<void> {
    const first = await firstCat(this.#database, freshCat(newId(), Date.now()), DEMO_CAT.id);
    this.cats = (await listCats(this.#database)).filter(({ id }) => id !== DEMO_CAT.id);
    const remembered = await readSetting(this.#database, 'cat');
    this.catId = this.cats.find(({ id }) => id === remembered)?.id ?? first.id;
  }

  /** What the owner chose for a cat, as it is kept now. A database that does not answer leaves it as it was known. */
  async sensitivityOf(cat: Cat): Promise<Sensitivity> {
    const cats = await listCats(this.#database).catch(() => []);
    return (cats.find(({ id }) => id === cat.id) ?? cat).sensitivity ?? {};
  }

  /** Another cat is going to walk; null for a new one. */
  async pick(catId: string | null): Promise<void> {
    if (catId === null) {
      const cat = freshCat(newId(), Date.now());
      await saveCat(this.#database, cat);
      this.cats = [...this.cats, cat];
      catId = cat.id;
    }
    this.catId = catId;
    await saveSetting(this.#database, 'cat', catId);
  }

  async change(change: Partial<Pick<Cat, 'name' | 'bodyKg' | 'stepNumber'>>): Promise<void> {
    const { cat } = this;
    if (!cat) return;
    this.show({ ...cat, ...change });
    const nowMs = Date.now();
    const changed = (kept: Cat): CatChange => ({
      ...change,
      ...(change.bodyKg !== undefined && weighed(kept, change.bodyKg, nowMs)),
    });
    this.show(await changeCat(this.#database, cat, changed, nowMs));
  }

  /** A cat as it is now, where it is one of the owner's. */
  show(cat: Cat): void {
    this.cats = this.cats.map((each) => (each.id === cat.id ? cat : each));
  }
}
