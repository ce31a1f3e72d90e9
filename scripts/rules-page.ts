import { formatReached } from '../lib/charts/format-time';
import { ruleWords } from '../lib/charts/verdict-words';
import { halfStepBefore, judge } from '../lib/training/judge';
import { DEFAULT_PLAN, planSource, stepBeside, stepTarget } from '../lib/training/plan';
import { SOURCES } from '../lib/training/sources';
import type { Source, TrainingUnit, Verdict } from '../lib/training/verdict';

/** The step whose verdicts the table is made from; every step but the first decides alike, and a test says so. */
const TABLE_STEP = 8;

const { windowUnits, advanceGreen, dropsToSplit } = DEFAULT_PLAN.rules;
const WINDOW = windowUnits.value;

/** All that decides. */
export interface Case {
  red: boolean;
  units: number;
  good: number;
  green: boolean;
  /** This step was too much as often before that once more offers a half step. */
  again: boolean;
}

/** Units of one case; which of the earlier ones are good does not matter, and a test says so too. */
export function unitsOfCase({ red, units, good, green }: Case): TrainingUnit[] {
  return Array.from({ length: units }, (_, i) => ({
    walkId: `walk ${i + 1}`,
    atMs: i,
    good: i >= units - good,
    green: green || i < units - advanceGreen.value,
    reasons: [],
    red: red && i === 0 ? { code: 'stress', tMs: null, level: 4 } : null,
  }));
}

/** The verdict on one case, as the table has it. */
export function verdictOfCase(given: Case, stepNumber: number = TABLE_STEP): Verdict {
  return judge(stepNumber, unitsOfCase(given), { drops: given.again ? dropsToSplit.value - 1 : 0 });
}

function cases(): Case[] {
  const none = { red: false, green: true, again: false };
  const list: Case[] = [{ ...none, red: true, units: WINDOW, good: WINDOW - 1 }];
  for (let units = 0; units < WINDOW; units++) list.push({ ...none, units, good: units });
  for (let good = 0; good <= WINDOW; good++)
    for (const green of [false, true])
      for (const again of [false, true]) list.push({ red: false, units: WINDOW, good, green, again });
  return list;
}

/** The rules as a page of Markdown, every row and figure from the code that decides and the plan that it reads. */
export function rulesPage(): string {
  return [
    '# When to go on, stay, or go back',
    '',
    'Written by `node scripts/run.mjs rules` from `lib/training/`; a test fails when this page and the code differ.',
    'Another plan file brings figures of its own; this page is about the plan that Catpace comes with.',
    '',
    'Each rule is Catpace’s own ("ours"): no source gives a validated one for cats. They lean on:',
    '',
    `- counting four, three or two of five: ${SOURCES.pushStickDrop.name}`,
    `- stress 0–1 green, 2–3 slow down, 4–5 stop: ${SOURCES.stressScale.name}`,
    `- the steps themselves: ${SOURCES.article.name}`,
    '',
    '## The decision',
    '',
    `The last ${WINDOW} units by time are looked at, however late some of them arrive.`,
    'Green: stress 0 or 1 and food taken, by the owner’s word. Stillness never counts as calm.',
    'Stress 2 or 3 is not green, and so never leads on. A red unit wins over everything, and its whole session with it:',
    'good trials after a bolt do not wash the session clean.',
    '',
    '| red | units | good | last two green | too much before | decision | next step | rule |',
    '|---|---|---|---|---|---|---|---|',
    ...merged(cases()),
    '',
    'Too much before: the rule sent back from this step at least once, and a lower one was walked since.',
    'After that walk the count begins anew on both steps. Going beyond the step forgets it.',
    '',
    'Step 1 is done once: one good answer leads on. Step 10 belongs to every session and is never judged:',
    'how a session ended stands among its reasons and decides nothing.',
    '',
    'A better session among those that are looked at never makes the verdict worse (worst to best: step-back, split,',
    'not-enough-data, hold, advance). Tests try this, and that no verdict leads on over a red session, on random walks.',
    '',
    'The owner may always go slower. Going faster than the rule asks for a reason, and it is kept beside what the rule said.',
    '',
    '## The figures',
    '',
    '| what | figure | source |',
    '|---|---|---|',
    ...Object.values(DEFAULT_PLAN.rules).map(
      ({ what, value, source }) => `| ${what} | ${value} | ${sourceText(planSource(source))} |`,
    ),
    '',
    'Red: stress as above, a bolt or a slip-out, a freeze with food refused (ours).',
    '',
    '## The steps',
    '',
    '| step | title | unit | time | source of the time |',
    '|---|---|---|---|---|',
    ...DEFAULT_PLAN.steps.map(({ number, title, unit, time }) => {
      const { minMs, maxMs } = stepTarget(number);
      return `| ${number} | ${title} | ${unit} | ${time ? rangeText(minMs, maxMs) : '–'} | ${time ? sourceText(planSource(time.source)) : '–'} |`;
    }),
    '',
    'Which unit a step counts in is ours.',
    '',
    '## What makes a unit good',
    '',
    'Good: all of these hold. Green: asked for in the last two before going on. What a tag would measure, the owner says',
    'where there is none; a tap for each trial is the owner’s word on it.',
    '',
    '| step | what | who knows | decides | source |',
    '|---|---|---|---|---|',
    ...DEFAULT_PLAN.steps.flatMap(({ number, criteria }) =>
      criteria.map(
        ({ text, measuredBy, decides, source }) =>
          `| ${number} | ${text} | ${measuredBy} | ${decides} | ${sourceText(planSource(source))} |`,
      ),
    ),
    '',
  ].join('\n');
}

/** Rows, with "any" where both answers give the same. */
function merged(list: readonly Case[]): string[] {
  const rows: string[] = [];
  const done = new Set<Case>();
  for (const given of list) {
    if (done.has(given)) continue;
    const alike = list.filter((each) => sameCount(each, given) && sameVerdict(each, given));
    const full = given.units === WINDOW && !given.red;
    const anyGreen = !full || alike.some(({ green }) => green !== given.green);
    const anyAgain = !full || alike.some(({ again }) => again !== given.again);
    for (const each of alike) done.add(each);
    rows.push(row(given, anyGreen, anyAgain));
  }
  return rows;
}

function sameCount(a: Case, b: Case): boolean {
  return a.red === b.red && a.units === b.units && a.good === b.good;
}

function sameVerdict(a: Case, b: Case): boolean {
  const [va, vb] = [verdictOfCase(a), verdictOfCase(b)];
  return va.decision === vb.decision && ruleWords(va.rule) === ruleWords(vb.rule);
}

function row(given: Case, anyGreen: boolean, anyAgain: boolean): string {
  const { decision, nextStepNumber, rule } = verdictOfCase(given);
  const count = given.red
    ? ['yes', 'any', 'any']
    : ['no', String(given.units), given.units < WINDOW ? 'any' : String(given.good)];
  const green = anyGreen ? 'any' : given.green ? 'yes' : 'no';
  const again = anyAgain ? 'any' : given.again ? 'yes' : 'no';
  return `| ${[...count, green, again, decision, nextText(nextStepNumber), ruleWords(rule)].join(' | ')} |`;
}

function nextText(nextStepNumber: number): string {
  if (nextStepNumber === TABLE_STEP) return 'same';
  if (nextStepNumber === stepBeside(TABLE_STEP, 1)) return '+1';
  return nextStepNumber === halfStepBefore(TABLE_STEP) ? '−½' : '−1';
}

function sourceText({ name, ours }: Source): string {
  return ours ? 'ours' : name;
}

function rangeText(minMs: number | null, maxMs: number | null): string {
  if (minMs === null) return `up to ${formatReached(maxMs ?? 0)}`;
  if (maxMs === null) return `${formatReached(minMs)} or more`;
  return `${formatReached(minMs)} to ${formatReached(maxMs)}`;
}
