import { pageTicker } from './ticker';

/** Look at once and then every so often, until there is an outcome. What `look` throws is the outcome as well. */
export function until(everyMs: number, look: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = pageTicker().every(everyMs, () => again());
    const again = (): void => {
      try {
        if (!look()) return;
        resolve();
      } catch (error) {
        reject(error as Error);
      }
      stop();
    };
    again();
  });
}
