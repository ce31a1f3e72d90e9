// The interface's texts for Node: import this before anything that shows them. English unless CATPACE_LANGUAGE says otherwise.
import { join } from 'node:path';
import { generateChromeMessages, parseMessagesFile } from '@wxt-dev/i18n/build';
import { installMessages } from '../lib/words/install-messages';

const language = process.env.CATPACE_LANGUAGE ?? 'en';
const file = join(import.meta.dirname, '..', 'locales', `${language}.yml`);
export const messages = generateChromeMessages(await parseMessagesFile(file));
installMessages(messages, messages['locale']!.message);
