import { EXCHANGE_ERROR_CODES } from '../exchange/exchange-error';
import { STORE_ERROR_CODES } from '../store/store-error';
import { TAG_ERROR_CODES } from '../tag/tag-error';
import { SAYING_ERROR_CODES } from '../walk/check-saying';
import { t } from '../words/words';
import { exchangeErrorSentence } from './exchange-sentences';
import type { HelpTopicId } from './help-topic-id';
import type { Sentence } from './live-view';
import { photoSentence } from './photo-sentences';
import { PHOTO_FAULTS } from './reencode-photo';
import {
  sayingErrorSentence,
  storeErrorSentence,
  tagErrorSentence,
  type ToldSentence,
  unexpectedSentence,
} from './sentences';

/** One message that Catpace may show, with why it comes. */
export interface HelpTopic extends Sentence {
  id: HelpTopicId;
  why: string;
}

export interface HelpGroup {
  title: string;
  topics: readonly HelpTopic[];
}

/** Every message that has a code, in the words in which it is shown, by what it is about. */
export function helpGroups(): HelpGroup[] {
  return [
    { title: t('help.trouble.tag'), topics: TAG_ERROR_CODES.map((code) => topicOf(tagErrorSentence(code))) },
    {
      title: t('help.trouble.store'),
      topics: STORE_ERROR_CODES.map((code) => topicOf(storeErrorSentence(code))),
    },
    {
      title: t('help.trouble.file'),
      topics: EXCHANGE_ERROR_CODES.map((code) => topicOf(exchangeErrorSentence(code))),
    },
    {
      title: t('help.trouble.saying'),
      topics: SAYING_ERROR_CODES.map((code) => topicOf(sayingErrorSentence(code))),
    },
    { title: t('help.trouble.photo'), topics: PHOTO_FAULTS.map((fault) => topicOf(photoSentence(fault))) },
    { title: t('help.trouble.other'), topics: [topicOf(unexpectedSentence('…'))] },
  ];
}

function topicOf(sentence: ToldSentence): HelpTopic {
  const { help: id } = sentence;
  return { ...sentence, id, why: t(`help.why.${id}`) };
}
