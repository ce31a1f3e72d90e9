import type { TagEvents, Unsubscribe } from './tag';

type Listener<K extends keyof TagEvents> = (event: TagEvents[K]) => void;
type Listeners = { [K in keyof TagEvents]: Set<Listener<K>> };

/**
 * Typed events of a tag. A listener that throws harms neither the others nor the link: its error comes up as an unhandled
 * rejection, where the page and the tests see it.
 */
export class TagEmitter {
  readonly #listeners: Listeners = {
    link: new Set(),
    frames: new Set(),
    battery: new Set(),
    counts: new Set(),
    backfill: new Set(),
    gaveUp: new Set(),
    boot: new Set(),
    faults: new Set(),
    packet: new Set(),
    error: new Set(),
  };

  on<K extends keyof TagEvents>(type: K, listener: Listener<K>): Unsubscribe {
    // A wrapper of its own, so that the same function may listen twice and each be taken off alone.
    const entry: Listener<K> = (event) => listener(event);
    this.#listeners[type].add(entry);
    return () => {
      this.#listeners[type].delete(entry);
    };
  }

  emit<K extends keyof TagEvents>(type: K, event: TagEvents[K]): void {
    for (const listener of [...this.#listeners[type]]) {
      try {
        listener(event);
      } catch (error) {
        void Promise.reject(error as Error);
      }
    }
  }
}
