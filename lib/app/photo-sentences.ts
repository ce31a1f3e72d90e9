import type { Sentence } from './live-view';
import type { PhotoFault } from './reencode-photo';

/** A sentence for each thing that can be wrong with a picture. */
export const PHOTO_SENTENCES: Readonly<Record<PhotoFault, Sentence>> = {
  'too-large': {
    title: 'This picture is too large.',
    todo: 'Up to 20 MB and 120 megapixels are taken. A picture as a phone sends it by message will do.',
  },
  'no-image': {
    title: 'This file is no picture that the browser can read.',
    todo: 'Take a JPEG, PNG, WebP or AVIF. An iPhone’s HEIC has to be saved as a JPEG first.',
  },
};
