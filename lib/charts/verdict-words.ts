import type { Change, RedFlag, Rule, TrainingUnit, UnitReason, Verdict } from '../training/verdict';
import { quartersText } from '../units';
import { formatFixed } from '../words/format-number';
import { keyOf, t } from '../words/words';
import { formatForce } from './format-force';
import { formatReached } from './format-time';

/** One trial or session with its reasons, and what made it red, as sentences. */
export interface UnitWords extends Omit<TrainingUnit, 'reasons' | 'red'> {
  reasons: string[];
  red: string | null;
}

/** A verdict as people read it: rule, units and what would change it as sentences. */
export interface VerdictWords extends Omit<Verdict, 'rule' | 'units' | 'toChange' | 'unjudged'> {
  rule: string;
  /** Oldest first. */
  units: UnitWords[];
  toChange: string;
  unjudged: readonly { walkId: string; why: string }[];
}

/** A verdict in words. */
export function verdictWords(verdict: Verdict): VerdictWords {
  return {
    ...verdict,
    rule: ruleWords(verdict.rule),
    units: verdict.units.map(unitWords),
    toChange: changeWords(verdict.toChange),
    unjudged: verdict.unjudged.map(({ walkId, why }) => ({ walkId, why: t(`unjudged.${keyOf(why)}`) })),
  };
}

/** A unit in words. */
export function unitWords(unit: TrainingUnit): UnitWords {
  return { ...unit, reasons: unit.reasons.map(reasonWords), red: unit.red && redFlagWords(unit.red) };
}

/** The rule that decided, as a sentence. */
export function ruleWords(rule: Rule): string {
  const { code, countedIn, lookAt, advanceGood, holdGood, advanceGreen } = rule;
  const step = quartersText(rule.stepNumber);
  const stress = rule.greenStress;
  switch (code) {
    case 'once-done':
    case 'once-open':
    case 'habit':
      return t(`rule.${keyOf(code)}`, { step });
    case 'red':
      return t('rule.red', { stress: rule.redStress });
    case 'few':
      return t(`rule.${countedIn}.few`, lookAt, { lookAt });
    case 'advance':
      return t(`rule.${countedIn}.advance`, advanceGreen, {
        good: advanceGood,
        lookAt,
        green: advanceGreen,
        stress,
      });
    case 'not-green':
      return t(`rule.${countedIn}.not_green`, advanceGreen, { green: advanceGreen, stress });
    case 'hold':
      return t(`rule.${countedIn}.hold`, { hold: holdGood, good: advanceGood, lookAt });
    case 'drop':
    case 'drop-again':
      return t(`rule.${countedIn}.${keyOf(code)}`, { hold: holdGood, lookAt });
  }
}

function changeWords(change: Change): string {
  switch (change.code) {
    case 'once-again':
    case 'do-once':
    case 'end-so':
    case 'easier':
    case 'stay-longer':
      return t(`change.${keyOf(change.code)}`);
    case 'back':
      return t('change.back', { step: quartersText(change.stepNumber) });
    case 'half-step':
      return t('change.half_step', {
        half: quartersText(change.halfStepNumber),
        step: quartersText(change.stepNumber),
      });
    case 'more':
      return t(`change.more.${change.countedIn}`, change.units, { n: change.units });
    case 'more-good':
      return t(`change.more_good.${change.countedIn}`, change.units, {
        n: change.units,
        stress: change.greenStress,
      });
  }
}

/** What made a session red, as a sentence. */
export function redFlagWords(flag: RedFlag): string {
  switch (flag.code) {
    case 'bolt':
    case 'slip-out': {
      const at = formatReached(flag.tMs);
      const key = keyOf(flag.code);
      return flag.isMeasured ? t(`redFlag.${key}.seen`, { at }) : t(`redFlag.${key}.said`, { at });
    }
    case 'freeze-refused':
      return t('redFlag.freeze_refused', { length: formatReached(flag.ms), at: formatReached(flag.tMs) });
    case 'stress-marked':
      return t('redFlag.stress_marked', { level: flag.level, at: formatReached(flag.tMs) });
    case 'stress':
      return t('redFlag.stress', { level: flag.level });
  }
}

function reasonWords(reason: UnitReason): string {
  switch (reason.code) {
    case 'lasted':
      return t('unitReason.lasted', { length: formatReached(reason.ms) });
    case 'lasted-of':
      return t('unitReason.lasted_of', {
        length: formatReached(reason.ms),
        asked: formatReached(reason.askedMs),
      });
    case 'light':
    case 'more-than-light':
      return t(`unitReason.${keyOf(reason.code)}`, {
        force: formatForce(reason.peakN, reason.bodyKg),
      });
    case 'slack-after':
      return t('unitReason.slack_after', { length: formatReached(reason.ms) });
    case 'still-for':
      return t('advice.seen.still', { length: formatReached(reason.ms) });
    case 'moved-for':
      return t('unitReason.moved_for', {
        length: t('time.seconds', { s: formatFixed(reason.ms / 1000, 1) }),
      });
    case 'stress':
      return t('advice.seen.stress', { level: reason.level });
    case 'stress-marked':
      return t('unitReason.stress_marked', { level: reason.level });
    case 'tap-good':
    case 'tap-not-yet':
    case 'word-good':
    case 'word-not-yet':
    case 'word-missing':
    case 'moved':
    case 'not-moved':
    case 'hand-pulled':
    case 'no-bolt-or-slip-out':
    case 'stress-not-said':
    case 'food-not-said':
    case 'food-taken':
    case 'food-refused':
    case 'ended-well':
    case 'ended-otherwise':
      return t(`unitReason.${keyOf(reason.code)}`);
  }
}
