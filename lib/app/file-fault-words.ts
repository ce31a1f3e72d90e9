import type { FilePlace } from '../exchange/exchange-error';
import type { FileFault } from '../exchange/file-fault';
import { formatCount, formatUpTo } from '../words/format-number';
import { keyOf, t } from '../words/words';
import { valueFaultWords } from './value-fault-words';

/** A place in a file: "part 4 › walks 1 › bodyKg". Names within the file stay as they are there. */
export function filePlaceWords(place: FilePlace): string {
  return place.map(partWords).join(' › ');
}

function partWords(part: FilePlace[number]): string {
  if (typeof part === 'string') return part;
  if ('line' in part) return t('filePlace.line', { n: formatCount(part.line) });
  if ('row' in part) return t('filePlace.row', { n: formatCount(part.row) });
  return t('filePlace.part', { n: formatCount(part.part) });
}

/** What is wrong in a file of walks, of samples or of a backup, as a sentence. */
export function fileFaultWords(fault: FileFault): string {
  switch (fault.code) {
    case 'no-text':
    case 'empty':
    case 'no-number':
    case 'not-whole':
    case 'missing':
    case 'no-group':
    case 'no-list':
    case 'no-flag':
    case 'too-long':
    case 'too-small':
    case 'too-short-list':
    case 'too-great':
    case 'too-long-list':
    case 'no-choice':
      return valueFaultWords(fault);
    case 'no-numbers':
      return t('fileFault.no_numbers', { least: formatCount(fault.least), most: formatCount(fault.most) });
    case 'no-typed-numbers':
      return t('fileFault.no_typed_numbers', { bits: formatCount(fault.bits) });
    case 'other-keys':
    case 'no-column':
      return t(`fileFault.${keyOf(fault.code)}`, { names: fault.names.join(', ') });
    case 'over-size':
    case 'too-many-bytes':
      return t(`fileFault.${keyOf(fault.code)}`, { most: formatUpTo(fault.mostMb, 1) });
    case 'cell-too-long':
      return t('fileFault.cell_too_long', { most: formatUpTo(fault.mostKib, 1) });
    case 'newer-version':
      return t('fileFault.newer_version', { version: fault.version, reads: formatCount(fault.reads) });
    case 'json-cut':
      return t('fileFault.json_cut', { message: fault.message });
    case 'unknown-unit':
      return t('fileFault.unknown_unit', { unit: fault.unit });
    case 'unknown-store':
      return t('fileFault.unknown_store', { store: fault.store });
    case 'row-ends':
      return t('fileFault.row_ends', fault.cells, { n: formatCount(fault.cells) });
    case 'column-twice':
      return t('fileFault.column_twice', { name: fault.name });
    case 'no-number-in':
      return t('fileFault.no_number_in', { name: fault.name, value: fault.value });
    default:
      return t(`fileFault.${keyOf(fault.code)}`);
  }
}
