import type { TensionEvent } from '../events/event';
import type { BodySign, StressLevel } from '../walk/body-sign';

/** Where a number or rule comes from: a named source, or our own judgement. */
export interface Source {
  name: string;
  /** True where no source gives it: shown as "ours". */
  ours: boolean;
}

/** `split`: a half step before this one. */
export type Decision = 'advance' | 'hold' | 'split' | 'step-back' | 'not-enough-data';

/** What ends a session now and sends one step back. `tMs`: its moment on the walk's timeline; null: it holds for the walk as a whole. */
export type RedFlag =
  /** `isMeasured` false: no tag saw it, the owner says it. */
  | { code: 'bolt' | 'slip-out'; tMs: number; isMeasured: boolean }
  | { code: 'freeze-refused'; tMs: number; ms: number }
  | { code: 'stress-marked'; tMs: number; level: StressLevel }
  | { code: 'stress'; tMs: null; level: StressLevel };

/** Why a unit is good or not, with figures. */
export type UnitReason =
  | { code: 'lasted'; ms: number }
  | { code: 'lasted-of'; ms: number; askedMs: number }
  | { code: 'tap-good' | 'tap-not-yet' | 'word-good' | 'word-not-yet' | 'word-missing' }
  /** `bodyKg`: what the cat weighed, or was assumed to. */
  | { code: 'light' | 'more-than-light'; peakN: number; bodyKg: number }
  | { code: 'slack-after' | 'moved-for' | 'still-for'; ms: number }
  | { code: 'moved' | 'not-moved' | 'hand-pulled' | 'no-bolt-or-slip-out' }
  /** `stress-marked`: worse than what was said afterwards. */
  | { code: 'stress' | 'stress-marked'; level: StressLevel }
  | { code: 'stress-not-said' | 'food-not-said' | 'food-taken' | 'food-refused' }
  /** Step 10, praise and a treat indoors: told, and decides nothing. */
  | { code: 'ended-well' | 'ended-otherwise' };

/** One trial or session as the rules see it. */
export interface TrainingUnit {
  walkId: string;
  /** Start of the unit, epoch ms. */
  atMs: number;
  good: boolean;
  /** Stress 0–1 and food taken, by the owner's word. Not said is not green: stillness never stands in for calm. */
  green: boolean;
  reasons: UnitReason[];
  /** A red flag ends the session and sends one step back. */
  red: RedFlag | null;
}

/** Why a walk is no unit. */
export type UnjudgedReason =
  | 'too-short'
  | 'not-analysed'
  | 'too-little-measured'
  | 'no-trial'
  | 'how-not-said'
  | 'how-not-measured'
  | 'calm-not-said';

/** A walk that the rule could not take in. */
export interface UnjudgedWalk {
  walkId: string;
  why: UnjudgedReason;
}

/** The rule that decided, and the figures that it decided by. */
export interface Rule {
  /** `once-…`: on a step that is done once. `drop-again`: not for the first time. */
  code:
    | 'once-done'
    | 'once-open'
    | 'habit'
    | 'red'
    | 'few'
    | 'advance'
    | 'not-green'
    | 'hold'
    | 'drop'
    | 'drop-again';
  stepNumber: number;
  countedIn: CountedIn;
  /** Units looked at, and how many of them must be good to go on, good to stay, and green to go on. */
  lookAt: number;
  advanceGood: number;
  holdGood: number;
  advanceGreen: number;
  /** Highest stress that is green; stress from which a session is red. */
  greenStress: number;
  redStress: number;
}

export type CountedIn = 'trial' | 'session';

/** What would change a verdict. */
export type Change =
  | { code: 'once-again' | 'do-once' | 'end-so' | 'easier' | 'stay-longer' }
  /** To a lower step for a while. */
  | { code: 'back'; stepNumber: number }
  | { code: 'half-step'; halfStepNumber: number; stepNumber: number }
  /** This many more units; `more-good`: good ones, with stress of at most `greenStress` and food taken. */
  | { code: 'more'; countedIn: CountedIn; units: number }
  | { code: 'more-good'; countedIn: CountedIn; units: number; greenStress: number };

/** What to do next, the rule that says so, and the units and figures that it was decided on. */
export interface Verdict {
  decision: Decision;
  stepNumber: number;
  nextStepNumber: number;
  /** Where a half step may go when this step was too much more than once: before it. Null: not offered. */
  halfStepNumber: number | null;
  rule: Rule;
  source: Source;
  /** Units looked at, oldest first. */
  units: TrainingUnit[];
  toChange: Change;
  /** Walks on this step that are no units, and why. */
  unjudged: readonly UnjudgedWalk[];
}

/** What to do: there is one sentence for each. */
export type AdviceId =
  | 'slip-out'
  | 'bolt'
  | 'drag'
  | 'stress-end'
  | 'end-kindly'
  | 'tension-lunge'
  | 'tension-hard'
  | 'too-much'
  | 'freeze'
  | 'startled'
  | 'tension-pull'
  | 'discomfort'
  | 'stress-slow'
  | 'treat-refused'
  | 'refuses-to-move'
  | 'chews-harness'
  | 'time-over'
  | 'rest'
  | 'time-reached'
  | 'shake'
  | 'tension-light';

/** What is seen, with its figures. */
export type AdviceReason =
  | { code: 'dash' | 'taut-while-still' | 'shake' | 'slack-at-once' | 'much-meowing' }
  /** Still for `ms`; together for `ms`. */
  | { code: 'still' | 'still-refused' | 'time-reached' | 'time-over'; ms: number }
  /** `peakN` null: nobody measured it. */
  | { code: 'pull'; level: TensionEvent['level']; peakN: number | null; peakShareOfWeight: number }
  | { code: 'sign'; sign: BodySign }
  | { code: 'stress'; level: StressLevel };

/** One thing to do now, the most urgent. */
export interface Advice {
  id: AdviceId;
  seen: AdviceReason;
  /** A pull that may be the hand's own. */
  handPulls?: boolean;
  /** `still` is a meaning of its own: stillness is never shown as calm. */
  tone: 'calm' | 'light' | 'pull' | 'stop' | 'still';
}
