import type { Easier, HalfStep } from '../walk/half-step';
import { DEFAULT_PLAN } from './plan';
import type { Plan, PlanStep } from './plan-schema';

/** The source of what a half step says: the owner's wish, made by our rule. */
const SOURCE_KEY = 'halfStep';
/** Letters that a step's title may have. */
const LONGEST_TITLE = 60;

/** What a half step says: whoever shows the plan has the sentences. */
export interface HalfStepWords {
  /** @param title of the step above */
  title: (title: string) => string;
  purpose: () => string;
  /** What to do differently, as the first line of how to do it. */
  how: (easier: Easier) => string;
  /** It lasts `ms` or more. */
  lasts: (ms: number) => string;
}

/**
 * A plan with a cat's half steps in their places: each is the step above it with one thing made easier. Those that do not
 * fit (a number that is taken, or no step above) are left out.
 */
export function withHalfSteps(plan: Plan, halfSteps: readonly HalfStep[], words: HalfStepWords): Plan {
  const taken = new Set(plan.steps.map(({ number }) => number));
  const fitting = halfSteps.filter(({ number }, i) => {
    const isFirst = halfSteps.findIndex((each) => each.number === number) === i;
    return isFirst && !taken.has(number) && number % 0.25 === 0 && number > 1 && number < 9;
  });
  if (fitting.length === 0) return plan;
  const steps = [...plan.steps, ...fitting.map((halfStep) => asStep(halfStep, plan, words))];
  return {
    ...plan,
    sources: { ...plan.sources, [SOURCE_KEY]: { name: 'Catpace', ours: true } },
    steps: steps.sort((a, b) => a.number - b.number),
  };
}

/** What a half step before this step can make easier. The lead only where the step is about it. */
export function easierFor(stepNumber: number, plan: Plan = DEFAULT_PLAN): Easier[] {
  const step = plan.steps.find(({ number }) => number === stepNumber);
  if (!step || step.unit === 'habit') return [];
  const onLead = step.criteria.some(({ check }) => check === 'lead-light');
  return ['length', 'distance', 'distraction', ...(onLead ? (['tension'] as const) : [])];
}

function asStep({ number, easier, note }: HalfStep, plan: Plan, words: HalfStepWords): PlanStep {
  const above = plan.steps.find((step) => step.number > number)!;
  const time = easier === 'length' ? halved(above.time) : above.time;
  const own = note.trim();
  return {
    ...above,
    number,
    title: shortened(words.title(above.title)),
    purpose: words.purpose(),
    how: [own === '' ? words.how(easier) : own.slice(0, 400), ...above.how].slice(0, 12),
    time,
    unitSource: SOURCE_KEY,
    criteria: above.criteria.map((criterion) =>
      criterion.check === 'long-enough' && time?.fromMinutes != null && easier === 'length'
        ? { ...criterion, text: words.lasts(60_000 * time.fromMinutes), source: SOURCE_KEY }
        : criterion,
    ),
  };
}

function halved(time: PlanStep['time']): PlanStep['time'] {
  if (!time) return null;
  const half = (minutes: number | null): number | null => (minutes === null ? null : minutes / 2);
  return {
    fromMinutes: half(time.fromMinutes),
    toMinutes: half(time.toMinutes),
    source: SOURCE_KEY,
  };
}

function shortened(title: string): string {
  return title.length <= LONGEST_TITLE ? title : `${title.slice(0, LONGEST_TITLE - 1)}…`;
}
