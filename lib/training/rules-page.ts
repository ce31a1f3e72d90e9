import { ADVANCE_GOOD, ADVANCE_GREEN, HOLD_GOOD, JUDGED_STEPS, judge, WINDOW_UNITS } from './judge';
import { DEFAULT_PLAN, planSource, stepTarget } from './plan';
import { RED_STRESS } from './red-flags';
import { sayDuration } from './say-duration';
import { GREEN_STRESS, MEASURED_SHARE, SHORTEST_SESSION_MS } from './session-unit';
import { SOURCES } from './sources';
import { ANSWER_MS, LONG_FREEZE_MS, MOVED_MS, SAME_TRIAL_MS, SLACK_WITHIN_MS } from './trial-units';
import type { Source, TrainingUnit } from './verdict';

/** The step whose verdicts the table is made from; the other judged steps decide alike, and a test says so. */
const TABLE_STEP = 8;

interface Case {
  red: boolean;
  units: number;
  good: number;
  green: boolean;
}

/** Units of one case; which of the earlier ones are good does not matter, and a test says so too. */
export function unitsOfCase({ red, units, good, green }: Case): TrainingUnit[] {
  return Array.from({ length: units }, (_, i) => ({
    walkId: `walk ${i + 1}`,
    atMs: i,
    good: i >= units - good,
    green: green || i < units - ADVANCE_GREEN,
    reasons: [],
    red: red && i === 0 ? 'red' : null,
  }));
}

function cases(): Case[] {
  const list: Case[] = [{ red: true, units: WINDOW_UNITS, good: WINDOW_UNITS - 1, green: true }];
  for (let units = 0; units < WINDOW_UNITS; units++)
    list.push({ red: false, units, good: units, green: true });
  for (let good = 0; good <= WINDOW_UNITS; good++)
    for (const green of [false, true]) list.push({ red: false, units: WINDOW_UNITS, good, green });
  return list;
}

/** The rules as a page of Markdown, every row and figure from the code that decides. */
export function rulesPage(): string {
  return [
    '# When to go on, stay, or go back',
    '',
    'Written by `node scripts/run.mjs rules` from `lib/training/`; a test fails when this page and the code differ.',
    '',
    `Steps ${JUDGED_STEPS.join(' and ')} have a rule so far. On the others Catpace says that it has none.`,
    'Each rule is Catpace’s own ("ours"): no source gives a validated one for cats. They lean on:',
    '',
    `- counting four, three or two of five: ${SOURCES.pushStickDrop.name}`,
    `- stress 0–1 green, 2–3 slow down, 4–5 stop: ${SOURCES.stressScale.name}`,
    `- the steps themselves: ${SOURCES.article.name}`,
    '',
    '## The decision',
    '',
    `The last ${WINDOW_UNITS} units by time are looked at, however late some of them arrive.`,
    'Green: stress 0 or 1 and food taken, by the owner’s word. Stillness never counts as calm.',
    `Stress 2 or 3 is not green, and so never leads on. A red unit wins over everything.`,
    '',
    '| red unit | units | good | last two green | decision | next step | rule |',
    '|---|---|---|---|---|---|---|',
    ...cases().map(row),
    '',
    'After a step back was taken (a walk on a lower step), the count on the upper step begins anew.',
    '',
    '## What makes a unit',
    '',
    '| what | figure | source |',
    '|---|---|---|',
    ...FIGURES.map(({ what, figure, source }) => `| ${what} | ${figure} | ${sourceText(source)} |`),
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
  ].join('\n');
}

function row(given: Case): string {
  const { decision, nextStepNumber, rule } = judge(TABLE_STEP, unitsOfCase(given));
  const next = nextStepNumber - TABLE_STEP;
  const cells = given.red
    ? ['yes', 'any', 'any', 'any']
    : [
        'no',
        String(given.units),
        given.units < WINDOW_UNITS ? 'any' : String(given.good),
        given.units < WINDOW_UNITS ? 'any' : given.green ? 'yes' : 'no',
      ];
  return `| ${[...cells, decision, next > 0 ? '+1' : next < 0 ? '−1' : 'same', rule].join(' | ')} |`;
}

const FIGURES: readonly { what: string; figure: string; source: Source }[] = [
  { what: 'units looked at', figure: String(WINDOW_UNITS), source: SOURCES.pushStickDrop },
  { what: 'good ones to go on', figure: `${ADVANCE_GOOD} or more`, source: SOURCES.pushStickDrop },
  { what: 'good ones to stay', figure: String(HOLD_GOOD), source: SOURCES.pushStickDrop },
  { what: 'last ones that must be green', figure: String(ADVANCE_GREEN), source: SOURCES.ours },
  { what: 'green: stress at most', figure: String(GREEN_STRESS), source: SOURCES.stressScale },
  { what: 'red: stress from', figure: String(RED_STRESS), source: SOURCES.stressScale },
  { what: 'red: bolts or slip-outs seen by the tag', figure: '1', source: SOURCES.ours },
  { what: 'red: freezes with food refused', figure: '1', source: SOURCES.ours },
  {
    what: 'step 8: a good session lasts at least',
    figure: sayDuration(stepTarget(8).minMs ?? 0),
    source: SOURCES.article,
  },
  { what: 'step 8: shorter is no session', figure: sayDuration(SHORTEST_SESSION_MS), source: SOURCES.ours },
  {
    what: 'step 8: share of the time that was measured',
    figure: `${100 * MEASURED_SHARE} %`,
    source: SOURCES.ours,
  },
  { what: 'step 6: highest level of a good trial', figure: 'light', source: SOURCES.article },
  { what: 'step 6: slack again within', figure: sayDuration(SLACK_WITHIN_MS), source: SOURCES.ours },
  { what: 'step 6: the cat moves for at least', figure: `${MOVED_MS} ms`, source: SOURCES.ours },
  {
    what: 'step 6: its answer is awaited after slack for',
    figure: sayDuration(ANSWER_MS),
    source: SOURCES.ours,
  },
  { what: 'step 6: no stillness in answer of', figure: sayDuration(LONG_FREEZE_MS), source: SOURCES.ours },
  {
    what: 'step 6: tension again within this is one trial',
    figure: sayDuration(SAME_TRIAL_MS),
    source: SOURCES.ours,
  },
];

function sourceText({ name, ours }: Source): string {
  return ours ? 'ours' : name;
}

function rangeText(minMs: number | null, maxMs: number | null): string {
  if (minMs === null) return `up to ${sayDuration(maxMs ?? 0)}`;
  if (maxMs === null) return `${sayDuration(minMs)} or more`;
  return `${sayDuration(minMs)} to ${sayDuration(maxMs)}`;
}
