import { formatCount } from '../../lib/words/format-number';
import { t } from '../../lib/words/words';

/** Letters that a note of a walk may have. */
const MAX_NOTE = 2000;

/** What is wrong with a note's length; null when it fits. */
export function noteLengthError(note: string): string | null {
  return note.length > MAX_NOTE
    ? t('note.tooLong', { n: formatCount(note.length), most: formatCount(MAX_NOTE) })
    : null;
}
