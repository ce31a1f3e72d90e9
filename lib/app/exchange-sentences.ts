import { ExchangeError, type ExchangeErrorCode } from '../exchange/exchange-error';
import { logError } from './event-log';
import type { Sentence } from './live-view';
import { sentenceFor } from './sentences';

const TITLES: Readonly<Record<ExchangeErrorCode, string>> = {
  'wrong-type': 'Catpace cannot read this kind of file.',
  'newer-version': 'A newer Catpace made this file.',
  damaged: 'This file is not whole.',
  invalid: 'Something in this file cannot be.',
  'too-large': 'This file is larger than anything that Catpace writes.',
  empty: 'There is nothing in this file.',
};
const TODOS: Readonly<Record<ExchangeErrorCode, string>> = {
  'wrong-type':
    'Choose a file that Catpace saved, a CSV recording, or a CSV of the Progressor app or of Grip Connect.',
  'newer-version': 'Update Catpace, then read it again.',
  damaged: 'Copy or download it once more, then read it again.',
  invalid: 'Mend that place and read the file again, or save it anew where it came from.',
  'too-large': 'Split it, or choose another file.',
  empty: 'Choose another file.',
};

/** What is wrong with a file, where, and what to do. Nothing of it was kept, and that is said too. */
export function exchangeSentence(error: unknown): Sentence {
  if (!(error instanceof ExchangeError)) return sentenceFor(error);
  logError(error);
  const { code, place, message } = error;
  const where = place === '' ? `The file ${message}.` : `Where: ${place} ${message}.`;
  return { title: TITLES[code], todo: `${where} Nothing was added. ${TODOS[code]}` };
}
