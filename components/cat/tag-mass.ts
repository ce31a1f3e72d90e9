import { formatTagMass } from '../../lib/charts/format-force';
import { gramsFrom, ounces } from '../../lib/units';
import { formatUpTo } from '../../lib/words/format-number';
import { massUnit } from '../../lib/words/units-in-use';
import { t } from '../../lib/words/words';
import { readNumber } from '../parts/read-number';

/** Ours: beyond these a tag's mass was mistyped, g. */
const TAG_G = { min: 1, max: 500 };
/** A tag's mass as an example, g. */
const EXAMPLE_G = 30;
const GRAMS = /\s*(g|grams?)\.?$/i;
const OUNCES = /\s*(oz|ounces?)\.?$/i;

/** What a form asks for. */
export function tagMassLabel(): string {
  return massUnit() === 'lb' ? t('catForm.tagOunces') : t('catForm.tagWeight');
}

/** A tag's mass as it stands in a form: in ounces where the owner weighs in pounds, without its sign; empty when not known. */
export function tagMassText(tagG: number | null): string {
  if (tagG === null) return '';
  return formatUpTo(massUnit() === 'lb' ? ounces(tagG) : tagG, 2);
}

/** A tag's mass as a form may show it before anything is typed. */
export function tagMassExample(): string {
  return formatUpTo(massUnit() === 'lb' ? ounces(EXAMPLE_G) : EXAMPLE_G, 1);
}

/**
 * What was typed as a tag's mass, or what is wrong with it. The unit may stand behind the number, another than the owner's too.
 * @param keptG what is kept so far: a text that still shows it means just that, without the rounding of a unit
 */
export function checkTagMass(
  text: string,
  keptG: number | null,
): { tagG: number | null; error: string | null } {
  const typed = text.trim();
  if (typed === tagMassText(keptG)) return { tagG: keptG, error: null };
  const inOunces = OUNCES.test(typed) || (massUnit() === 'lb' && !GRAMS.test(typed));
  const number = readNumber(typed, inOunces ? OUNCES : GRAMS);
  if (number === null) return { tagG: null, error: null };
  if (Number.isNaN(number)) {
    const error = inOunces
      ? t('catDraft.tagNotOunces', { example: tagMassExample() })
      : t('catDraft.tagNotNumber');
    return { tagG: null, error };
  }
  // To a hundredth of a gram, beyond any kitchen scale.
  const tagG = inOunces ? Math.round(100 * gramsFrom(number)) / 100 : number;
  if (tagG >= TAG_G.min && tagG <= TAG_G.max) return { tagG, error: null };
  const places = { typed, least: formatTagMass(TAG_G.min), most: formatTagMass(TAG_G.max) };
  return { tagG: null, error: t('catDraft.tagNoWeight', places) };
}
