import type { Weighing } from './cat-profile';

/** The history with one weighing more, by day. A second one on the same day replaces the first. */
export function withWeighing(weighings: readonly Weighing[], weighing: Weighing): Weighing[] {
  return [...weighings.filter(({ day }) => day !== weighing.day), weighing].sort((a, b) =>
    a.day < b.day ? -1 : 1,
  );
}

/** The history without one day. */
export function withoutWeighing(weighings: readonly Weighing[], day: string): Weighing[] {
  return weighings.filter((weighing) => weighing.day !== day);
}

/** What the cat weighs by the newest weighing, kg; null without one. The order of the list does not matter. */
export function newestKg(weighings: readonly Weighing[]): number | null {
  let newest: Weighing | null = null;
  for (const weighing of weighings) if (!newest || weighing.day >= newest.day) newest = weighing;
  return newest?.kg ?? null;
}
