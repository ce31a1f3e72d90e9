import { formatFixed } from '../words/format-number';
import { t } from '../words/words';

/** A size on disk in decimal units, one digit after the point below 10. */
export function formatBytes(bytes: number): string {
  const isSmall = bytes < 1e9;
  const value = bytes / (isSmall ? 1e6 : 1e9);
  return t(isSmall ? 'figure.megabytes' : 'figure.gigabytes', { n: formatFixed(value, value < 10 ? 1 : 0) });
}
