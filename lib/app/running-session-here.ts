import { Database } from '../store/database';
import { lockOwnership } from './walk-ownership';
import { findRunningSession, type RunningSession } from './running-session';

/** How often it is looked, ms: a clock that shows seconds misses none. Ours. */
const LOOK_EVERY_MS = 500;

/** A session as it stands: its clock runs on between two looks into the database. */
export interface SessionNow {
  session: RunningSession;
  elapsedMs: number;
}

/**
 * Tell of the session without a tag that runs in this browser, again and again until the page goes: as it stands, or null once
 * none runs. A database that does not answer changes nothing of what was told.
 */
export async function followRunningSession(tell: (now: SessionNow | null) => void): Promise<never> {
  const database = new Database();
  const ownership = lockOwnership();
  for (;;) {
    try {
      const session = await findRunningSession(database, ownership);
      tell(session && { session, elapsedMs: Math.max(session.lastedMs, Date.now() - session.startedAtMs) });
    } catch {
      // The next look may find it again.
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
