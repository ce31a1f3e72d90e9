import { formatFixed, formatPercent } from '../../lib/words/format-number';
import { t } from '../../lib/words/words';

/** What a level of sensitivity asks of an event, in words. */
export function askedWords({ unit, value }: { unit: 'ms' | 'share'; value: number }): string {
  return unit === 'ms'
    ? t('sensitivity.asksTime', { s: formatFixed(value / 1000, value % 1000 === 0 ? 0 : 1) })
    : t('sensitivity.asksShare', { share: formatPercent(value) });
}
