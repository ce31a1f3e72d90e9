import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseMessagesText } from '@wxt-dev/i18n/build';
import type { TagErrorCode } from '../../lib/tag/tag-error';

/** All codes of `TagError`: the compiler makes sure that each has its texts in locales/en.yml. */
export function tagErrorCodes(): TagErrorCode[] {
  const text = readFileSync(join(import.meta.dirname, '../../locales/en.yml'), 'utf8');
  const keys = parseMessagesText(text, 'YAML').map(({ key }) => key);
  return keys
    .filter(([group, , part]) => group === 'tagError' && part === 'title')
    .map(([, code]) => code!.replaceAll('_', '-') as TagErrorCode);
}
