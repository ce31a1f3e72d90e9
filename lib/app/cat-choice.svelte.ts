import type { Sensitivity } from '../events/sensitivity';
import { changeCat, firstCat, listCats, saveCat, type CatChange } from '../store/cats';
import type { Database } from '../store/database';
import { readSetting, saveSetting } from '../store/settings';
import { newId } from '../store/uuid-v7';
import type { Cat } from '../walk/walk';
import { freshCat, weighed } from './cat-edits';
import { DEMO_CAT_ID } from './demo-cat';

/** The owner's cats, and the one that is going to walk. All writes reject with `StoreError`. */
export class CatChoice {
  cats = $state.raw<Cat[]>([]);
  catId = $state<string | null>(null);
  readonly cat: Cat | null = $derived(this.cats.find(({ id }) => id === this.catId) ?? null);
  readonly #database: Database;
  /** A new cat of which nothing has been said: it is kept with the first word on it, or when it walks. */
  #unkept: Cat | null = null;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Read the cats; where there is none, a new one stands ready that is not kept yet. */
  async load(): Promise<void> {
    const cats = (await listCats(this.#database)).filter(({ id }) => id !== DEMO_CAT_ID);
    const remembered = await readSetting(this.#database, 'cat');
    this.#unkept = null;
    this.cats = cats;
    this.catId = (cats.find(({ id }) => id === remembered) ?? cats[0] ?? this.#fresh()).id;
  }

  /** The cats anew, unless something is said of one here: another page may have made the first one meanwhile. */
  async lookAgain(): Promise<void> {
    if (this.#unkept) await this.load();
  }

  /** The chosen cat, kept from now on if it was not. Null when none is chosen. */
  async keep(): Promise<Cat | null> {
    const { cat } = this;
    if (!cat || cat.id !== this.#unkept?.id) return cat;
    const isFirst = this.cats.length === 1;
    // Two pages that keep a first cat at once get the same one.
    const kept = isFirst ? await firstCat(this.#database, cat, DEMO_CAT_ID) : cat;
    if (!isFirst) await saveCat(this.#database, cat);
    this.#unkept = null;
    this.cats = this.cats.map((each) => (each.id === cat.id ? kept : each));
    this.catId = kept.id;
    await saveSetting(this.#database, 'cat', kept.id);
    return kept;
  }

  /** What the owner chose for a cat, as it is kept now. A database that does not answer leaves it as it was known. */
  async sensitivityOf(cat: Cat): Promise<Sensitivity> {
    const cats = await listCats(this.#database).catch(() => []);
    return (cats.find(({ id }) => id === cat.id) ?? cat).sensitivity ?? {};
  }

  /** Another cat is going to walk; null for a new one. */
  async pick(catId: string | null): Promise<void> {
    if (catId === null) {
      this.catId = this.#fresh().id;
      return;
    }
    this.#forgetUnkept();
    this.catId = catId;
    await saveSetting(this.#database, 'cat', catId);
  }

  async change(change: Partial<Pick<Cat, 'name' | 'bodyKg' | 'stepNumber'>>): Promise<void> {
    const cat = await this.keep();
    if (!cat) return;
    this.show({ ...cat, ...change });
    const nowMs = Date.now();
    const changed = (kept: Cat): CatChange => ({
      ...change,
      ...(change.bodyKg !== undefined && weighed(kept, change.bodyKg, nowMs)),
    });
    this.show(await changeCat(this.#database, cat, changed, nowMs));
  }

  /** A new cat in the list, in the place of one that was not kept. */
  #fresh(): Cat {
    this.#forgetUnkept();
    this.#unkept = freshCat(newId(), Date.now());
    this.cats = [...this.cats, this.#unkept];
    return this.#unkept;
  }

  #forgetUnkept(): void {
    this.cats = this.cats.filter(({ id }) => id !== this.#unkept?.id);
    this.#unkept = null;
  }

  /** A cat as it is now, where it is one of the owner's. */
  show(cat: Cat): void {
    this.cats = this.cats.map((each) => (each.id === cat.id ? cat : each));
  }
}
