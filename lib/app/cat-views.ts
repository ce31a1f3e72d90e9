import { kitNotes, type KitNote } from '../training/kit-notes';
import { stepTarget } from '../training/plan';
import type { Plan } from '../training/plan-schema';
import { judgeReadiness, READINESS_ITEMS, type ReadinessVerdict } from '../training/readiness';
import { profileOfCat, type CatProfile } from '../walk/cat-profile';
import type { Cat } from '../walk/walk';
import type { CatEdit } from './cat-edits';

/** One cat as its page shows it. */
export interface CatView {
  profile: CatProfile;
  readiness: ReadinessVerdict;
}

export const readinessItems = READINESS_ITEMS;

export function catView(cat: Cat): CatView {
  const profile = profileOfCat(cat);
  return { profile, readiness: judgeReadiness(profile.readiness) };
}

/** What there is to say about the kit that stands in a form. */
export function notesOnKit({ bodyKg, profile }: CatEdit): KitNote[] {
  return kitNotes(profileOfCat({ profile }), bodyKg);
}

/** The title of a step in the plan in use. */
export function titleOfStep(stepNumber: number, plan: Plan): string {
  return stepTarget(stepNumber, plan).title;
}
