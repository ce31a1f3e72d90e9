import type { ValueFault } from '../training/value-fault';
import { formatUpTo } from '../words/format-number';
import { keyOf, t } from '../words/words';

/** What a value of a file has to be, as a sentence. */
export function valueFaultWords(fault: ValueFault): string {
  switch (fault.code) {
    case 'too-long':
    case 'too-great':
    case 'too-long-list':
      return t(`planFault.${keyOf(fault.code)}`, { most: formatUpTo(fault.most, 2) });
    case 'too-small':
    case 'too-short-list':
      return t(`planFault.${keyOf(fault.code)}`, { least: formatUpTo(fault.least, 2) });
    case 'no-choice':
      return t('planFault.no_choice', { choices: fault.choices.join(', ') });
    default:
      return t(`planFault.${keyOf(fault.code)}`);
  }
}
