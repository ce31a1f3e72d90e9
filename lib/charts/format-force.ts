import { bodyWeightN } from '../units';

/** A load cell's noise around its zero, N. Ours. */
const NOISE_N = 0.3;

/** Newtons without unit: one decimal below 100, whole above; unknown reads "–". */
export function formatNewtons(tensionN: number | null): string {
  if (tensionN === null || !Number.isFinite(tensionN)) return '–';
  // Just after "Set zero" a slack lead reads a little below nothing: that is the noise of the load cell.
  const shown = tensionN < 0.05 && tensionN > -NOISE_N ? 0 : tensionN;
  return Math.abs(shown) < 99.95 ? shown.toFixed(1) : shown.toFixed(0);
}

/** Share of body weight in whole percent without sign of unit; unknown reads "–". */
export function formatWeightShare(tensionN: number | null, bodyKg: number): string {
  if (tensionN === null || !Number.isFinite(tensionN) || !(bodyKg > 0)) return '–';
  return Math.max(0, (100 * tensionN) / bodyWeightN(bodyKg)).toFixed(0);
}

/** A share 0–1 in whole percent: "82 %"; unknown reads "–". */
export function formatShare(share: number | null): string {
  return share === null || !Number.isFinite(share) ? '–' : `${Math.round(100 * share)} %`;
}
