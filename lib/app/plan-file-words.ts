import type { PlanValue } from '../training/plan-changes';
import type { PlanFault, PlanPlace, PlanProblem } from '../training/plan-file';
import { quartersText } from '../units';
import { formatCount, formatUpTo } from '../words/format-number';
import { keyOf, t } from '../words/words';
import { valueFaultWords } from './value-fault-words';

/** Letters of a value that are shown. */
const SHOWN = 60;

/** A place in a plan file: "step 8 › time › toMinutes". Names within the file stay as they are there. */
export function planPlaceWords(place: PlanPlace): string {
  return place.length === 0 ? t('planFile.whole') : place.map(partWords).join(' › ');
}

function partWords(part: PlanPlace[number]): string {
  if (typeof part === 'string') return part;
  if ('step' in part) return t('planFile.step', { step: quartersText(part.step) });
  if ('nthStep' in part) return t('planFile.nthStep', { n: formatCount(part.nthStep) });
  return t('planFile.nth', { list: part.list, n: formatCount(part.nth) });
}

/** What has to be otherwise in a file, and where, as a sentence. */
export function planProblemWords({ place, fault }: PlanProblem): string {
  return t('planFile.problem', { place: planPlaceWords(place), what: faultWords(fault) });
}

function faultWords(fault: PlanFault): string {
  switch (fault.code) {
    case 'no-json':
      return t('planFault.no_json', { message: fault.message });
    case 'unknown-source':
      return t('planFault.unknown_source', { source: fault.source });
    case 'more-than':
      return t('planFault.more_than', { other: fault.other });
    case 'measured-otherwise':
      return t('planFault.measured_otherwise', { by: fault.by.join(', ') });
    case 'no-step':
      return t('planFault.no_step', { step: quartersText(fault.number) });
    case 'no-source-name':
    case 'no-quarter':
    case 'no-part':
    case 'other-file':
    case 'newer-version':
    case 'too-large':
    case 'out-of-order':
    case 'habit-elsewhere':
    case 'after-nine':
    case 'no-bound':
    case 'bounds-crossed':
    case 'no-green-check':
    case 'no-length':
    case 'not-in-trials':
      return t(`planFault.${keyOf(fault.code)}`);
    default:
      return valueFaultWords(fault);
  }
}

/** A value of a plan file, shortened where it is long. */
export function planValueWords(value: PlanValue): string {
  const words =
    value === null ? t('planFile.none') : typeof value === 'number' ? formatUpTo(value, 2) : String(value);
  return words.length <= SHOWN ? words : `${words.slice(0, SHOWN - 1)}…`;
}
