import { bodyWeightN } from '../units';
import { formatFixed, formatPercent, formatUpTo } from '../words/format-number';
import { t } from '../words/words';

/** A load cell's noise around its zero, N. Ours. */
const NOISE_N = 0.3;
/** Where a figure is not known. */
const UNKNOWN = '–';

/** Newtons without unit: one decimal below 100, whole above; unknown reads "–". */
export function formatNewtons(tensionN: number | null): string {
  if (tensionN === null || !Number.isFinite(tensionN)) return UNKNOWN;
  // Just after "Set zero" a slack lead reads a little below nothing: that is the noise of the load cell.
  const shown = tensionN < 0.05 && tensionN > -NOISE_N ? 0 : tensionN;
  return formatFixed(shown, Math.abs(shown) < 99.95 ? 1 : 0);
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

/** A cat's mass: "4.5 kg". */
export function formatMass(massKg: number): string {
  return t('figure.kilograms', { kg: formatUpTo(massKg, 2) });
}
