import { DEFAULT_PLAN, FIRST_STEP, stepAt, stepBeside } from './plan';
import type { Plan, PlanStep } from './plan-schema';
import { SOURCES } from './sources';
import type {
  Change,
  CountedIn,
  Decision,
  Rule,
  Source,
  TrainingUnit,
  UnjudgedWalk,
  Verdict,
} from './verdict';

type Reason = 'habit' | 'red' | 'few' | 'advance' | 'not-green' | 'hold' | 'drop' | 'drop-again';

const DECISION: Readonly<Record<Reason, Decision>> = {
  habit: 'not-enough-data',
  red: 'step-back',
  few: 'not-enough-data',
  advance: 'advance',
  'not-green': 'hold',
  hold: 'hold',
  drop: 'step-back',
  'drop-again': 'split',
};

/** How many good units go on and back is the trainers'; the rest of every rule is ours, and so the rule is called ours. */
const COUNTING: Source = {
  name: `${SOURCES.ours.name}, after ${SOURCES.pushStickDrop.name}; ${SOURCES.stressScale.name}`,
  ours: true,
};

export interface JudgeOptions {
  /** Walks on this step that are no units. */
  unjudged?: readonly UnjudgedWalk[];
  /** How often this step was too much before, and a lower one was walked since. */
  drops?: number;
  plan?: Plan;
}

/** How many units a step looks at, and how many of them must be what. */
interface Count {
  lookAt: number;
  advanceGood: number;
  holdGood: number;
  advanceGreen: number;
}

/**
 * What to do next on a step, from its units (`unitsAtStep`). The last ones by time count, in whatever order they come.
 * A red unit among them, or in a session that one of them belongs to, always sends back; nothing but good and green units
 * leads on.
 */
export function judge(
  stepNumber: number,
  units: readonly TrainingUnit[],
  { unjudged = [], drops = 0, plan = DEFAULT_PLAN }: JudgeOptions = {},
): Verdict {
  const step = stepAt(stepNumber, plan);
  const count = countOf(step, plan);
  const lookedAt = lastUnits(units, count.lookAt);
  const halfStepNumber = halfStepBefore(stepNumber, plan);
  const isLastStraw = drops + 1 >= plan.rules.dropsToSplit.value && halfStepNumber !== null;
  const reason = decide(step, count, lookedAt, isLastStraw);
  const decision = DECISION[reason];
  return {
    decision,
    stepNumber,
    nextStepNumber: reason === 'drop-again' ? halfStepNumber! : nextStep(decision, stepNumber, plan),
    halfStepNumber: isBack(decision) && isLastStraw ? halfStepNumber : null,
    rule: ruleOf(reason, step, count, plan),
    source: COUNTING,
    units: lookedAt,
    toChange: whatWouldChange(reason, step, count, lookedAt, plan, halfStepNumber),
    // Where no rule looks there is nothing to leave out.
    unjudged: reason === 'habit' ? [] : unjudged,
  };
}

/** True: the step was too much. */
export function isBack(decision: Decision): boolean {
  return decision === 'step-back' || decision === 'split';
}

/**
 * Number of a half step right before this one; null where there is no room: before step 1, and between quarters.
 */
export function halfStepBefore(stepNumber: number, plan: Plan = DEFAULT_PLAN): number | null {
  const before = stepBeside(stepNumber, -1, plan);
  const half = (before + stepNumber) / 2;
  return before < stepNumber && half % 0.25 === 0 ? half : null;
}

/** A step that is done once asks for one good unit, and for no green: there is no session to be calm in. */
function countOf({ unit }: PlanStep, { rules }: Plan): Count {
  if (unit === 'once') return { lookAt: 1, advanceGood: 1, holdGood: 0, advanceGreen: 0 };
  return {
    lookAt: rules.windowUnits.value,
    advanceGood: rules.advanceGood.value,
    holdGood: rules.holdGood.value,
    advanceGreen: rules.advanceGreen.value,
  };
}

/** The last units by time, and what is red in their sessions before them: good trials do not wash a red session clean. */
function lastUnits(units: readonly TrainingUnit[], lookAt: number): TrainingUnit[] {
  const inOrder = [...units].sort(byTime);
  const last = inOrder.slice(-lookAt);
  const sessions = new Set(last.map(({ walkId }) => walkId));
  const red = inOrder.slice(0, -lookAt).filter((unit) => unit.red !== null && sessions.has(unit.walkId));
  return [...red, ...last];
}

function decide(
  { unit }: PlanStep,
  { lookAt, advanceGood, holdGood, advanceGreen }: Count,
  lookedAt: readonly TrainingUnit[],
  isLastStraw: boolean,
): Reason {
  if (unit === 'habit') return 'habit';
  if (lookedAt.some(({ red }) => red !== null)) return 'red';
  if (lookedAt.length < lookAt) return 'few';
  const good = lookedAt.filter((each) => each.good).length;
  if (good < holdGood) return isLastStraw ? 'drop-again' : 'drop';
  if (good < advanceGood) return 'hold';
  const last = advanceGreen === 0 ? [] : lookedAt.slice(-advanceGreen);
  return last.every(({ green }) => green) ? 'advance' : 'not-green';
}

/** By time; what begins at the same moment by what it is, so that no order of arrival shows. */
function byTime(a: TrainingUnit, b: TrainingUnit): number {
  return a.atMs - b.atMs || compareText(orderText(a), orderText(b));
}

function orderText(unit: TrainingUnit): string {
  return JSON.stringify([unit.walkId, unit.red, unit.good, unit.green, unit.reasons]);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function nextStep(decision: Decision, stepNumber: number, plan: Plan): number {
  if (decision === 'advance') return stepBeside(stepNumber, 1, plan);
  if (decision === 'step-back') return stepBeside(stepNumber, -1, plan);
  return stepNumber;
}

function ruleOf(reason: Reason, step: PlanStep, count: Count, { rules }: Plan): Rule {
  const isOnce = step.unit === 'once' && reason !== 'red';
  return {
    code: isOnce ? (reason === 'advance' ? 'once-done' : 'once-open') : reason,
    stepNumber: step.number,
    countedIn: countedIn(step),
    ...count,
    greenStress: rules.greenStress.value,
    redStress: rules.redStress.value,
  };
}

function whatWouldChange(
  reason: Reason,
  step: PlanStep,
  count: Count,
  lookedAt: readonly TrainingUnit[],
  plan: Plan,
  halfStepNumber: number | null,
): Change {
  if (step.unit === 'once' && reason !== 'red')
    return { code: reason === 'advance' ? 'once-again' : 'do-once' };
  switch (reason) {
    case 'habit':
      return { code: 'end-so' };
    case 'red':
    case 'drop':
      return step.number > FIRST_STEP
        ? { code: 'back', stepNumber: stepBeside(step.number, -1, plan) }
        : { code: 'easier' };
    case 'drop-again':
      return { code: 'half-step', halfStepNumber: halfStepNumber!, stepNumber: step.number };
    case 'few':
      return { code: 'more', countedIn: countedIn(step), units: count.lookAt - lookedAt.length };
    case 'advance':
      return { code: 'stay-longer' };
    case 'not-green':
    case 'hold':
      return {
        code: 'more-good',
        countedIn: countedIn(step),
        units: unitsToAdvance(step, count, lookedAt),
        greenStress: plan.rules.greenStress.value,
      };
  }
}

/** What is done once is one trial. */
function countedIn({ unit }: PlanStep): CountedIn {
  return unit === 'session' ? 'session' : 'trial';
}

/** How many good and green units in a row would lead on: tried out with the rule itself. */
function unitsToAdvance(step: PlanStep, count: Count, lookedAt: readonly TrainingUnit[]): number {
  const better: TrainingUnit = {
    walkId: '',
    atMs: Infinity,
    good: true,
    green: true,
    reasons: [],
    red: null,
  };
  const tried = [...lookedAt];
  do tried.push(better);
  while (decide(step, count, tried.slice(-count.lookAt), false) !== 'advance');
  return tried.length - lookedAt.length;
}
