import type { LiveTrace, LiveView } from './live-view';

/** What the page that owns the radio tells its followers. */
export type LiveNews =
  | { type: 'view'; view: LiveView; trace: LiveTrace | null }
  /** The walk window is closing or back at its beginning: there is nothing to follow. */
  | { type: 'gone' };

/** What a follower asks of the page that owns the radio. */
export type LiveRequest = { type: 'hello' } | { type: 'mark' } | { type: 'end' };

const CHANNEL_NAME = 'catpace-live-1';

const NEWS: ReadonlySet<unknown> = new Set<LiveNews['type']>(['view', 'gone']);
const REQUESTS: ReadonlySet<unknown> = new Set<LiveRequest['type']>(['hello', 'mark', 'end']);

function typeOf(data: unknown): unknown {
  return typeof data === 'object' && data !== null && 'type' in data ? data.type : undefined;
}

/** The walk window's end of the channel. */
export class LiveSpeaker {
  readonly #channel = new BroadcastChannel(CHANNEL_NAME);

  constructor(onRequest: (request: LiveRequest) => void) {
    this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (REQUESTS.has(typeOf(data))) onRequest(data as LiveRequest);
    };
  }

  tell(news: LiveNews): void {
    this.#channel.postMessage(news);
  }

  close(): void {
    this.tell({ type: 'gone' });
    this.#channel.close();
  }
}

/** A follower's end: the popup, a second walk window, the dashboard. It asks for the present view at once. */
export class LiveFollower {
  readonly #channel = new BroadcastChannel(CHANNEL_NAME);

  constructor(onNews: (news: LiveNews) => void) {
    this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (NEWS.has(typeOf(data))) onNews(data as LiveNews);
    };
    this.ask({ type: 'hello' });
  }

  ask(request: LiveRequest): void {
    this.#channel.postMessage(request);
  }

  close(): void {
    this.#channel.close();
  }
}
