import { Database } from '../store/database';
import { lockOwnership } from './recovery';
import { findRunningSession, type RunningSession } from './running-session';

/** The session without a tag that runs in this browser; null when none does. Rejects with `StoreError`. */
export async function runningSessionHere(): Promise<RunningSession | null> {
  const database = new Database();
  try {
    return await findRunningSession(database, lockOwnership());
  } finally {
    database.close();
  }
}
