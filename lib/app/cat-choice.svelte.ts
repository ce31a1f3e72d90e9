import { firstCat, listCats, saveCat } from '../store/cats';
import type { Database } from '../store/database';
import { readSetting, saveSetting } from '../store/settings';
import { newId } from '../store/uuid-v7';
import type { Cat } from '../walk/walk';
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
    const fresh: Cat = { id: newId(), name: '', bodyKg: null, stepNumber: 1, updatedAtMs: Date.now() };
    const first = await firstCat(this.#database, fresh);
    this.cats = (await listCats(this.#database)).filter(({ id }) => id !== DEMO_CAT.id);
    const remembered = await readSetting(this.#database, 'cat');
    this.catId = this.cats.find(({ id }) => id === remembered)?.id ?? first.id;
  }

  async pick(catId: string): Promise<void> {
    this.catId = catId;
    await saveSetting(this.#database, 'cat', catId);
  }

  async change(change: Partial<Pick<Cat, 'name' | 'bodyKg' | 'stepNumber'>>): Promise<void> {
    const { cat } = this;
    if (!cat) return;
    const changed = { ...cat, ...change, updatedAtMs: Date.now() };
    this.cats = this.cats.map((each) => (each.id === changed.id ? changed : each));
    await saveCat(this.#database, changed);
  }
}
