import type { Puller } from '../events/event';
import type { EvidenceMeasure } from '../events/evidence';
import { keyOf, t } from '../words/words';

/** Drawn or held back by less than this says nothing, g for each body weight of pull. Ours. */
const CLEARLY_DRAWN_G = 0.1;

/** Who pulled, in a few words. */
export function pullerWord({ who }: Puller): string {
  return t(`puller.${keyOf(who)}`);
}

/** Why: the signs that speak for the one who pulled, as whole sentences. */
export function pullerReasons({ who, evidence }: Puller): string[] {
  if (evidence.length === 0) return [t('puller.noMotion')];
  if (who === 'cannot-tell') return [t('puller.forBoth')];
  const valueOf = (measure: EvidenceMeasure): number =>
    evidence.find((one) => one.measure === measure)?.value ?? NaN;
  const usualG = evidence.find(({ measure }) => measure === 'swingBeforeG')?.bound ?? NaN;
  const isCat = who === 'cat';
  const forward = valueOf('forwardPerPull') * (isCat ? -1 : 1);
  const reasons: string[] = [];
  if (isCat && valueOf('swingAtOnceG') > usualG) reasons.push(t('puller.onTheMove'));
  if (!isCat && valueOf('swingBeforeG') < usualG) reasons.push(t('puller.wasQuiet'));
  if (forward > CLEARLY_DRAWN_G) reasons.push(isCat ? t('puller.heldBack') : t('puller.drawnForward'));
  return reasons.length > 0 ? reasons : [t('puller.together')];
}
