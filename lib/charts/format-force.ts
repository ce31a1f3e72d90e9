import { bodyWeightN, gramsForce, massIn, ounces } from '../units';
import { formatFixed, formatPercent, formatUpTo } from '../words/format-number';
import { forceUnit, massUnit } from '../words/units-in-use';
import { t } from '../words/words';

/** A load cell's noise around its zero, N. Ours. */
const NOISE_N = 0.3;
/** Where a figure is not known. */
const UNKNOWN = '–';

/** Newtons without unit: one decimal below 100, whole above; unknown reads "–". */
export function formatNewtons(tensionN: number | null): string {
  if (tensionN === null || !Number.isFinite(tensionN)) return UNKNOWN;
  const shown = withoutNoise(tensionN);
  return formatFixed(shown, Math.abs(shown) < 99.95 ? 1 : 0);
}

/** Just after "Set zero" a slack lead reads a little below nothing: that is the noise of the load cell. */
function withoutNoise(tensionN: number): number {
  return tensionN < 0.05 && tensionN > -NOISE_N ? 0 : tensionN;
}

/**
 * A pull in the owner's unit, without its sign: "3.2" newtons, "326" grams of force, "7" percent of body weight. Unknown
 * reads "–".
 * @param bodyKg what the cat weighs, or is assumed to
 */
export function forceNumber(tensionN: number | null, bodyKg: number): string {
  if (tensionN === null || !Number.isFinite(tensionN)) return UNKNOWN;
  const shown = withoutNoise(tensionN);
  switch (forceUnit()) {
    case 'n':
      return formatNewtons(tensionN);
    case 'gf':
      return formatFixed(gramsForce(shown), 0);
    case 'share':
      return formatFixed((100 * shown) / bodyWeightN(bodyKg), 0);
  }
}

/** The sign of the unit that pulls are shown in. */
export function forceSign(): 'N' | 'gf' | '%' {
  return ({ n: 'N', gf: 'gf', share: '%' } as const)[forceUnit()];
}

/** A pull with its unit: "3.2 N", "326 gf", "7%"; unknown reads "–". */
export function formatForce(tensionN: number | null, bodyKg: number): string {
  if (tensionN === null || !Number.isFinite(tensionN)) return UNKNOWN;
  switch (forceUnit()) {
    case 'n':
      return t('figure.newtons', { n: forceNumber(tensionN, bodyKg) });
    case 'gf':
      return t('figure.gramsForce', { n: forceNumber(tensionN, bodyKg) });
    case 'share':
      return formatShare(withoutNoise(tensionN) / bodyWeightN(bodyKg));
  }
}

/** A pull with its unit where no cat is there to take a share of: percent of body weight reads as newtons. */
export function formatPull(tensionN: number | null): string {
  if (tensionN === null || !Number.isFinite(tensionN)) return UNKNOWN;
  return forceUnit() === 'gf'
    ? t('figure.gramsForce', { n: formatFixed(gramsForce(withoutNoise(tensionN)), 0) })
    : t('figure.newtons', { n: formatNewtons(tensionN) });
}

/** A pull for the ear: "3.2 newtons"; unknown reads "–". */
export function speakForce(tensionN: number | null, bodyKg: number): string {
  const n = forceNumber(tensionN, bodyKg);
  if (n === UNKNOWN) return UNKNOWN;
  switch (forceUnit()) {
    case 'n':
      return t('figure.newtonsSpoken', { n });
    case 'gf':
      return t('figure.gramsForceSpoken', { n });
    case 'share':
      return t('lead.shareOfWeight', { share: formatForce(tensionN, bodyKg) });
  }
}

/** A bound between two levels, short enough for an axis: "4" newtons, "450" grams of force, "10" percent. */
export function formatBound(boundN: number, bodyKg: number): string {
  return forceUnit() === 'n' ? formatFixed(boundN, 0) : forceNumber(boundN, bodyKg);
}

/** Share of body weight in whole percent: "12%"; unknown reads "–". */
export function formatWeightShare(tensionN: number | null, bodyKg: number): string {
  if (tensionN === null || !(bodyKg > 0)) return UNKNOWN;
  return formatShare(Math.max(0, tensionN / bodyWeightN(bodyKg)));
}

/** A share 0–1 in whole percent: "82%"; unknown reads "–". */
export function formatShare(share: number | null): string {
  return share === null || !Number.isFinite(share) ? UNKNOWN : formatPercent(share);
}

/** A cat's mass in the owner's unit: "4.5 kg", "9.9 lb". */
export function formatMass(massKg: number): string {
  return massUnit() === 'lb'
    ? t('figure.pounds', { lb: formatUpTo(massIn(massKg, 'lb'), 1) })
    : t('figure.kilograms', { kg: formatUpTo(massKg, 2) });
}

/**
 * The mass of a tag: "30 g", and "1.1 oz" where the owner weighs in pounds.
 * @param round `down` for what is still fine: it must not read as more than that
 */
export function formatTagMass(grams: number, round: 'near' | 'down' = 'near'): string {
  const inOunces = massUnit() === 'lb';
  const shown = inOunces ? ounces(grams) : grams;
  const n = formatUpTo(round === 'down' ? Math.floor(10 * shown) / 10 : shown, 1);
  return inOunces ? t('figure.ounces', { oz: n }) : t('figure.grams', { g: n });
}
