import type { Plan } from './plan-schema';

/** Letters of a value that are shown. */
const SHOWN = 60;

/** One thing in which two plans differ. */
export interface PlanChange {
  /** Where: "step 8, time, toMinutes". */
  place: string;
  /** Null: was not there. */
  from: string | null;
  /** Null: is taken out. */
  to: string | null;
}

/** In what a plan differs from another, in the order of the file. Steps are matched by their numbers. */
export function planChanges(before: Plan, after: Plan): PlanChange[] {
  const was = leavesOf(before);
  const is = leavesOf(after);
  const changes: PlanChange[] = [];
  for (const [place, from] of was)
    if (is.get(place) !== from) changes.push({ place, from, to: is.get(place) ?? null });
  for (const [place, to] of is) if (!was.has(place)) changes.push({ place, from: null, to });
  return changes;
}

function leavesOf({ name, sources, rules, steps }: Plan): Map<string, string> {
  const leaves = new Map<string, string>([['name', shown(name)]]);
  const add = (value: unknown, place: string): void => {
    if (typeof value !== 'object' || value === null) leaves.set(place, shown(value));
    else
      for (const [key, inner] of Object.entries(value))
        add(inner, Array.isArray(value) ? `${place} ${Number(key) + 1}` : `${place}, ${key}`);
  };
  add(sources, 'sources');
  add(rules, 'rules');
  for (const { number, ...step } of steps) add(step, `step ${number}`);
  return leaves;
}

function shown(value: unknown): string {
  const text = value === null ? 'none' : String(value);
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN - 1)}…`;
}
