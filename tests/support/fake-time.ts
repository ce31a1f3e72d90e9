import { vi } from 'vitest';

/** With fake timers: let time pass until the promise has settled. Fails loudly when it does not within `limitMs`. */
export async function passTimeUntil<T>(promise: Promise<T>, limitMs = 60_000, stepMs = 20): Promise<T> {
  let settled = false;
  const done = (): void => {
    settled = true;
  };
  promise.then(done, done);
  for (let passed = 0; !settled && passed < limitMs; passed += stepMs)
    await vi.advanceTimersByTimeAsync(stepMs);
  if (!settled) throw new Error(`Still not settled after ${limitMs} ms`);
  return promise;
}

/** With fake timers: let time pass until something holds. */
export async function passTimeWhile(holds: () => boolean, limitMs = 60_000, stepMs = 20): Promise<void> {
  for (let passed = 0; holds(); passed += stepMs) {
    if (passed >= limitMs) throw new Error(`Nothing changed in ${limitMs} ms`);
    await vi.advanceTimersByTimeAsync(stepMs);
  }
}
