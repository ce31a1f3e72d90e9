import { formatLength } from '../../lib/charts/format-time';
import { t } from '../../lib/words/words';

/** How much of a time axis may be shown by one press, ms. Ours. */
const SPANS_MS = [300_000, 120_000, 30_000, 10_000];

/** The whole of an axis, and each shorter stretch of it, in words. */
export function spanChoices(durationMs: number): { value: number; label: string }[] {
  const shorter = SPANS_MS.filter((ms) => ms < durationMs);
  return [
    { value: durationMs, label: t('replay.all') },
    ...shorter.map((ms) => ({ value: ms, label: formatLength(ms) })),
  ];
}
