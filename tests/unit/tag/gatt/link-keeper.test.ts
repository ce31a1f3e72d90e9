import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LinkKeeper } from '../../../../lib/tag/gatt/link-keeper';
import type { LinkState } from '../../../../lib/tag/tag';
import { TagError } from '../../../../lib/tag/tag-error';
import { passTimeUntil, passTimeWhile } from '../../../support/fake-time';

describe('LinkKeeper', () => {
  let keeper: LinkKeeper;
  let states: LinkState[];
  let errors: TagError[];
  let opens: boolean[];
  let hangUps: number;
  /** How the next attempts go; at the end they succeed. */
  let outcomes: (Error | 'never')[];

  beforeEach(() => {
    vi.useFakeTimers();
    [states, errors, opens, hangUps, outcomes] = [[], [], [], 0, []];
    keeper = new LinkKeeper({
      open: async (streaming) => {
        opens.push(streaming);
        const outcome = outcomes.shift();
        await new Promise((resolve) => setTimeout(resolve, 100));
        if (outcome === 'never') await new Promise(() => {});
        if (outcome) throw outcome;
        keeper.linked();
        if (streaming) keeper.heard();
      },
      hangUp: () => {
        hangUps += 1;
      },
      onState: (state) => states.push(state),
      onError: (error) => errors.push(error),
    });
  });
  afterEach(() => {
    keeper.end();
    vi.useRealTimers();
  });

  const connect = async (): Promise<void> => {
    await passTimeUntil(keeper.connect());
    keeper.stream(true);
    keeper.heard();
  };

  it('is ready when the attempt has succeeded, not before', async () => {
    const connecting = keeper.connect();
    expect(keeper.isReady).toBe(false);
    await passTimeUntil(connecting);
    expect(keeper.isReady).toBe(true);
    expect(states).toEqual(['connecting', 'preparing']);
  });

  it('hands a failure of the first attempt to whoever asked, as TagError', async () => {
    outcomes = [new DOMException('Out of range.', 'NetworkError')];
    await expect(passTimeUntil(keeper.connect())).rejects.toBeInstanceOf(TagError);
    expect(states).toEqual(['connecting', 'idle']);
    expect(errors).toEqual([]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(opens).toHaveLength(1);
  });

  it('takes a broken link up again by itself, streams and all', async () => {
    await connect();
    outcomes = [new Error('no'), new Error('no')];
    keeper.dropped();
    await passTimeWhile(() => keeper.state !== 'live');
    expect(opens).toEqual([false, true, true, true]);
    expect(states.slice(-3)).toEqual(['reconnecting', 'preparing', 'live']);
    expect(hangUps).toBe(3);
  });

  it('gives up at once when the browser has hung, and can be asked again', async () => {
    await connect();
    outcomes = [new TagError('bluetooth-hung', 'no answer')];
    keeper.dropped();
    await passTimeWhile(() => keeper.state !== 'lost');
    expect(errors.map(({ code }) => code)).toEqual(['bluetooth-hung']);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(opens).toHaveLength(2);
    await passTimeUntil(keeper.connect());
    expect(keeper.state).toBe('live');
  });

  it('finds silence by the clock', async () => {
    await connect();
    for (let i = 0; i < 20; i += 1) {
      await vi.advanceTimersByTimeAsync(1_000);
      keeper.heard();
    }
    expect(keeper.state).toBe('live');
    await vi.advanceTimersByTimeAsync(4_000);
    expect(keeper.state).toBe('silent');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(states).toContain('reconnecting');
  });

  it('tries at once when the owner asks while it waits', async () => {
    await connect();
    outcomes = Array.from({ length: 6 }, () => new Error('no'));
    keeper.dropped();
    await passTimeWhile(() => opens.length < 6);
    // That attempt has failed as well; the next is 8 s away.
    await vi.advanceTimersByTimeAsync(200);
    outcomes = [];
    const asked = keeper.connect();
    await vi.advanceTimersByTimeAsync(150);
    await asked;
    expect(keeper.state).toBe('live');
    await vi.advanceTimersByTimeAsync(1_000);
    const attempts = opens.length;
    keeper.stream(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(opens).toHaveLength(attempts);
  });

  it('lets go when it is ended in the middle of an attempt', async () => {
    const outcome = keeper.connect().then(
      () => 'connected',
      (error: unknown) => error,
    );
    keeper.end();
    expect(await passTimeUntil(outcome)).toBeInstanceOf(TagError);
    expect(keeper.state).toBe('ended');
    expect(keeper.isReady).toBe(false);
    await expect(keeper.connect()).rejects.toBeInstanceOf(TagError);
  });

  it('leaves no timer behind', async () => {
    await connect();
    keeper.dropped();
    keeper.end();
    expect(vi.getTimerCount()).toBe(0);
  });
});
