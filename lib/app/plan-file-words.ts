import type { PlanValue } from '../training/plan-changes';
import type { PlanFault, PlanPlace, PlanProblem } from '../training/plan-file';
import { quartersText } from '../units';
import { formatCount, formatUpTo } from '../words/format-number';
import { keyOf, t } from '../words/words';

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
    case 'too-long':
    case 'too-great':
    case 'too-long-list':
      return t(`planFault.${keyOf(fault.code)}`, { most: formatUpTo(fault.most, 2) });
    case 'too-small':
    case 'too-short-list':
      return t(`planFault.${keyOf(fault.code)}`, { least: formatUpTo(fault.least, 2) });
    case 'no-choice':
      return t('planFault.no_choice', { choices: fault.choices.join(', ') });
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
    default:
      return t(`planFault.${keyOf(fault.code)}`);
  }
}

/** A value of a plan file, shortened where it is long. */
export function planValueWords(value: PlanValue): string {
  const words =
    value === null ? t('planFile.none') : typeof value === 'number' ? formatUpTo(value, 2) : String(value);
  return words.length <= SHOWN ? words : `${words.slice(0, SHOWN - 1)}…`;
}
