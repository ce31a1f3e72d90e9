import type { Provenance } from '../../lib/walk/owners-events';
import { t } from '../../lib/words/words';

/** What the owner has said of an event, as a line below it; null where the detector's word stands alone. */
export function wordNote(provenance: Provenance): string | null {
  return provenance === 'detected' ? null : t(`word.note.${provenance}`);
}
