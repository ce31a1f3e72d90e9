import { Database } from '../store/database';
import type { Badge } from './extension';
import { findAbandonedWalks, lockOwnership } from './recovery';

/** A badge that offers to recover a walk that was cut off; null when there is none. */
export async function unclosedWalkBadge(): Promise<Badge | null> {
  const database = new Database();
  try {
    const [walk] = await findAbandonedWalks(database, lockOwnership());
    return walk
      ? { text: '↺', colour: '#9a5b00', title: 'Catpace: a walk was cut off. Open the walk window to keep it.' }
      : null;
  } finally {
    database.close();
  }
}
