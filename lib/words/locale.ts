import { browser } from 'wxt/browser';
import { t } from './words';

/**
 * BCP 47 tag by which numbers and dates are written: of the language that the texts are in, so that no German comma stands in an
 * English sentence. The browser's own variety of that language is kept (en-US, de-AT).
 */
export function locale(): string {
  const ofTexts = t('locale');
  const own = browser.i18n.getUILanguage();
  return languageOf(own) === languageOf(ofTexts) ? own : ofTexts;
}

function languageOf(tag: string): string {
  return tag.slice(0, 2).toLowerCase();
}
