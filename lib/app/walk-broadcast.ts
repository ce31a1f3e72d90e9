import type { WalkEvent } from '../events/event';
import { badgeOf } from './badge-of';
import { showBadge } from './extension';
import { LiveSpeaker, type LiveRequest } from './live-channel';
import type { LiveTrace, LiveView } from './live-view';

/** Followers are told at most this often, ms: a popup needs no more than ten pictures a second. Ours. */
const TELL_EVERY_MS = 100;

/** What the walk window lets others see of its walk: popup and viewers by the channel, everybody by the badge. */
export class WalkBroadcast {
  readonly #speaker: LiveSpeaker;
  #view: LiveView | null = null;
  #trace: LiveTrace | null = null;
  #toldAtMs = 0;
  #badge = '';

  constructor(onRequest: (request: Exclude<LiveRequest['type'], 'hello'>) => void) {
    this.#speaker = new LiveSpeaker(({ type }) => {
      if (type === 'hello') this.#tell();
      else onRequest(type);
    });
    // The followers hear of a window that closes; the badge is left to the background, which may have a walk to offer.
    window.addEventListener('pagehide', () => this.#speaker.close());
    void showBadge(null);
  }

  /** The walk as it stands. Followers hear of it when their turn comes, and at once when the link has changed. */
  show(view: LiveView, trace: LiveTrace, newestEvent: WalkEvent | null): void {
    const linkChanged = view.link !== this.#view?.link;
    this.#view = view;
    this.#trace = trace;
    if (linkChanged || performance.now() - this.#toldAtMs >= TELL_EVERY_MS) this.#tell();
    const badge = badgeOf(newestEvent);
    if (badge.title === this.#badge) return;
    this.#badge = badge.title;
    void showBadge(badge);
  }

  /** There is nothing to follow any more. */
  gone(): void {
    this.#view = null;
    this.#trace = null;
    this.#badge = '';
    this.#speaker.tell({ type: 'gone' });
    void showBadge(null);
  }

  #tell(): void {
    this.#toldAtMs = performance.now();
    if (this.#view) this.#speaker.tell({ type: 'view', view: this.#view, trace: this.#trace });
  }
}
