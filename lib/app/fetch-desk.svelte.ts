import { Database } from '../store/database';
import { chooseTagWithLog } from '../tag/choose-tag';
import type { BackfillProgress } from '../tag/tag';
import { pageBluetooth } from '../tag/gatt/page-bluetooth';
import { TagError } from '../tag/tag-error';
import type { Cat, Walk } from '../walk/walk';
import { keepAwake } from './extension';
import { WalkFetch } from './fetch-walk';
import { heldFrames } from './held-frames';
import type { Sentence } from './live-view';
import { lockOwnership, type WalkOwnership } from './walk-ownership';
import { sentenceFor } from './sentences';

/** `broken`: the tag went out of reach; what has arrived is kept, and the same tag goes on where it was. */
export type FetchStage = 'none' | 'choosing' | 'connecting' | 'fetching' | 'saving' | 'broken' | 'done';

/** Reading a tag that walked alone. */
export class FetchDesk {
  stage = $state<FetchStage>('none');
  progress = $state.raw<BackfillProgress | null>(null);
  /** In stage `done`: what the log has become, the oldest first. */
  walks = $state.raw<Walk[]>([]);
  trouble = $state.raw<Sentence | null>(null);
  readonly #database: Database;
  readonly #ownership: WalkOwnership;
  #fetch: WalkFetch | null = null;

  constructor(database = new Database(), ownership = lockOwnership()) {
    this.#database = database;
    this.#ownership = ownership;
  }

  get busy(): boolean {
    return !['none', 'broken', 'done'].includes(this.stage);
  }

  /** Say why nothing can be kept. */
  fail(error: unknown): void {
    this.trouble = sentenceFor(error);
  }

  /** Choose the tag and fetch its log; after a break, go on. Must be called from a click. */
  async begin(cat: Cat, bluetooth: Bluetooth | undefined = pageBluetooth()): Promise<void> {
    if (this.busy) return;
    const before = this.stage;
    this.trouble = null;
    this.stage = 'choosing';
    try {
      if (!bluetooth) throw new TagError('bluetooth-unsupported', 'No Web Bluetooth here.');
      const former = this.#fetch && before === 'broken' ? [this.#fetch.tag] : [];
      const { tag, deviceId } = await chooseTagWithLog(bluetooth, former);
      this.stage = 'connecting';
      if (this.#fetch?.tag !== tag) {
        await this.#fetch?.end();
        this.#fetch = new WalkFetch(tag);
        this.progress = null;
      }
      keepAwake(true);
      await this.#run(this.#fetch, cat, deviceId);
    } catch (error) {
      this.trouble = sentenceFor(error);
      this.stage = this.progress ? 'broken' : before === 'done' ? 'none' : before;
    }
    keepAwake(false);
  }

  /** Leave without the rest: the tag keeps all that was not saved. */
  async leave(): Promise<void> {
    await this.#fetch?.end();
    this.#fetch = null;
  }

  async #run(fetch: WalkFetch, cat: Cat, deviceId: string): Promise<void> {
    const held = await heldFrames(this.#database, deviceId);
    await fetch.fetch(held, (progress) => {
      this.stage = 'fetching';
      this.progress = progress;
    });
    this.stage = 'saving';
    const home = { database: this.#database, ownership: this.#ownership, cat, stepNumber: cat.stepNumber };
    this.walks = await fetch.save(home);
    this.#fetch = null;
    this.progress = null;
    this.stage = 'done';
  }
}
