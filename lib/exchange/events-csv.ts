import type { WalkEvent } from '../events/event';
import type { OwnersEvent } from '../walk/owners-events';
import type { DataGap, Mark, Walk } from '../walk/walk';
import { csvLine, type CsvCell } from './csv-text';
import { rounded, seconds } from './rounded';

/** Columns of the file of events and marks. Documented in docs/exchange.md. */
const COLUMNS = [
  'walk_id',
  'time',
  'start_s',
  'end_s',
  'kind',
  'level',
  'peak_n',
  'mean_n',
  'confidence',
  'text',
  'owner',
  'known_s',
  'pulled_by',
  'pulled_by_confidence',
] as const;

/** Of a gap nothing further is known. */
const NOTHING: readonly null[] = [null, null, null, null, null, null, null, null];

/**
 * Events, gaps and marks of a walk as CSV, in order of time: what was found, what is missing, what a person marked.
 * @param events with the owner's word on top; those that the owner rejects too, which the column `owner` says
 */
export function eventsCsv(
  walk: Walk,
  events: readonly OwnersEvent[],
  gaps: readonly DataGap[],
  marks: readonly Mark[],
): string {
  const timeOf = (tMs: number): string => new Date(walk.startedAtMs + tMs).toISOString();
  const line = (startMs: number, endMs: number, rest: readonly CsvCell[]): CsvCell[] => [
    walk.id,
    timeOf(startMs),
    seconds(startMs),
    seconds(endMs),
    ...rest,
  ];
  const rows = [
    ...events.map(({ event, provenance }) => ({
      tMs: event.startMs,
      cells: line(event.startMs, event.endMs, eventCells(event, provenance)),
    })),
    ...gaps.map(({ startMs, endMs, streams }) => ({
      tMs: startMs,
      cells: line(startMs, endMs, ['gap', streams.join(' '), ...NOTHING]),
    })),
    ...marks.map(({ tMs, kind, text }) => ({
      tMs,
      cells: line(tMs, tMs, [`mark ${kind}`, null, null, null, null, text, null, null, null, null]),
    })),
  ].sort((a, b) => a.tMs - b.tMs);
  return [csvLine(COLUMNS), ...rows.map(({ cells }) => csvLine(cells))].join('');
}

function eventCells(event: WalkEvent, provenance: OwnersEvent['provenance']): CsvCell[] {
  const level = event.kind === 'tension' ? event.level : null;
  const [peakN, meanN] = 'peakN' in event ? [event.peakN, event.meanN] : [null, null];
  // Events that early versions found were not graded.
  const confidence = rounded(event.confidence ?? null, 3);
  const puller = event.kind === 'tension' ? (event.puller ?? null) : null;
  return [
    event.kind,
    level,
    rounded(peakN, 3),
    rounded(meanN, 3),
    confidence,
    null,
    provenance === 'detected' ? null : provenance,
    // What the owner added, no detector knew.
    provenance === 'added' ? null : seconds(event.detectedMs),
    puller?.who ?? null,
    rounded(puller?.confidence ?? null, 3),
  ];
}
