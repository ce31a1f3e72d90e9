import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OperationQueue } from '../../../../lib/tag/gatt/operation-queue';
import { TagError } from '../../../../lib/tag/tag-error';

const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof TagError ? error.code : error),
  );

describe('OperationQueue', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('runs one operation at a time, in order, and goes on after a failure', async () => {
    const queue = new OperationQueue();
    const log: string[] = [];
    const operation = (name: string, fails: boolean) => async (): Promise<string> => {
      log.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 10));
      log.push(`${name} ends`);
      if (fails) throw new DOMException('GATT Error Unknown.', 'NotSupportedError');
      return name;
    };
    const results = [
      codeOf(queue.run('a', operation('a', false))),
      codeOf(queue.run('b', operation('b', true))),
      codeOf(queue.run('c', operation('c', false))),
    ];
    await vi.advanceTimersByTimeAsync(100);
    expect(await Promise.all(results)).toEqual(['done', 'request-refused', 'done']);
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  it('does not let one that hangs hold up the rest', async () => {
    const queue = new OperationQueue();
    const hangs = codeOf(queue.run('hangs', () => new Promise(() => {}), 500));
    const next = codeOf(queue.run('next', () => Promise.resolve()));
    await vi.advanceTimersByTimeAsync(500);
    expect(await hangs).toBe('request-timeout');
    expect(await next).toBe('done');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('rejects what runs, what waits and what comes later when the connection has gone', async () => {
    const queue = new OperationQueue();
    const later = vi.fn(() => Promise.resolve());
    const running = codeOf(queue.run('runs', () => new Promise(() => {})));
    const waiting = codeOf(queue.run('waits', later));
    await vi.advanceTimersByTimeAsync(10);
    queue.abandon();
    expect(await running).toBe('link-lost');
    expect(await waiting).toBe('link-lost');
    expect(await codeOf(queue.run('late', later))).toBe('link-lost');
    expect(later).not.toHaveBeenCalled();
    await expect(queue.orAbandoned(new Promise(() => {}))).rejects.toBeInstanceOf(TagError);
  });
});
