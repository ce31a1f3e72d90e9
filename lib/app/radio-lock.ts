/**
 * One page at a time owns the radio. The lock lasts as long as the page lives and then falls to the next that waits;
 * a page that holds one is not frozen by Energy Saver either.
 */
const LOCK_NAME = 'catpace-radio';

/** Take the radio for as long as this page lives; false when another page has it. */
export function takeRadio(locks: LockManager = navigator.locks): Promise<boolean> {
  return request(locks, { ifAvailable: true });
}

/** Wait until no other page has the radio, then take it for as long as this page lives. */
export async function waitForRadio(locks: LockManager = navigator.locks): Promise<void> {
  await request(locks, {});
}

function request(locks: LockManager, options: LockOptions): Promise<boolean> {
  return new Promise((resolve, reject) => {
    locks
      .request(LOCK_NAME, options, (lock) => {
        resolve(lock !== null);
        return lock === null ? undefined : new Promise<never>(() => {});
      })
      .catch(reject);
  });
}
