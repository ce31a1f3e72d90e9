import type { KitNote } from '../training/kit-notes';
import { formatPercent, formatUpTo } from '../words/format-number';
import { keyOf, t } from '../words/words';
import { formatMass, formatTagMass } from './format-force';

/** What there is to know about a cat's leash or tag, as sentences. */
export function kitWords(note: KitNote): string {
  switch (note.code) {
    case 'leash-retractable':
      return t('kitNote.leash_retractable');
    case 'leash-short':
    case 'leash-long':
      return t(`kitNote.${keyOf(note.code)}`, { m: formatUpTo(note.leashM, 2) });
    case 'tag-heavy':
      return t('kitNote.tag_weighs', {
        mass: formatTagMass(note.tagG),
        share: formatPercent(note.share, 1),
        weight: formatMass(note.bodyKg),
        fineShare: formatPercent(note.fineShare),
        fine: formatTagMass(note.fineG, 'down'),
      });
  }
}
