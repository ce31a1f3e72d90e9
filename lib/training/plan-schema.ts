import * as v from 'valibot';

/** Longest line of a plan, letters. Ours: what fits on a page. */
const LINE_LENGTH = 400;
/** Most steps: ten, and up to three half steps in each gap. */
const MOST_STEPS = 37;

const line = v.pipe(
  v.string('must be a text in quotation marks'),
  v.trim(),
  v.minLength(1, 'must not be empty'),
  v.maxLength(LINE_LENGTH, `must be at most ${LINE_LENGTH} letters long`),
);
const sourceKey = v.pipe(line, v.regex(/^[A-Za-z][\w-]*$/, 'must be the short name of a source'));

const number = (min: number, max: number) =>
  v.pipe(
    v.number('must be a number'),
    v.minValue(min, `must be ${min} or more`),
    v.maxValue(max, `must be ${max} or less`),
  );
const whole = (min: number, max: number) => v.pipe(number(min, max), v.integer('must be a whole number'));

const oneOf = <const T extends readonly string[]>(words: T) =>
  v.picklist(words, `must be one of: ${words.join(', ')}`);
const object = <const T extends v.ObjectEntries>(entries: T) =>
  v.strictObject(entries, (issue) =>
    issue.expected === 'never'
      ? 'is not part of a plan: take it out'
      : issue.received === 'undefined'
        ? 'is missing'
        : 'must be a group in curly brackets',
  );
const list = <const T extends v.GenericSchema>(item: T, least: number, most: number) =>
  v.pipe(
    v.array(item, 'must be a list in square brackets'),
    v.minLength(least, `must have at least ${least}`),
    v.maxLength(most, `must have at most ${most}`),
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
  number: v.pipe(number(1, 10), v.multipleOf(0.25, 'must be a whole number or a quarter between two')),
  title: v.pipe(line, v.maxLength(60, 'must be at most 60 letters long')),
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
  format: v.literal('catpace-plan', 'must be "catpace-plan": is this another file?'),
  version: v.literal(1, 'must be 1: a newer plan needs a newer Catpace'),
  name: v.pipe(line, v.maxLength(60, 'must be at most 60 letters long')),
  sources: v.record(
    sourceKey,
    /** `ours`: no source gives it; it is Catpace's, or that of whoever made the plan. */
    object({ name: line, ours: v.boolean('must be true or false') }),
    'must be a group in curly brackets',
  ),
  rules,
  steps: list(step, 10, MOST_STEPS),
});

export type Plan = v.InferOutput<typeof PLAN_SCHEMA>;
export type PlanStep = Plan['steps'][number];
export type Criterion = PlanStep['criteria'][number];
export type RuleKey = keyof Plan['rules'];
/** What one try at a step is. `once`: done and kept; `habit`: belongs to every session. */
export type UnitKind = PlanStep['unit'];
