import { SvelteMap } from 'svelte/reactivity';
import { changeCat, saveCat, type CatChange } from '../store/cats';
import { listPhotos, removePhoto, savePhoto } from '../store/photos';
import { newId } from '../store/uuid-v7';
import { profileOfCat, type ReadinessQuestion } from '../walk/cat-profile';
import type { Cat } from '../walk/walk';
import { t } from '../words/words';
import { edited, freshCat, unweighed, type CatEdit } from './cat-edits';
import type { Library } from './library.svelte';
import { PhotoError, reencodePhoto } from './reencode-photo';
import { photoSentence } from './photo-sentences';
import type { Sentence } from './live-view';

/** The owner's cats as the dashboard changes them. The list itself is the library's. */
export class CatsDesk {
  /** Addresses of pictures by cat. */
  readonly photos = new SvelteMap<string, string>();
  photoTrouble = $state.raw<Sentence | null>(null);
  readonly #library: Library;
  readonly #encode: typeof reencodePhoto;

  constructor(library: Library, encode = reencodePhoto) {
    this.#library = library;
    this.#encode = encode;
  }

  async load(): Promise<void> {
    await this.#library.try(async () => {
      for (const { catId, bytes } of await listPhotos(this.#library.database)) this.#show(catId, bytes);
    });
  }

  /** A new cat, which is also the one in view. Null when it could not be kept. */
  async add(): Promise<string | null> {
    const cat = freshCat(newId(), Date.now());
    let id: string | null = null;
    await this.#library.try(async () => {
      await saveCat(this.#library.database, cat);
      this.#library.showCat(cat);
      id = cat.id;
    });
    if (id) await this.#library.chooseCat(id);
    return id;
  }

  /** False when it could not be kept. */
  save(cat: Cat, edit: CatEdit): Promise<boolean> {
    const nowMs = Date.now();
    return this.#change(cat, (kept) => edited(kept, edit, nowMs));
  }

  /** One question of the readiness list. Two quick answers both count: each is put on top of what is kept. */
  answer(cat: Cat, key: ReadinessQuestion, yes: boolean): Promise<boolean> {
    return this.#change(cat, (kept) => {
      const profile = profileOfCat(kept);
      return { profile: { ...profile, readiness: { ...profile.readiness, [key]: yes } } };
    });
  }

  /** Whether the first steps are meant to be measured. */
  chooseTag(cat: Cat, tagChoice: 'tag' | 'none'): Promise<boolean> {
    return this.#change(cat, (kept) => ({ profile: { ...profileOfCat(kept), tagChoice } }));
  }

  goToStep(cat: Cat, stepNumber: number): Promise<boolean> {
    return this.#change(cat, { stepNumber });
  }

  unweigh(cat: Cat, day: string): Promise<boolean> {
    return this.#change(cat, (kept) => unweighed(kept, day));
  }

  /** Take a cat out of the list; its walks stay, and it can be brought back. */
  async remove(cat: Cat): Promise<void> {
    if (!(await this.#change(cat, { deletedAtMs: Date.now() }))) return;
    this.#library.undoable = {
      message: cat.name ? t('cats.takenOut', { cat: cat.name }) : t('cats.takenOutUnnamed'),
      undo: () => {
        this.#library.undoable = null;
        void this.#change(cat, { deletedAtMs: null });
      },
    };
  }

  async setPhoto(catId: string, file: Blob): Promise<void> {
    this.photoTrouble = null;
    await this.#library.try(async () => {
      try {
        await this.#keepPhoto(catId, await this.#encode(file));
      } catch (error) {
        if (!(error instanceof PhotoError)) throw error;
        this.photoTrouble = photoSentence(error.code);
      }
    });
  }

  async removePhoto(catId: string): Promise<void> {
    await this.#library.try(async () => {
      const removed = await removePhoto(this.#library.database, catId);
      this.#show(catId, null);
      if (!removed) return;
      this.#library.undoable = {
        message: t('cats.photoRemoved'),
        undo: () => {
          this.#library.undoable = null;
          void this.#library.try(() => this.#keepPhoto(catId, removed.bytes));
        },
      };
    });
  }

  /** Let go of the pictures' addresses. */
  close(): void {
    for (const address of this.photos.values()) URL.revokeObjectURL(address);
  }

  async #keepPhoto(catId: string, bytes: ArrayBuffer): Promise<void> {
    await savePhoto(this.#library.database, { catId, bytes, updatedAtMs: Date.now() });
    this.#show(catId, bytes);
  }

  #show(catId: string, bytes: ArrayBuffer | null): void {
    const before = this.photos.get(catId);
    if (before) URL.revokeObjectURL(before);
    if (bytes) this.photos.set(catId, URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' })));
    else this.photos.delete(catId);
  }

  async #change(cat: Cat, change: CatChange | ((kept: Cat) => CatChange)): Promise<boolean> {
    let kept = false;
    await this.#library.try(async () => {
      this.#library.showCat(await changeCat(this.#library.database, cat, change, Date.now()));
      kept = true;
    });
    return kept;
  }
}
