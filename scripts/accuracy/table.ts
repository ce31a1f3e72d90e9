import { type EventScore, f1, precision, quantile, recall } from './score';

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

/** Rows of the figures that honest scoring asks for, per kind of event. */
export function eventTable(rows: readonly (readonly [string, EventScore])[]): string {
  return table(
    [
      'event',
      'N',
      'precision',
      'recall',
      'F1',
      'time F1',
      'false alarms/h',
      'unmasked',
      'hours',
      'latency p50',
      'p95',
    ],
    rows.map(([name, score]) => [
      name,
      String(score.tp + score.fn),
      ratio(precision(score)),
      ratio(recall(score)),
      ratio(f1(score)),
      ratio(f1(score.time)),
      rate(score.fp / score.hours),
      rate(score.fpUnmasked / score.hours),
      score.hours.toFixed(2),
      seconds(quantile(score.latencyMs, 0.5)),
      seconds(quantile(score.latencyMs, 0.95)),
    ]),
  );
}

/** Takes one line (or an empty one). */
export type Print = (text?: string) => void;
