import { formatCount } from '../words/format-number';
import { keyOf, t } from '../words/words';
import { MAX_PHOTO_BYTES, MAX_PHOTO_PIXELS, type PhotoFault } from './reencode-photo';
import type { ToldSentence } from './sentences';

/** What is wrong with a picture, and what to do. */
export function photoSentence(fault: PhotoFault): ToldSentence {
  const key = keyOf(fault);
  const todo =
    fault === 'too-large'
      ? t('photoError.too_large.todo', {
          mb: formatCount(MAX_PHOTO_BYTES / 2 ** 20),
          megapixels: formatCount(MAX_PHOTO_PIXELS / 1e6),
        })
      : t('photoError.no_image.todo');
  return { title: t(`photoError.${key}.title`), todo, help: `photo_${key}` };
}
