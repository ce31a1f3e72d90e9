import type { TagInfo } from '../../lib/tag/tag';
import { t } from '../../lib/words/words';

/** The tag's name as pages show it; the demo says each time that nobody walks there. Null: no tag yet. */
export function tagName(tag: TagInfo | null): string | null {
  return tag?.family === 'demo' ? t('link.demo') : (tag?.name ?? null);
}
