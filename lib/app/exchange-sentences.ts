import { ExchangeError, type ExchangeErrorCode } from '../exchange/exchange-error';
import { keyOf, t } from '../words/words';
import { logError } from './event-log';
import { fileFaultWords, filePlaceWords } from './file-fault-words';
import type { Sentence } from './live-view';
import { sentenceFor, type ToldSentence } from './sentences';

/** What is wrong with a file, where, and what to do. Nothing of it was kept, and that is said too. */
export function exchangeSentence(error: unknown): Sentence {
  if (!(error instanceof ExchangeError)) return sentenceFor(error);
  logError(error);
  const { code, place, fault } = error;
  const { title, todo, help } = exchangeErrorSentence(code);
  const what = fileFaultWords(fault);
  return {
    title,
    todo:
      place.length === 0
        ? t('exchangeError.found', { what, todo })
        : t('exchangeError.foundAt', { place: filePlaceWords(place), what, todo }),
    help,
  };
}

/** The same without the place: what can be wrong with any file. */
export function exchangeErrorSentence(code: ExchangeErrorCode): ToldSentence {
  const key = keyOf(code);
  return {
    title: t(`exchangeError.${key}.title`),
    todo: t(`exchangeError.${key}.todo`),
    help: `file_${key}`,
  };
}
