/** Lists of what belongs to each subject, in order of first appearance. */
export function bySubject<T>(all: readonly T[], subjectOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(subjectOf(one));
    if (group) group.push(one);
    else groups.set(subjectOf(one), [one]);
  }
  return groups;
}
