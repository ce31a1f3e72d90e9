/** A hidden window looks at its walk at most this often, ms, for its followers' sake. Ours. */
const HIDDEN_LOOK_MS = 100;

/** When to look at data that came in: a visible page at the screen's pace, a hidden one at its own. No timer is waited for. */
export class LookPace {
  readonly #look: () => void;
  #pictureAsked = false;
  #lookedAtMs = 0;

  constructor(look: () => void) {
    this.#look = look;
  }

  changed(): void {
    if (document.visibilityState !== 'visible') {
      if (performance.now() - this.#lookedAtMs < HIDDEN_LOOK_MS) return;
      this.#lookedAtMs = performance.now();
      this.#look();
    } else if (!this.#pictureAsked) {
      this.#pictureAsked = true;
      requestAnimationFrame(() => {
        this.#pictureAsked = false;
        this.#lookedAtMs = performance.now();
        this.#look();
      });
    }
  }
}
