import type { Walk, WalkSummary } from '../walk/walk';
import { csvLine, type CsvCell } from './csv-text';
import { rounded, seconds } from './rounded';

/** What each column of the table of walks holds. Documented in docs/exchange.md. */
const COLUMNS: readonly (readonly [
  name: string,
  of: (walk: Walk, summary: WalkSummary | null) => CsvCell,
])[] = [
  ['walk_id', ({ id }) => id],
  ['time', ({ startedAtMs }) => new Date(startedAtMs).toISOString()],
  ['time_zone', ({ timeZone }) => timeZone],
  ['cat', ({ catName }) => catName],
  ['body_kg', ({ bodyKg }) => bodyKg],
  ['body_kg_assumed', ({ bodyKgAssumed }) => bodyKgAssumed],
  ['step', ({ stepNumber }) => stepNumber],
  ['made_up', ({ tags }) => tags.some(({ family }) => family === 'demo')],
  ['duration_s', ({ durationMs }) => seconds(durationMs)],
  ['moving_s', (_, s) => seconds(s?.movingMs ?? null)],
  ['still_s', (_, s) => seconds(s?.stillMs ?? null)],
  ['unknown_s', (_, s) => seconds(s?.unknownMs ?? null)],
  ['slack_share', (_, s) => rounded(s?.slackShare ?? null, 4)],
  ['light_s', (_, s) => seconds(s?.lightMs ?? null)],
  ['pull_s', (_, s) => seconds(s?.pullMs ?? null)],
  ['hard_s', (_, s) => seconds(s?.hardMs ?? null)],
  ['max_tension_n', (_, s) => rounded(s?.maxTensionN ?? null, 3)],
  ['mean_tension_n', (_, s) => rounded(s?.meanTensionN ?? null, 3)],
  ['pulls', (_, s) => s?.pulls ?? null],
  ['pulls_per_10_min', (_, s) => rounded(s?.pullsPer10Min ?? null, 3)],
  ['freezes', (_, s) => s?.freezes ?? null],
  ['longest_freeze_s', (_, s) => seconds(s?.longestFreezeMs ?? null)],
  ['bolts', (_, s) => s?.bolts ?? null],
  ['shakes', (_, s) => s?.shakes ?? null],
  ['recovery_s', (_, s) => seconds(s?.recoveryMs ?? null)],
  ['stress_0_5', ({ review }) => review?.stress ?? null],
  ['food_taken', ({ review }) => review?.foodTaken ?? null],
  ['ended_well', ({ review }) => review?.endedWell ?? null],
  ['note', ({ review }) => review?.note ?? null],
  ['samples_thinned_out', ({ thinnedAtMs }) => (thinnedAtMs ?? null) !== null],
  ['place', ({ review }) => review?.place ?? null],
];

/** Walks as a table, one a row: what a spreadsheet wants. */
export function walksCsv(walks: readonly { walk: Walk; summary: WalkSummary | null }[]): string {
  return [
    csvLine(COLUMNS.map(([name]) => name)),
    ...walks.map(({ walk, summary }) => csvLine(COLUMNS.map(([, of]) => of(walk, summary)))),
  ].join('');
}
