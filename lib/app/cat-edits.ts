import { EMPTY_PROFILE, profileOfCat, type CatProfile } from '../walk/cat-profile';
import type { Cat } from '../walk/walk';
import { newestKg, withoutWeighing, withWeighing } from '../walk/weighings';
import { dayOf } from './day-of';

/** What a page hands on of a cat's form. */
export interface CatEdit {
  name: string;
  bodyKg: number | null;
  profile?: Partial<CatProfile>;
}

type Changed = Pick<Cat, 'bodyKg'> & { profile: CatProfile };

/** A cat that nobody has named yet. */
export function freshCat(id: string, atMs: number): Cat {
  return { id, name: '', bodyKg: null, stepNumber: 1, updatedAtMs: atMs, profile: EMPTY_PROFILE };
}

/** A form on top of a cat as it is now. A weight that differs from the newest one is weighed today. */
export function edited(
  cat: Cat,
  { name, bodyKg, profile }: CatEdit,
  atMs: number,
): Changed & { name: string } {
  return { name, ...weighed({ ...cat, profile: { ...profileOfCat(cat), ...profile } }, bodyKg, atMs) };
}

/** A new weight, kg, goes into the history; null says that it is not known any more, and keeps the history. */
export function weighed(cat: Cat, bodyKg: number | null, atMs: number): Changed {
  const profile = profileOfCat(cat);
  if (bodyKg === null || bodyKg === cat.bodyKg) return { bodyKg, profile };
  const before = historyOf(cat, profile);
  const weighings = withWeighing(before, { day: dayOf(atMs), kg: bodyKg });
  return { bodyKg, profile: { ...profile, weighings } };
}

/** One day's weighing taken out of the history: the newest of what is left is the weight. */
export function unweighed(cat: Cat, day: string): Changed {
  const profile = profileOfCat(cat);
  const weighings = withoutWeighing(profile.weighings, day);
  return { bodyKg: newestKg(weighings), profile: { ...profile, weighings } };
}

/** A weight from before there was a history opens it, on the day when it was written. */
function historyOf(cat: Cat, { weighings }: CatProfile): CatProfile['weighings'] {
  if (weighings.length > 0 || cat.bodyKg === null) return weighings;
  return [{ day: dayOf(cat.updatedAtMs), kg: cat.bodyKg }];
}
