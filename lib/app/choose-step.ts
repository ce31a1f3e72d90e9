import type { VerdictWords } from '../charts/verdict-words';
import { changeCat } from '../store/cats';
import { addChoice } from '../store/choices';
import type { Database } from '../store/database';
import { newId } from '../store/uuid-v7';
import { paceOfChoice } from '../training/pace-of-choice';
import type { StepChoice } from '../walk/step-choice';
import type { Cat } from '../walk/walk';

/**
 * The step that the owner chose: kept beside what the rule said, and then the cat goes on it. A reason is kept only where
 * the choice is faster than the rule, and there it must be given. Rejects with `StoreError`, or RangeError without a reason.
 */
export async function chooseStep(
  database: Database,
  cat: Cat,
  verdict: VerdictWords,
  toStepNumber: number,
  reason: string,
): Promise<{ cat: Cat; choice: StepChoice }> {
  const isFaster = paceOfChoice(verdict, toStepNumber) === 'faster';
  if (isFaster && reason.trim() === '') throw new RangeError('going faster than the rule asks for a reason');
  const atMs = Date.now();
  const choice: StepChoice = {
    id: newId(),
    catId: cat.id,
    atMs,
    fromStepNumber: cat.stepNumber,
    toStepNumber,
    decision: verdict.decision,
    rule: verdict.rule,
    ruleStepNumber: verdict.nextStepNumber,
    walkIds: [...new Set(verdict.units.map(({ walkId }) => walkId))],
    reason: isFaster ? reason.trim() : null,
  };
  await addChoice(database, choice);
  const changed = await changeCat(database, cat, { stepNumber: toStepNumber }, atMs);
  return { cat: changed, choice };
}
