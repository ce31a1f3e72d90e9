import type { LinkState } from '../../lib/tag/tag';

/** What stands in the place of advice while there is none. Without news from the tag, nobody knows that all is well. */
export function quietWords(link: LinkState): string {
  return link === 'live'
    ? 'Nothing to do. Let the cat set the pace.'
    : 'No news from the tag just now. Watch your cat.';
}
