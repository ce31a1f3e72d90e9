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

/** One trial or session as the rules see it. */
export interface TrainingUnit {
  walkId: string;
  /** Start of the unit, epoch ms. */
  atMs: number;
  good: boolean;
  /** Stress 0–1 and food taken, by the owner's word. Not said is not green: stillness never stands in for calm. */
  green: boolean;
  /** Why it is good or not, in words with figures. */
  reasons: string[];
  /** A red flag ends the session and sends one step back. */
  red: string | null;
}

/** A walk that the rule could not take in. */
export interface UnjudgedWalk {
  walkId: string;
  why: string;
}

/** What to do next, the rule that says so, and the units and figures that it was decided on. */
export interface Verdict {
  decision: Decision;
  stepNumber: number;
  nextStepNumber: number;
  /** Where a half step may go when this step was too much more than once: before it. Null: not offered. */
  halfStepNumber: number | null;
  /** The rule in words. */
  rule: string;
  source: Source;
  /** Units looked at, oldest first. */
  units: TrainingUnit[];
  /** What would change it: "Two more good sessions." */
  toChange: string;
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
  | { code: 'pull'; level: TensionEvent['level']; peakN: number | null }
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
