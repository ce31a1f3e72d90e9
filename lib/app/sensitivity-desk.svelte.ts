import { chooseSensitivity, type SensitiveKind, type SensitivityLevel } from '../events/sensitivity';
import { changeCat } from '../store/cats';
import type { Cat } from '../walk/walk';
import type { Library } from './library.svelte';
import type { Sentence } from './live-view';
import { previewSensitivity, type SensitivityPreview } from './sensitivity-preview';
import { sentenceFor } from './sentences';

/** Another sensitivity of one cat: looked at over its past walks first, then taken or left. */
export class SensitivityDesk {
  /** What is asked about; null: nothing. */
  asked = $state.raw<{ kind: SensitiveKind; level: SensitivityLevel } | null>(null);
  /** Share of the past walks that have been looked at, 0–1. */
  progress = $state(0);
  /** Null while it is being looked at. */
  preview = $state.raw<SensitivityPreview | null>(null);
  trouble = $state.raw<Sentence | null>(null);
  readonly #library: Library;
  #stop = new AbortController();

  constructor(library: Library) {
    this.#library = library;
  }

  /** Look what a level would have changed. A level that is the cat's own asks nothing. */
  async ask(cat: Cat, kind: SensitiveKind, level: SensitivityLevel): Promise<void> {
    this.leave();
    if (level === (cat.sensitivity?.[kind] ?? 'usual')) return;
    this.asked = { kind, level };
    const { database, detected, corrections } = this.#library;
    const walks = this.#library.walks.filter(({ catId }) => catId === cat.id);
    const { signal } = this.#stop;
    try {
      const preview = await previewSensitivity({
        database,
        walks,
        detected,
        corrections,
        kind,
        level,
        onProgress: (done) => {
          if (!signal.aborted) this.progress = done / walks.length;
        },
        signal,
      });
      if (!signal.aborted) this.preview = preview;
    } catch (error) {
      if (signal.aborted) return;
      this.trouble = sentenceFor(error);
      this.asked = null;
    }
  }

  /** Take what was asked about: it holds from the next walk on. What was found in past walks stays. */
  async take(cat: Cat): Promise<void> {
    const { asked } = this;
    if (!asked) return;
    try {
      const changed = await changeCat(
        this.#library.database,
        cat,
        (kept) => ({ sensitivity: chooseSensitivity(kept.sensitivity ?? {}, asked.kind, asked.level) }),
        Date.now(),
      );
      this.#library.showCat(changed);
      this.leave();
    } catch (error) {
      this.trouble = sentenceFor(error);
    }
  }

  /** All stays as it is. */
  leave(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.asked = null;
    this.preview = null;
    this.trouble = null;
    this.progress = 0;
  }
}
