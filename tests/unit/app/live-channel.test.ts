import { describe, expect, it, vi } from 'vitest';
import { readLog } from '../../../lib/app/event-log';
import { LiveFollower, LiveSpeaker, type LiveNews, type LiveRequest } from '../../../lib/app/live-channel';
import { fakeStorage } from '../../support/fake-storage';

const turn = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('the channel between the pages', () => {
  it('greets the speaker, carries requests and says when the speaker goes', async () => {
    const requests: LiveRequest[] = [];
    const news: LiveNews[] = [];
    const speaker = new LiveSpeaker((request) => requests.push(request));
    const follower = new LiveFollower((item) => news.push(item));
    await turn();
    follower.ask({ type: 'mark' });
    await turn();
    speaker.close();
    await turn();
    follower.close();
    expect(requests.map((request) => request.type)).toEqual(['hello', 'mark']);
    expect(news).toEqual([{ type: 'gone' }]);
  });

  it('ignores what is no message of ours, and says so once in the log', async () => {
    vi.stubGlobal('localStorage', fakeStorage());
    const requests: LiveRequest[] = [];
    const speaker = new LiveSpeaker((request) => requests.push(request));
    const stranger = new BroadcastChannel('catpace-live-1');
    for (const data of [null, 7, 'end', {}, { type: 'format' }, { type: '__proto__' }])
      stranger.postMessage(data);
    await turn();
    stranger.close();
    speaker.close();
    expect(requests).toEqual([]);
    expect(readLog()).toEqual([{ atMs: expect.any(Number) as number, what: 'message', code: 'dropped' }]);
    vi.unstubAllGlobals();
  });

  it('shows a follower nothing that a stranger says', async () => {
    const news: LiveNews[] = [];
    const follower = new LiveFollower((item) => news.push(item));
    const stranger = new BroadcastChannel('catpace-live-1');
    for (const data of [{ type: 'view' }, { type: 'view', view: {}, trace: null }, { type: 'gone', view: 1 }])
      stranger.postMessage(data);
    await turn();
    stranger.close();
    follower.close();
    expect(news).toEqual([]);
  });
});
