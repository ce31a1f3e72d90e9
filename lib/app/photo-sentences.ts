import { formatCount } from '../words/format-number';
import { keyOf, t } from '../words/words';
import type { Sentence } from './live-view';
import { MAX_PHOTO_BYTES, MAX_PHOTO_PIXELS, type PhotoFault } from './reencode-photo';

/** What is wrong with a picture, and what to do. */
export function photoSentence(fault: PhotoFault): Sentence {
  const key = keyOf(fault);
  const todo =
    fault === 'too-large'
      ? t('photoError.too_large.todo', {
          mb: formatCount(MAX_PHOTO_BYTES / 2 ** 20),
          megapixels: formatCount(MAX_PHOTO_PIXELS / 1e6),
        })
      : t('photoError.no_image.todo');
  return { title: t(`photoError.${key}.title`), todo };
}
