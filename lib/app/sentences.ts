import { SayingError, type SayingErrorCode } from '../walk/check-saying';
import { StoreError, type StoreErrorCode } from '../store/store-error';
import { TagError, type TagErrorCode } from '../tag/tag-error';
import { keyOf, t } from '../words/words';
import { logError } from './event-log';
import type { Sentence } from './live-view';
import type { BluetoothState } from './page-views';
import { PartMissing } from './part-missing';

/** A sentence that the help page says more of. */
export type ToldSentence = Sentence & Required<Pick<Sentence, 'help'>>;

/** What went wrong with a tag, and what to do next. */
export function tagErrorSentence(code: TagErrorCode): ToldSentence {
  const key = keyOf(code);
  return { title: t(`tagError.${key}.title`), todo: t(`tagError.${key}.todo`), help: key };
}

/** The owner picked a tag that the walk has already. */
export function alreadyWalkingSentence(): Sentence {
  return { title: t('alreadyWalking.title'), todo: t('alreadyWalking.todo') };
}

/** What to know about Bluetooth before a tag is chosen; null where there is nothing to say. */
export function bluetoothSentence(state: BluetoothState): Sentence | null {
  if (state === 'ready' || state === 'unknown') return null;
  return tagErrorSentence(state === 'unsupported' ? 'bluetooth-unsupported' : state);
}

/** What went wrong with the database, and what to do next. */
export function storeErrorSentence(code: StoreErrorCode): ToldSentence {
  const key = keyOf(code);
  return { title: t(`storeError.${key}.title`), todo: t(`storeError.${key}.todo`), help: `store_${key}` };
}

/** Why a word on an event cannot be kept, and what to do next. */
export function sayingErrorSentence(code: SayingErrorCode): ToldSentence {
  const key = keyOf(code);
  return { title: t(`sayingError.${key}.title`), todo: t(`sayingError.${key}.todo`), help: `word_${key}` };
}

/** The sentence for anything that was thrown; what it was goes into the log. */
export function sentenceFor(error: unknown): Sentence {
  logError(error);
  if (error instanceof TagError) return tagErrorSentence(error.code);
  if (error instanceof SayingError) return sayingErrorSentence(error.code);
  if (error instanceof StoreError) return storeErrorSentence(error.code);
  if (error instanceof PartMissing) return { title: t('part.missing.title'), todo: t('part.missing.todo') };
  const message = error instanceof Error ? error.message : String(error);
  return unexpectedSentence(message);
}

/** Something that nobody has a name for. @param message what it says itself */
export function unexpectedSentence(message: string): ToldSentence {
  return { title: t('error.title'), todo: t('error.todo', { message }), help: 'unexpected' };
}
