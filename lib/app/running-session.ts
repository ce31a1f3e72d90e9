import type { Database } from '../store/database';
import { listRecordingWalks } from '../store/walks';
import type { WalkOwnership } from './walk-ownership';

/** A session without a tag that goes on in another page. */
export interface RunningSession {
  catName: string;
  stepNumber: number;
  /** Epoch ms. */
  startedAtMs: number;
  /** IANA name. */
  timeZone: string;
  /** The range of time that the step asks for, ms; null: no bound. */
  minMs: number | null;
  maxMs: number | null;
  /** Its length as it was written down last, ms. */
  lastedMs: number;
}

/**
 * The session without a tag that a living page runs; null when none does. It sends no news of its own as a walk with a tag does: the
 * record and its owner say enough. Rejects with `StoreError`.
 */
export async function findRunningSession(
  database: Database,
  ownership: Pick<WalkOwnership, 'owned'>,
): Promise<RunningSession | null> {
  const [walks, owned] = await Promise.all([listRecordingWalks(database), ownership.owned()]);
  const walk = walks.find(
    ({ id, tags, deletedAtMs }) => tags.length === 0 && deletedAtMs === null && owned.has(id),
  );
  if (!walk) return null;
  const { catName, stepNumber, startedAtMs, timeZone, target, session } = walk;
  return {
    catName,
    stepNumber,
    startedAtMs,
    timeZone,
    minMs: target?.minMs ?? null,
    maxMs: target?.maxMs ?? null,
    lastedMs: session?.lastedMs ?? 0,
  };
}
