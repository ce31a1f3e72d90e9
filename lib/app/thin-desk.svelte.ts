import { readSamplesUse, type SamplesUse } from '../store/overviews';
import { formatCount } from '../words/format-number';
import { t } from '../words/words';
import type { Library } from './library.svelte';
import type { Sentence } from './live-view';
import type { Progress } from './page-views';
import { sentenceFor } from './sentences';
import { canThin, thinWalk } from './thin-walks';

const DAY_MS = 86_400_000;

/** Walks older than this may be thinned out, days. Ours. */
export const THIN_AGES_DAYS = [30, 90, 180, 365] as const;
export type ThinAgeDays = (typeof THIN_AGES_DAYS)[number];

/** What thinning out would do. */
export interface ThinPlan {
  walks: number;
  freedBytes: number;
}

/** Room for new walks: the samples of old ones are let go, once the owner has said so. */
export class ThinDesk {
  ageDays = $state<ThinAgeDays>(180);
  use = $state.raw<SamplesUse | null>(null);
  progress = $state.raw<Progress | null>(null);
  done = $state.raw<string | null>(null);
  trouble = $state.raw<Sentence | null>(null);
  /** What thinning out walks of this age would do; null while it is being counted. */
  readonly plan: ThinPlan | null = $derived.by(() => {
    const { use } = this;
    if (!use) return null;
    const walks = this.#oldWalks();
    return {
      walks: walks.length,
      freedBytes: walks.reduce((sum, { id }) => sum + (use.packedBytes.get(id) ?? 0), 0),
    };
  });
  readonly #library: Library;
  #isStopped = false;

  constructor(library: Library) {
    this.#library = library;
    void this.look();
  }

  async look(): Promise<void> {
    try {
      this.use = await readSamplesUse(this.#library.database);
    } catch (error) {
      this.trouble = sentenceFor(error);
    }
  }

  /** Thin the old walks out, one after the other. What is done stays done when it is stopped, or when one fails. */
  async run(): Promise<void> {
    if (this.progress) return;
    const walks = this.#oldWalks();
    this.#isStopped = false;
    this.done = null;
    this.trouble = null;
    let thinned = 0;
    try {
      for (const walk of walks) {
        this.progress = {
          words: t('thin.progress', { n: formatCount(thinned + 1), all: formatCount(walks.length) }),
          fraction: thinned / walks.length,
        };
        await thinWalk(this.#library.database, walk, Date.now());
        thinned++;
        if (this.#isStopped) break;
      }
    } catch (error) {
      this.trouble = sentenceFor(error);
    }
    this.progress = null;
    if (thinned > 0) this.done = t('thin.done', thinned, { n: formatCount(thinned) });
    await this.#library.load();
    await this.look();
  }

  /** After the walk that is being worked on. */
  stop(): void {
    this.#isStopped = true;
  }

  #oldWalks() {
    const beforeMs = Date.now() - this.ageDays * DAY_MS;
    return this.#library.walks.filter((walk) => canThin(walk) && walk.startedAtMs < beforeMs);
  }
}
