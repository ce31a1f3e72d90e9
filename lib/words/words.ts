import { createI18n } from '@wxt-dev/i18n';
// Made from locales/en.yml by `wxt prepare`.
import type { GeneratedI18nStructure } from '../../.wxt/i18n/structure';

/**
 * The interface's text in the browser's language, from `locales/`: `t('popup.title')`. Places in braces are filled by name,
 * plurals chosen by count. English stands in for a language that Catpace does not speak. Keys and places are checked by the
 * compiler. To be asked when a text is shown, not when a module loads.
 */
export const { t } = createI18n<GeneratedI18nStructure>();

/** A code of ours ('bluetooth-off') as a part of a key: browsers take letters, digits and underscores only. */
export function keyOf<Code extends string>(code: Code): Underscored<Code> {
  return code.replaceAll('-', '_') as Underscored<Code>;
}

type Underscored<Code extends string> = Code extends `${infer Head}-${infer Tail}`
  ? `${Head}_${Underscored<Tail>}`
  : Code;
