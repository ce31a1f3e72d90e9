import { kitNotes, type KitNote } from '../training/kit-notes';
import { stepTarget } from '../training/plan';
import type { Plan } from '../training/plan-schema';
import { judgeReadiness, type ReadinessVerdict } from '../training/readiness';
import { profileOfCat, type CatProfile } from '../walk/cat-profile';
import type { Cat } from '../walk/walk';
import type { CatEdit } from './cat-edits';
import type { StartPart } from './page-views';
import { planInWords } from './plan-words';

/** One cat as its page shows it. */
export interface CatView {
  profile: CatProfile;
  readiness: ReadinessVerdict;
}

export { READINESS_QUESTIONS } from '../training/readiness';

/** @param cat null: none yet, of which nothing is said. */
export function catView(cat: Cat | null): CatView {
  const profile = profileOfCat(cat ?? {});
  return { profile, readiness: judgeReadiness(profile.readiness) };
}

/** What there is to say about the kit that stands in a form. */
export function notesOnKit({ bodyKg, profile }: CatEdit): KitNote[] {
  return kitNotes(profileOfCat({ profile }), bodyKg);
}

/** The title of a step in the plan in use. */
export function titleOfStep(stepNumber: number, plan: Plan): string {
  return stepTarget(stepNumber, planInWords(plan)).title;
}

/** The parts of the first start, in their order. */
export const START_PARTS: readonly StartPart[] = ['cat', 'ready', 'tag', 'step'];

/** What of the first start is done. Each part stands for itself: it can be left, and come back to. */
export function startDone(cat: Cat | null, walks: number): readonly StartPart[] {
  if (!cat) return [];
  const { profile, readiness } = catView(cat);
  const done: Record<StartPart, boolean> = {
    cat: cat.name !== '',
    ready: readiness.readiness !== 'open',
    tag: profile.tagChoice !== null,
    step: walks > 0,
  };
  return START_PARTS.filter((part) => done[part]);
}
