import type { Cat } from '../walk/walk';
import { t } from '../words/words';

export const DEMO_CAT_ID = 'demo-cat';

/**
 * Walks of the demo tag belong to a cat of their own: they must not count in the training of a living one.
 * It is on step 8, where a session outdoors is judged.
 */
export function demoCat(): Cat {
  return { id: DEMO_CAT_ID, name: t('demoCat.name'), bodyKg: 4.5, stepNumber: 8, updatedAtMs: 0 };
}
