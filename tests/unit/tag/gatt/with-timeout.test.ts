import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withTimeout } from '../../../../lib/tag/gatt/with-timeout';

describe('withTimeout', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('hands the outcome on and leaves no timer', async () => {
    expect(await withTimeout(Promise.resolve(7), 100, 'unknown', 'Late')).toBe(7);
    await expect(withTimeout(Promise.reject(new Error('no')), 100, 'unknown', 'Late')).rejects.toThrow('no');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('rejects in time and says so to who can stop the work', async () => {
    const onTimeout = vi.fn();
    const late = withTimeout(new Promise(() => {}), 100, 'request-timeout', 'Too late', onTimeout);
    const outcome = expect(late).rejects.toMatchObject({
      code: 'request-timeout',
      message: 'Too late (100 ms)',
    });
    await vi.advanceTimersByTimeAsync(99);
    expect(onTimeout).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await outcome;
    expect(onTimeout).toHaveBeenCalledOnce();
  });
});
