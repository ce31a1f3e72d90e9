import type { Database } from '../store/database';
import { readSetting, saveSetting } from '../store/settings';
import { withHalfSteps } from '../training/half-steps';
import { DEFAULT_PLAN } from '../training/plan';
import { readPlan } from '../training/plan-file';
import type { Plan } from '../training/plan-schema';
import type { Cat } from '../walk/walk';
import { HALF_STEP_WORDS, planInWords } from './plan-words';

const SETTING = 'plan';

/** The plan that this browser's cats go by: one that was opened from a file, or the shipped one. Rejects with `StoreError`. */
export async function readPlanInUse(database: Database): Promise<Plan> {
  return readPlan(await readSetting(database, SETTING)).plan ?? DEFAULT_PLAN;
}

/** Go by this plan from now on; null for the shipped one. Rejects with `StoreError`. */
export function savePlanInUse(database: Database, plan: Plan | null): Promise<void> {
  return saveSetting(database, SETTING, plan);
}

/** The plan as one cat goes by it, in the reader's language: with its half steps. */
export function planOfCat(plan: Plan, cat: Pick<Cat, 'halfSteps'> | null): Plan {
  return withHalfSteps(planInWords(plan), cat?.halfSteps ?? [], HALF_STEP_WORDS);
}
