import * as v from 'valibot';
import type { ValueFault } from './value-fault';

/** Longest line of a plan, letters. Ours: what fits on a page. */
export const LINE_LENGTH = 400;
/** Longest title, letters. Ours: what fits on a line. */
export const TITLE_LENGTH = 60;
/** Most steps: ten, and up to three half steps in each gap. */
const MOST_STEPS = 37;

/** What is wrong with a value of a plan by itself. */
export type PlanValueFault =
  ValueFault | { code: 'no-source-name' | 'no-quarter' | 'no-part' | 'other-file' | 'newer-version' };

/** The schema's messages are faults as JSON: `faultOf` reads them. */
const fault = (what: PlanValueFault): string => JSON.stringify(what);

/** What a message of `PLAN_SCHEMA` says. */
export function faultOf(message: string): PlanValueFault {
  return JSON.parse(message) as PlanValueFault;
}

const text = (most: number) =>
  v.pipe(
    v.string(fault({ code: 'no-text' })),
    v.trim(),
    v.minLength(1, fault({ code: 'empty' })),
    v.maxLength(most, fault({ code: 'too-long', most })),
  );
const line = text(LINE_LENGTH);
const title = text(TITLE_LENGTH);
const sourceKey = v.pipe(line, v.regex(/^[A-Za-z][\w-]*$/, fault({ code: 'no-source-name' })));

const number = (least: number, most: number) =>
  v.pipe(
    v.number(fault({ code: 'no-number' })),
    v.minValue(least, fault({ code: 'too-small', least })),
    v.maxValue(most, fault({ code: 'too-great', most })),
  );
const whole = (least: number, most: number) =>
  v.pipe(number(least, most), v.integer(fault({ code: 'not-whole' })));

const oneOf = <const T extends readonly string[]>(choices: T) =>
  v.picklist(choices, fault({ code: 'no-choice', choices }));
const object = <const T extends v.ObjectEntries>(entries: T) =>
  v.strictObject(entries, (issue) =>
    fault({
      code: issue.expected === 'never' ? 'no-part' : issue.received === 'undefined' ? 'missing' : 'no-group',
    }),
  );
const list = <const T extends v.GenericSchema>(item: T, least: number, most: number) =>
  v.pipe(
    v.array(item, fault({ code: 'no-list' })),
    v.minLength(least, fault({ code: 'too-short-list', least })),
    v.maxLength(most, fault({ code: 'too-long-list', most })),
  );

/** A figure of the rules with what it means and where it comes from. */
const figure = <const T extends v.GenericSchema>(value: T) =>
  object({ value, what: line, source: sourceKey });

/**
 * The figures of the rules. The bounds keep a shared plan from being rougher than the rules allow at all: no plan can
 * call stress 4 anything but red, or go on without a green unit.
 */
const rules = object({
  windowUnits: figure(whole(1, 20)),
  advanceGood: figure(whole(1, 20)),
  holdGood: figure(whole(1, 20)),
  advanceGreen: figure(whole(1, 20)),
  greenStress: figure(whole(0, 1)),
  redStress: figure(whole(2, 4)),
  dropsToSplit: figure(whole(1, 10)),
  shortestSessionS: figure(number(0, 3600)),
  measuredPercent: figure(number(0, 100)),
  slackWithinS: figure(number(1, 60)),
  movedS: figure(number(0.1, 60)),
  answerS: figure(number(1, 60)),
  longFreezeS: figure(number(1, 60)),
  sameTrialS: figure(number(0, 60)),
});

const criterion = object({
  text: line,
  /** `clock`: the time of the session, with or without a tag. */
  measuredBy: oneOf(['tag', 'clock', 'owner']),
  /** What Catpace looks at; `owner-says` is the owner's one tap for the whole try. */
  check: oneOf([
    'owner-says',
    'food-taken',
    'stress-green',
    'long-enough',
    'no-bolt-or-slip-out',
    'moves',
    'lead-light',
    'slack-follows',
    'no-freeze-or-drag',
  ]),
  /** `good`: without it the try is not good. `green`: it is asked for in the last tries before going on. */
  decides: oneOf(['good', 'green']),
  source: sourceKey,
});

const step = object({
  /** Whole numbers are the ten steps; quarters between them are half steps. */
  number: v.pipe(number(1, 10), v.multipleOf(0.25, fault({ code: 'no-quarter' }))),
  title,
  /** What the step is for. */
  purpose: line,
  /** How to do it, one act a line. */
  how: list(line, 1, 12),
  /** What good looks like. */
  good: line,
  /** Time of one unit; null where nothing says it. */
  time: v.nullable(
    object({
      fromMinutes: v.nullable(number(0.25, 24 * 60)),
      toMinutes: v.nullable(number(0.25, 24 * 60)),
      source: sourceKey,
    }),
  ),
  /** What one try is. `once`: done and kept; `habit`: belongs to every session. */
  unit: oneOf(['once', 'trial', 'session', 'habit']),
  unitSource: sourceKey,
  criteria: list(criterion, 1, 12),
});

/** A plan as a file holds it: readable, in minutes and seconds, every figure with its source. */
export const PLAN_SCHEMA = object({
  format: v.literal('catpace-plan', fault({ code: 'other-file' })),
  version: v.literal(1, fault({ code: 'newer-version' })),
  name: title,
  sources: v.record(
    sourceKey,
    /** `ours`: no source gives it; it is Catpace's, or that of whoever made the plan. */
    object({ name: line, ours: v.boolean(fault({ code: 'no-flag' })) }),
    fault({ code: 'no-group' }),
  ),
  rules,
  steps: list(step, 10, MOST_STEPS),
});

export type Plan = v.InferOutput<typeof PLAN_SCHEMA>;
export type PlanStep = Plan['steps'][number];
export type Criterion = PlanStep['criteria'][number];
export type RuleKey = keyof Plan['rules'];
