import { ExchangeError } from '../exchange/exchange-error';
import { logError } from './event-log';
import type { Sentence } from './live-view';
import { keyOf, t } from '../words/words';
import { sentenceFor } from './sentences';

/** What is wrong with a file, where, and what to do. Nothing of it was kept, and that is said too. */
export function exchangeSentence(error: unknown): Sentence {
  if (!(error instanceof ExchangeError)) return sentenceFor(error);
  logError(error);
  const { code, place, message } = error;
  const todo = t(`exchangeError.${keyOf(code)}.todo`);
  return {
    title: t(`exchangeError.${keyOf(code)}.title`),
    todo:
      place === ''
        ? t('exchangeError.ofFile', { what: message, todo })
        : t('exchangeError.atPlace', { place, what: message, todo }),
  };
}
