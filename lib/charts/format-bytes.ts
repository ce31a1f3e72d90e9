import { formatFixed } from '../words/format-number';
import { t } from '../words/words';

/** A size on disk in decimal units: megabytes and gigabytes with one digit after the point below 10, below 0.1 MB kilobytes. */
export function formatBytes(bytes: number): string {
  // A kilobyte that has begun: only nothing is 0.
  if (bytes < 1e5) return t('figure.kilobytes', { n: formatFixed(Math.ceil(bytes / 1e3), 0) });
  const isSmall = bytes < 1e9;
  const value = bytes / (isSmall ? 1e6 : 1e9);
  return t(isSmall ? 'figure.megabytes' : 'figure.gigabytes', { n: formatFixed(value, value < 10 ? 1 : 0) });
}
