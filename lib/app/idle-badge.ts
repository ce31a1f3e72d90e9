import { Database } from '../store/database';
import { showBadge } from './extension';
import { findAbandonedWalks } from './recovery';
import { lockOwnership } from './walk-ownership';
import { t } from '../words/words';

/**
 * Set the badge right where no walk window does: an offer to recover a walk that was cut off, or nothing.
 * While a walk runs, its own window writes the badge, and this leaves it alone.
 */
export async function showIdleBadge(): Promise<void> {
  const ownership = lockOwnership();
  if ((await ownership.owned()).size > 0) return;
  const database = new Database();
  try {
    const [walk] = await findAbandonedWalks(database, ownership);
    await showBadge(
      walk
        ? {
            text: '↺',
            colour: '#9a5b00',
            title: t('badge.cutOff'),
          }
        : null,
    );
  } finally {
    database.close();
  }
}
