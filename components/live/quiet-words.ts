import type { LinkState } from '../../lib/tag/tag';
import { t } from '../../lib/words/words';

/** What stands in the place of advice while there is none. Without news from the tag, nobody knows that all is well. */
export function quietWords(link: LinkState): string {
  return link === 'live' ? t('advice.quiet') : t('advice.noNews');
}
