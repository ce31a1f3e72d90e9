import { LiveFollower, type LiveRequest } from './live-channel';
import type { LiveTrace, LiveView } from './live-view';

/** What the popup and a second walk window see of the walk that another page owns. */
export class LiveFollow {
  /** Null: no walk window is open. */
  view = $state.raw<LiveView | null>(null);
  trace = $state.raw<LiveTrace | null>(null);
  readonly #follower: LiveFollower;

  constructor() {
    this.#follower = new LiveFollower((news) => {
      if (news.type === 'gone') {
        this.view = null;
        this.trace = null;
      } else {
        this.view = news.view;
        this.trace = news.trace;
      }
    });
  }

  ask(type: LiveRequest['type']): void {
    this.#follower.ask({ type });
  }

  close(): void {
    this.#follower.close();
  }
}
