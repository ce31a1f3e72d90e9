/** Lets a walk go. */
export type ReleaseWalk = () => void;

/** Who owns which walk among the pages that live. A page that dies lets go of all its walks. */
export interface WalkOwnership {
  /** Own a walk from before it is opened until after it is closed; null when another page owns it. */
  own(walkId: string): Promise<ReleaseWalk | null>;
  /** The walks that a living page owns. */
  owned(): Promise<ReadonlySet<string>>;
}

const LOCK_PREFIX = 'catpace-walk-';

/** Ownership by Web Locks. */
export function lockOwnership(locks: LockManager = navigator.locks): WalkOwnership {
  return {
    own: (walkId) =>
      new Promise((resolve, reject) => {
        locks
          .request(LOCK_PREFIX + walkId, { ifAvailable: true }, (lock) => {
            if (!lock) return resolve(null);
            return new Promise<void>((release) => resolve(() => release()));
          })
          .catch(reject);
      }),
    async owned() {
      const { held = [] } = await locks.query();
      return new Set(
        held
          .map(({ name = '' }) => name)
          .filter((name) => name.startsWith(LOCK_PREFIX))
          .map((name) => name.slice(LOCK_PREFIX.length)),
      );
    },
  };
}
