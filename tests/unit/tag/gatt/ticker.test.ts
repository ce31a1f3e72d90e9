import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pageTicker, type TickOrder, timerTicker, WorkerTicker } from '../../../../lib/tag/gatt/ticker';

/** The other side of a `WorkerTicker`: runs the very worker's text against this as its `self`. */
class ThreadlessWorker extends EventTarget implements Worker {
  onmessage: Worker['onmessage'] = null;
  onmessageerror: Worker['onmessageerror'] = null;
  onerror: Worker['onerror'] = null;
  readonly orders: TickOrder[] = [];
  terminated = false;
  readonly inside = {
    onmessage: null as ((event: MessageEvent<TickOrder>) => void) | null,
    postMessage: (id: number) => {
      if (!this.terminated) this.onmessage?.(new MessageEvent('message', { data: id }));
    },
  };

  postMessage(order: TickOrder): void {
    this.orders.push(order);
    if (!this.terminated) this.inside.onmessage?.(new MessageEvent('message', { data: order }));
  }

  terminate(): void {
    this.terminated = true;
  }
}

describe.each(['page', 'worker'] as const)('Ticker of the %s', (kind) => {
  let worker: ThreadlessWorker;
  let ticker: typeof timerTicker;

  beforeEach(async () => {
    vi.useFakeTimers();
    worker = new ThreadlessWorker();
    ticker = kind === 'page' ? timerTicker : new WorkerTicker(worker);
    vi.stubGlobal('self', worker.inside);
    vi.resetModules();
    await import('../../../../lib/tag/gatt/tick-worker');
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it('calls once after a time', () => {
    const call = vi.fn();
    ticker.after(300, call);
    vi.advanceTimersByTime(299);
    expect(call).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    vi.advanceTimersByTime(1_000);
    expect(call).toHaveBeenCalledTimes(1);
  });

  it('calls again and again', () => {
    const call = vi.fn();
    ticker.every(500, call);
    vi.advanceTimersByTime(5_000);
    expect(call).toHaveBeenCalledTimes(10);
  });

  it('stops, however often it is told to, and leaves no timer behind', () => {
    const call = vi.fn();
    const stops = [ticker.after(300, call), ticker.every(500, call)];
    for (const stop of [...stops, ...stops]) stop();
    vi.advanceTimersByTime(5_000);
    expect(call).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('WorkerTicker', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('goes on with the page’s timers when its worker fails', () => {
    const worker = new ThreadlessWorker();
    const ticker = new WorkerTicker(worker);
    const [once, often, later, stopped] = [vi.fn(), vi.fn(), vi.fn(), vi.fn()];
    ticker.after(300, once);
    const stopOften = ticker.every(500, often);
    ticker.after(300, stopped)();
    worker.onerror?.call(worker, new Event('error') as ErrorEvent);
    ticker.after(700, later);
    vi.advanceTimersByTime(1_000);
    expect([once, often, later, stopped].map((call) => call.mock.calls.length)).toEqual([1, 2, 1, 0]);
    stopOften();
    expect(vi.getTimerCount()).toBe(0);
    expect(worker.terminated).toBe(true);
  });

  it('does not call what was stopped while the tick was on its way', () => {
    const worker = new ThreadlessWorker();
    const ticker = new WorkerTicker(worker);
    const call = vi.fn();
    ticker.every(500, call)();
    worker.onmessage?.call(worker, new MessageEvent('message', { data: 0 }));
    expect(call).not.toHaveBeenCalled();
  });
});

describe('pageTicker', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('is the timers where there are no workers', () => {
    expect(pageTicker()).toBe(timerTicker);
  });

  it('asks for one module worker, once', async () => {
    const made: unknown[][] = [];
    vi.stubGlobal(
      'Worker',
      class extends ThreadlessWorker {
        constructor(...asked: unknown[]) {
          super();
          made.push(asked);
        }
      },
    );
    vi.resetModules();
    const fresh = await import('../../../../lib/tag/gatt/ticker');
    expect(fresh.pageTicker()).toBe(fresh.pageTicker());
    expect(fresh.pageTicker()).toBeInstanceOf(fresh.WorkerTicker);
    expect(made).toHaveLength(1);
    expect(String(made[0]![0])).toMatch(/tick-worker/);
    expect(made[0]![1]).toMatchObject({ type: 'module' });
  });

  it('is the timers where a worker may not be made', async () => {
    vi.stubGlobal(
      'Worker',
      class {
        constructor() {
          throw new DOMException('Refused by policy.', 'SecurityError');
        }
      },
    );
    vi.resetModules();
    const fresh = await import('../../../../lib/tag/gatt/ticker');
    expect(fresh.pageTicker()).toBe(fresh.timerTicker);
  });
});
