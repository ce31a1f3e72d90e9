import type { TagInfo } from '../../lib/tag/tag';

/** The tag's name as pages show it; the demo says each time that nobody walks there. Null: no tag yet. */
export function tagName(tag: TagInfo | null): string | null {
  return tag?.family === 'demo' ? 'Demo cat – not your cat' : (tag?.name ?? null);
}
