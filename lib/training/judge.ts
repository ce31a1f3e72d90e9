import { DEFAULT_PLAN, FIRST_STEP, LAST_STEP } from './plan';
import { SOURCES } from './sources';
import type { Decision, Source, TrainingUnit, UnjudgedWalk, Verdict } from './verdict';

/** Units looked at: push, stick, drop counts five. */
export const WINDOW_UNITS = DEFAULT_PLAN.rules.windowUnits.value;
/** Good ones of them to go on, to stay; fewer go back. */
export const ADVANCE_GOOD = DEFAULT_PLAN.rules.advanceGood.value;
export const HOLD_GOOD = DEFAULT_PLAN.rules.holdGood.value;
/** The last ones that must be green to go on. Ours. */
export const ADVANCE_GREEN = DEFAULT_PLAN.rules.advanceGreen.value;

/** Steps that have a rule by now. */
export const JUDGED_STEPS: readonly number[] = [6, 8];

type Reason = 'no-rule' | 'red' | 'few' | 'advance' | 'not-green' | 'hold' | 'drop';

const DECISION: Readonly<Record<Reason, Decision>> = {
  'no-rule': 'not-enough-data',
  red: 'step-back',
  few: 'not-enough-data',
  advance: 'advance',
  'not-green': 'hold',
  hold: 'hold',
  drop: 'step-back',
};

/** How many good units go on and back is the trainers'; the rest of every rule is ours, and so the rule is called ours. */
const COUNTING: Source = {
  name: `${SOURCES.ours.name}, after ${SOURCES.pushStickDrop.name}; ${SOURCES.stressScale.name}`,
  ours: true,
};

/**
 * What to do next on a step, from its units (`unitsAtStep`). The last five by time count, in whatever order they come.
 * A red unit among them always sends back, and nothing but good and green units leads on.
 */
export function judge(
  stepNumber: number,
  units: readonly TrainingUnit[],
  unjudged: readonly UnjudgedWalk[] = [],
): Verdict {
  const lookedAt = [...units].sort(byTime).slice(-WINDOW_UNITS);
  const reason = decide(stepNumber, lookedAt);
  const decision = DECISION[reason];
  return {
    decision,
    stepNumber,
    nextStepNumber: nextStep(decision, stepNumber),
    rule: ruleInWords(reason, stepNumber),
    source: COUNTING,
    units: lookedAt,
    toChange: whatWouldChange(reason, stepNumber, lookedAt),
    // Where no rule looks there is nothing to leave out.
    unjudged: reason === 'no-rule' ? [] : unjudged,
  };
}

function decide(stepNumber: number, lookedAt: readonly TrainingUnit[]): Reason {
  if (!JUDGED_STEPS.includes(stepNumber)) return 'no-rule';
  if (lookedAt.some((unit) => unit.red !== null)) return 'red';
  if (lookedAt.length < WINDOW_UNITS) return 'few';
  const good = lookedAt.filter((unit) => unit.good).length;
  if (good < HOLD_GOOD) return 'drop';
  if (good < ADVANCE_GOOD) return 'hold';
  return lookedAt.slice(-ADVANCE_GREEN).every((unit) => unit.green) ? 'advance' : 'not-green';
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

function nextStep(decision: Decision, stepNumber: number): number {
  if (decision === 'advance') return Math.min(stepNumber + 1, LAST_STEP);
  if (decision === 'step-back') return Math.max(stepNumber - 1, FIRST_STEP);
  return stepNumber;
}

function ruleInWords(reason: Reason, stepNumber: number): string {
  const unit = unitWord(stepNumber);
  switch (reason) {
    case 'no-rule':
      return `So far Catpace judges steps ${JUDGED_STEPS.join(' and ')}. How step ${stepNumber} goes is for you to say.`;
    case 'red':
      return `Stress 4 or 5, a bolt, a slip-out, or a freeze with food refused: go one step back.`;
    case 'few':
      return `A verdict needs the last ${WINDOW_UNITS} ${unit}s.`;
    case 'advance':
      return `At least ${ADVANCE_GOOD} of the last ${WINDOW_UNITS} ${unit}s good, and the last two with stress 0 or 1 and food taken: go on.`;
    case 'not-green':
      return `Going on needs stress 0 or 1 and food taken in the last two ${unit}s: stay.`;
    case 'hold':
      return `${HOLD_GOOD} of the last ${WINDOW_UNITS} ${unit}s good: stay.`;
    case 'drop':
      return `${HOLD_GOOD - 1} or fewer of the last ${WINDOW_UNITS} ${unit}s good: go one step back.`;
  }
}

function whatWouldChange(reason: Reason, stepNumber: number, lookedAt: readonly TrainingUnit[]): string {
  const unit = unitWord(stepNumber);
  switch (reason) {
    case 'no-rule':
      return 'Go on at the pace of your cat.';
    case 'red':
    case 'drop':
      return stepNumber > FIRST_STEP
        ? `A while on step ${stepNumber - 1}. When you come back, the count begins anew.`
        : 'Shorter and easier. Many restarts are normal.';
    case 'few':
      return `${count(WINDOW_UNITS - lookedAt.length, `more ${unit}`)}.`;
    case 'advance':
      return 'You may always stay longer.';
    case 'not-green':
    case 'hold':
      return `${count(unitsToAdvance(stepNumber, lookedAt), `more good ${unit}`)} with stress 0 or 1 and food taken.`;
  }
}

/** How many good and green units in a row would lead on: tried out with the rule itself. */
function unitsToAdvance(stepNumber: number, lookedAt: readonly TrainingUnit[]): number {
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
  while (decide(stepNumber, tried.slice(-WINDOW_UNITS)) !== 'advance');
  return tried.length - lookedAt.length;
}

function unitWord(stepNumber: number): string {
  return stepNumber <= 6 ? 'trial' : 'session';
}

const NUMBER_WORDS = ['No', 'One', 'Two', 'Three', 'Four', 'Five'];

function count(n: number, thing: string): string {
  return `${NUMBER_WORDS[n] ?? n} ${thing}${n === 1 ? '' : 's'}`;
}
