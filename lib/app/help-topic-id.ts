import type { ExchangeErrorCode } from '../exchange/exchange-error';
import type { StoreErrorCode } from '../store/store-error';
import type { TagErrorCode } from '../tag/tag-error';
import type { SayingErrorCode } from '../walk/check-saying';
import type { keyOf } from '../words/words';
import type { PhotoFault } from './reencode-photo';

type Key<Code extends string> = ReturnType<typeof keyOf<Code>>;

/** A place of the help page, as its address has it: `#/help/bluetooth_off`. A tag's codes go by their own name. */
export type HelpTopicId =
  | Key<TagErrorCode>
  /** Whatever else was thrown. */
  | 'unexpected'
  | `store_${Key<StoreErrorCode>}`
  | `file_${Key<ExchangeErrorCode>}`
  | `word_${Key<SayingErrorCode>}`
  | `photo_${Key<PhotoFault>}`;
