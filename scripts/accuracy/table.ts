import { type EventScore, f1, precision, quantile, recall, sumEvents } from './score';
import { type Spread, spread } from './spread';

/** A table in Markdown, first column left, the others right; columns padded so that it reads in a terminal too. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, i) => Math.max(heading.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join(' | ')} |`;
  const rule = `| ${widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [line(headings), rule, ...rows.map(line)].join('\n');
}

export const ratio = (value: number): string => (Number.isFinite(value) ? value.toFixed(3) : '–');
export const rate = (value: number): string => (Number.isFinite(value) ? value.toFixed(1) : '–');
export const seconds = (ms: number): string => (Number.isFinite(ms) ? `${(ms / 1_000).toFixed(2)} s` : '–');
export const hours = (value: number): string => `${value.toFixed(2)} h`;

export const interval = ({ interval: [low, high] }: Spread): string => `${ratio(low)} … ${ratio(high)}`;

/** Events of one kind in one recording of one subject: an animal, or a synthetic walk. */
export interface SubjectScore {
  subject: string;
  score: EventScore;
}

export const ofSubject = (subject: string, score: EventScore): SubjectScore => ({ subject, score });

const eventF1 = (some: readonly SubjectScore[]): number => f1(sumEvents(some.map(({ score }) => score)));

/** Rows of the figures that honest scoring asks for, per kind of event. One subject has no spread. */
export function eventTable(rows: readonly (readonly [string, readonly SubjectScore[]])[]): string {
  return table(
    [
      'event',
      'N',
      'precision',
      'recall',
      'F1',
      'lowest',
      '95 % over animals',
      'overlap F1',
      'time F1',
      'false alarms/h',
      'unmasked',
      'hours',
      'latency p50',
      'p95',
    ],
    rows.map(([name, scores]) => {
      const score = sumEvents(scores.map((one) => one.score));
      const isSpread = new Set(scores.map(({ subject }) => subject)).size > 1;
      const over = isSpread ? spread(scores, eventF1) : null;
      return [
        name,
        String(score.tp + score.fn),
        ratio(precision(score)),
        ratio(recall(score)),
        ratio(f1(score)),
        over ? ratio(over.lowest) : '–',
        over ? interval(over) : '–',
        ratio(f1(score.overlap)),
        ratio(f1(score.time)),
        rate(score.fp / score.hours),
        rate(score.fpUnmasked / score.hours),
        score.hours.toFixed(2),
        seconds(quantile(score.latencyMs, 0.5)),
        seconds(quantile(score.latencyMs, 0.95)),
      ];
    }),
  );
}

/** Takes one line (or an empty one). */
export type Print = (text?: string) => void;
