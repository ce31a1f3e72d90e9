import type { PlanPlace } from './plan-file';
import type { Plan } from './plan-schema';

/** A value of a plan. */
export type PlanValue = string | number | boolean | null;

/** One thing in which two plans differ. */
export interface PlanChange {
  place: PlanPlace;
  /** Undefined: was not there. */
  from: PlanValue | undefined;
  /** Undefined: is taken out. */
  to: PlanValue | undefined;
}

interface Leaf {
  place: PlanPlace;
  value: PlanValue;
}

/** In what a plan differs from another, in the order of the file. Steps are matched by their numbers. */
export function planChanges(before: Plan, after: Plan): PlanChange[] {
  const was = leavesOf(before);
  const is = leavesOf(after);
  const changes: PlanChange[] = [];
  for (const [key, { place, value }] of was) {
    const now = is.get(key);
    if (now?.value !== value) changes.push({ place, from: value, to: now?.value });
  }
  for (const [key, { place, value }] of is)
    if (!was.has(key)) changes.push({ place, from: undefined, to: value });
  return changes;
}

function leavesOf({ name, sources, rules, steps }: Plan): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  const add = (value: unknown, place: PlanPlace): void => {
    if (typeof value !== 'object' || value === null)
      leaves.set(JSON.stringify(place), { place, value: value as PlanValue });
    else if (Array.isArray(value)) {
      const list = String(place.at(-1));
      for (const [i, inner] of value.entries()) add(inner, [...place.slice(0, -1), { list, nth: i + 1 }]);
    } else for (const [key, inner] of Object.entries(value)) add(inner, [...place, key]);
  };
  add(name, ['name']);
  add(sources, ['sources']);
  add(rules, ['rules']);
  for (const { number, ...step } of steps) add(step, [{ step: number }]);
  return leaves;
}
