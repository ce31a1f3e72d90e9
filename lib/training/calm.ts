import type { StressLevel } from '../walk/body-sign';
import type { Plan } from './plan-schema';
import type { JudgedWalk } from './units-at-step';
import type { UnitReason } from './verdict';

type Told = Pick<JudgedWalk, 'walk' | 'seen'>;

/**
 * The owner's word on the worst moment, or a worse one that was marked on the way. Null while the session as a whole is not
 * spoken of: marks alone do not say that nothing worse came.
 */
export function worstStress({ walk, seen }: Told): StressLevel | null {
  const said = walk.review?.stress ?? null;
  if (said === null) return null;
  return (seen?.stress ?? []).reduce((worst, { level }) => (level > worst ? level : worst), said);
}

/** Stress low enough and food taken, by the owner's word. Not said is not green: stillness never stands in for calm. */
export function isGreen(told: Told, { rules }: Plan): boolean {
  const stress = worstStress(told);
  return stress !== null && stress <= rules.greenStress.value && told.walk.review?.foodTaken === true;
}

/**
 * What the owner says of stress and food, as reasons, and of the session's end where it was spoken of (step 10). The end is told
 * and decides nothing: the cat was as it was before it.
 */
export function reviewReasons(told: Told): UnitReason[] {
  const { stress: said = null, foodTaken = null, endedWell = null } = told.walk.review ?? {};
  const level = worstStress(told);
  return [
    level === null
      ? { code: 'stress-not-said' }
      : { code: level === said ? 'stress' : 'stress-marked', level },
    { code: foodTaken === null ? 'food-not-said' : foodTaken ? 'food-taken' : 'food-refused' },
    ...(endedWell === null ? [] : [{ code: endedWell ? 'ended-well' : 'ended-otherwise' } as const]),
  ];
}
