import { log } from './event-log';
import { isLiveNews, isLiveRequest } from './live-shape';
import type { LiveTrace, LiveView } from './live-view';

/** What the page that owns the radio tells its followers. */
export type LiveNews =
  | { type: 'view'; view: LiveView; trace: LiveTrace | null }
  /** The walk window is closing or back at its beginning: there is nothing to follow. */
  | { type: 'gone' };

/** What a follower asks of the page that owns the radio. */
export type LiveRequest = { type: 'hello' } | { type: 'mark' } | { type: 'end' };

const CHANNEL_NAME = 'catpace-live-1';

/** Hand on what has the shape; anything else goes into the log once a page, and is forgotten. */
function listen<Message>(
  channel: BroadcastChannel,
  isMessage: (data: unknown) => data is Message,
  onMessage: (message: Message) => void,
): void {
  let hasTold = false;
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (isMessage(data)) onMessage(data);
    else if (!hasTold) {
      hasTold = true;
      log({ what: 'message', code: 'dropped' });
    }
  };
  // What cannot be read at all is no message either.
  channel.onmessageerror = () => {};
}

/** The walk window's end of the channel. */
export class LiveSpeaker {
  readonly #channel = new BroadcastChannel(CHANNEL_NAME);

  constructor(onRequest: (request: LiveRequest) => void) {
    listen(this.#channel, isLiveRequest, onRequest);
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
    listen(this.#channel, isLiveNews, onNews);
    this.ask({ type: 'hello' });
  }

  ask(request: LiveRequest): void {
    this.#channel.postMessage(request);
  }

  close(): void {
    this.#channel.close();
  }
}
