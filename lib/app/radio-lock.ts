const LOCK_NAME = 'catpace-radio';

/** Gives the radio back. */
export type ReleaseRadio = () => void;

/**
 * Take the radio for this page, or null when another Catpace window has it.
 * A held lock also keeps the page from being frozen by Energy Saver, and falls to the next page when this one dies.
 */
export function takeRadio(locks: LockManager = navigator.locks): Promise<ReleaseRadio | null> {
  return new Promise((resolve, reject) => {
    locks
      .request(LOCK_NAME, { ifAvailable: true }, (lock) => {
        if (!lock) {
          resolve(null);
          return undefined;
        }
        return new Promise<void>((release) => resolve(() => release()));
      })
      .catch(reject);
  });
}
