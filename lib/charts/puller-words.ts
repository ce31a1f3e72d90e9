import type { Puller } from '../events/event';
import type { EvidenceMeasure } from '../events/evidence';

/** Drawn or held back by less than this says nothing, g for each body weight of pull. Ours. */
const CLEARLY_DRAWN_G = 0.1;

/** Who pulled, in a few words. */
export function pullerWord({ who }: Puller): string {
  switch (who) {
    case 'cat':
      return 'The cat pulled';
    case 'hand':
      return 'The hand pulled';
    case 'cannot-tell':
      return 'Who pulled cannot be told';
  }
}

/** Why: the signs that speak for the one who pulled, as whole sentences. */
export function pullerReasons({ who, evidence }: Puller): string[] {
  if (evidence.length === 0) return ['The cat’s motion is missing here.'];
  if (who === 'cannot-tell') return ['The signs speak for both.'];
  const valueOf = (measure: EvidenceMeasure): number =>
    evidence.find((one) => one.measure === measure)?.value ?? NaN;
  const usualG = evidence.find(({ measure }) => measure === 'swingBeforeG')?.bound ?? NaN;
  const isCat = who === 'cat';
  const forward = valueOf('forwardPerPull') * (isCat ? -1 : 1);
  const reasons: string[] = [];
  if (isCat && valueOf('swingAtOnceG') > usualG)
    reasons.push('Its body was on the move as the lead came taut.');
  if (!isCat && valueOf('swingBeforeG') < usualG)
    reasons.push('The cat was quiet before the lead came taut.');
  if (forward > CLEARLY_DRAWN_G)
    reasons.push(isCat ? 'The lead held it back.' : 'The lead drew the cat forward.');
  return reasons.length > 0 ? reasons : ['No one sign alone says so, all together do.'];
}
