import { changeCat, firstCat, listCats } from '../store/cats';
import type { Database } from '../store/database';
import { readSetting } from '../store/settings';
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
    const first = await firstCat(this.#database, fresh, DEMO_CAT.id);
    this.cats = (await listCats(this.#database)).filter(({ id }) => id !== DEMO_CAT.id);
    const remembered = await readSetting(this.#database, 'cat');
    this.catId = this.cats.find(({ id }) => id === remembered)?.id ?? first.id;
  }

  async change(change: Partial<Pick<Cat, 'name' | 'bodyKg' | 'stepNumber'>>): Promise<void> {
    const { cat } = this;
    if (!cat) return;
    this.#show({ ...cat, ...change });
    this.#show(await changeCat(this.#database, cat, change, Date.now()));
  }

  #show(cat: Cat): void {
    this.cats = this.cats.map((each) => (each.id === cat.id ? cat : each));
  }
}
