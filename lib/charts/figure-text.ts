import type { FigureUnit } from '../walk/compare-summaries';
import { formatFixed, formatUpTo } from '../words/format-number';
import { t } from '../words/words';
import { formatForce, formatShare } from './format-force';
import { formatLength } from './format-time';

/**
 * A figure of a walk with its unit: "4 min 05 s", "82%", "3.2 N"; unknown reads "–".
 * @param bodyKg what the cat weighs, or is assumed to: pulls may be shown as a share of it
 */
export function figureText(value: number | null, unit: FigureUnit, bodyKg: number): string {
  if (value === null) return '–';
  switch (unit) {
    case 'ms':
      return formatLength(value);
    case 'share':
      return formatShare(value);
    case 'newtons':
      return formatForce(value, bodyKg);
    case 'per-10-min':
      return formatFixed(value, 1);
    case 'count':
      // The median of an even number of walks may lie between two.
      return formatUpTo(value, 1);
  }
}

/** What one figure has more (+) or less (−) than another: "+1 min 10 s", "−12 points", "no difference". */
export function differenceText(difference: number | null, unit: FigureUnit, bodyKg: number): string {
  if (difference === null) return '–';
  const textOf = (size: number): string =>
    unit === 'share'
      ? t('compare.points', { n: formatFixed(100 * size, 0) })
      : figureText(size, unit, bodyKg);
  const text = textOf(Math.abs(difference));
  if (text === textOf(0)) return t('compare.same');
  return `${difference > 0 ? '+' : '−'}${text}`;
}
