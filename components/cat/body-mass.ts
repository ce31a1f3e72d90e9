import { formatMass } from '../../lib/charts/format-force';
import { massIn } from '../../lib/units';
import { formatUpTo } from '../../lib/words/format-number';
import { massUnit } from '../../lib/words/units-in-use';
import { t } from '../../lib/words/words';
import { readMass } from '../parts/read-mass';

/** Lightest and heaviest cat that is believed, kg. Ours: a small kitten in a harness; the heaviest breeds and then some. */
const MIN_KG = 0.5;
const MAX_KG = 20;
/** Most cats weigh between these, kg. */
const USUAL_KG = { from: 3, to: 7 };

/** A cat's mass as it stands in a form: in the owner's unit, without its sign; empty when it is not known. */
export function bodyMassText(kg: number | null): string {
  return kg === null ? '' : formatUpTo(massIn(kg, massUnit()), 2);
}

/** What a form asks for. */
export function bodyMassLabel(): string {
  return massUnit() === 'lb' ? t('weight.inPounds') : t('weight.inKilograms');
}

/** A mass as a form may show it before anything is typed. */
export function bodyMassExample(): string {
  return massUnit() === 'lb' ? formatUpTo(9.9, 1) : formatUpTo(4.5, 1);
}

/**
 * What was typed as a cat's mass, or what is wrong with it. The unit may stand behind the number, another than the owner's too.
 * @param keptKg what is kept so far: a text that still shows it means just that, without the rounding of a unit
 */
export function checkBodyMass(
  text: string,
  keptKg: number | null = null,
): { bodyKg: number | null; error: string | null } {
  if (text.trim() === bodyMassText(keptKg)) return { bodyKg: keptKg, error: null };
  const bodyKg = readMass(text);
  if (bodyKg === null) return { bodyKg: null, error: null };
  if (Number.isNaN(bodyKg))
    return { bodyKg: null, error: t('weight.noNumber', { example: bodyMassExample() }) };
  const places = {
    mass: text.trim(),
    from: formatMass(USUAL_KG.from),
    to: formatMass(USUAL_KG.to),
  };
  if (bodyKg < MIN_KG) return { bodyKg: null, error: t('weight.tooLight', places) };
  if (bodyKg > MAX_KG) return { bodyKg: null, error: t('weight.tooHeavy', places) };
  return { bodyKg, error: null };
}
