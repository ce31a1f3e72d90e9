import { quartersText } from '../units';
import { DEFAULT_PLAN, FIRST_STEP, stepAt, stepBeside } from './plan';
import type { Plan, PlanStep } from './plan-schema';
import { SOURCES } from './sources';
import type { Decision, Source, TrainingUnit, UnjudgedWalk, Verdict } from './verdict';

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
    rule: ruleInWords(reason, step, count, plan),
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
  return [unit.walkId, unit.red ?? '', unit.good, unit.green, ...unit.reasons].join('\n');
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function nextStep(decision: Decision, stepNumber: number, plan: Plan): number {
  if (decision === 'advance') return stepBeside(stepNumber, 1, plan);
  if (decision === 'step-back') return stepBeside(stepNumber, -1, plan);
  return stepNumber;
}

function ruleInWords(reason: Reason, step: PlanStep, count: Count, plan: Plan): string {
  const { lookAt, advanceGood, holdGood, advanceGreen } = count;
  const units = `${step.unit}s`;
  const calm = greenWords(plan);
  if (step.unit === 'once' && reason !== 'red')
    return reason === 'advance'
      ? `Step ${quartersText(step.number)} is done: go on.`
      : `Step ${quartersText(step.number)} is done once, and kept.`;
  switch (reason) {
    case 'habit':
      return `Step ${quartersText(step.number)} belongs to every session.`;
    case 'red':
      return `${redWords(plan)}, a bolt, a slip-out, or a freeze with food refused: go one step back.`;
    case 'few':
      return `A verdict needs the last ${lookAt} ${units}.`;
    case 'advance':
      return `At least ${advanceGood} of the last ${lookAt} ${units} good, and the last ${advanceGreen === 1 ? 'one' : word(advanceGreen)} with ${calm}: go on.`;
    case 'not-green':
      return `Going on needs ${calm} in the last ${advanceGreen === 1 ? step.unit : `${word(advanceGreen)} ${units}`}: stay.`;
    case 'hold':
      return `${holdGood === advanceGood - 1 ? holdGood : `${holdGood} to ${advanceGood - 1}`} of the last ${lookAt} ${units} good: stay.`;
    case 'drop':
      return `${holdGood - 1} or fewer of the last ${lookAt} ${units} good: go one step back.`;
    case 'drop-again':
      return `${holdGood - 1} or fewer of the last ${lookAt} ${units} good, and not for the first time on this step: take a half step.`;
  }
}

function whatWouldChange(
  reason: Reason,
  step: PlanStep,
  count: Count,
  lookedAt: readonly TrainingUnit[],
  plan: Plan,
  halfStepNumber: number | null,
): string {
  if (step.unit === 'once' && reason !== 'red')
    return reason === 'advance' ? 'You may always look once more.' : 'Do it once, and say so.';
  switch (reason) {
    case 'habit':
      return 'End each session so.';
    case 'red':
    case 'drop':
      return step.number > FIRST_STEP
        ? `A while on step ${quartersText(stepBeside(step.number, -1, plan))}. When you come back, the count begins anew.`
        : 'Shorter and easier. Many restarts are normal.';
    case 'drop-again':
      return `Step ${quartersText(halfStepNumber!)}, with one thing made easier. Then step ${quartersText(step.number)} anew.`;
    case 'few':
      return `${number(count.lookAt - lookedAt.length, `more ${step.unit}`)}.`;
    case 'advance':
      return 'You may always stay longer.';
    case 'not-green':
    case 'hold':
      return `${number(unitsToAdvance(step, count, lookedAt), `more good ${step.unit}`)} with ${greenWords(plan)}.`;
  }
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

function greenWords({ rules }: Plan): string {
  return rules.greenStress.value === 0 ? 'stress 0 and food taken' : 'stress 0 or 1 and food taken';
}

function redWords({ rules }: Plan): string {
  const from = rules.redStress.value;
  return from === 4 ? 'Stress 4 or 5' : `Stress ${from} to 5`;
}

const NUMBER_WORDS = ['No', 'One', 'Two', 'Three', 'Four', 'Five'];

function word(n: number): string {
  return NUMBER_WORDS[n]?.toLowerCase() ?? String(n);
}

function number(n: number, thing: string): string {
  return `${NUMBER_WORDS[n] ?? n} ${thing}${n === 1 ? '' : 's'}`;
}
