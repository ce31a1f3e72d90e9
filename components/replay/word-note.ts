import type { Provenance } from '../../lib/walk/owners-events';

/** What the owner has said of an event, as a line below it; null where the detector's word stands alone. */
export const WORD_NOTE: Readonly<Record<Provenance, string | null>> = {
  detected: null,
  confirmed: 'You say: it was so.',
  rejected: 'You say: not so.',
  relabelled: 'You gave it this name.',
  moved: 'You set its time.',
  added: 'You added it.',
};
