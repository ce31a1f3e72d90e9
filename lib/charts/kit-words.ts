import type { KitNote } from '../training/kit-notes';
import { formatCount, formatPercent, formatUpTo } from '../words/format-number';
import { keyOf, t } from '../words/words';
import { formatMass } from './format-force';

/** What there is to know about a cat's leash or tag, as sentences. */
export function kitWords(note: KitNote): string {
  switch (note.code) {
    case 'leash-retractable':
      return t('kitNote.leash_retractable');
    case 'leash-short':
    case 'leash-long':
      return t(`kitNote.${keyOf(note.code)}`, { m: formatUpTo(note.leashM, 2) });
    case 'tag-heavy':
      return t('kitNote.tag_heavy', {
        g: formatUpTo(note.tagG, 1),
        share: formatPercent(note.share, 1),
        weight: formatMass(note.bodyKg),
        fineShare: formatPercent(note.fineShare),
        fineG: formatCount(note.fineG),
      });
  }
}
