import type { Verdict } from './verdict';

/** How a step compares with what the rule says. */
export type ChoicePace = 'slower' | 'as-the-rule' | 'faster';

/** The owner may always go slower; going faster asks for a reason. */
export function paceOfChoice(
  { nextStepNumber }: Pick<Verdict, 'nextStepNumber'>,
  toStepNumber: number,
): ChoicePace {
  if (toStepNumber > nextStepNumber) return 'faster';
  return toStepNumber < nextStepNumber ? 'slower' : 'as-the-rule';
}
