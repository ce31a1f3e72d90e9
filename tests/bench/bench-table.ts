import type { BenchRow } from './bench-row';

const figure = (value: number, unit: string): string => `${value.toFixed(value < 10 ? 2 : 1)} ${unit}`;
const isGood = ({ value, target }: BenchRow): boolean => value <= target;

/** The cells of one row: work, ours, wanted, peer, how many times faster (and wanted), the plain loop, verdict. */
function cellsOf(row: BenchRow): string[] {
  const { what, value, unit, target, peer, plainLoop } = row;
  return [
    what,
    figure(value, unit),
    peer ? `${peer.name} ${figure(peer.value, unit)}` : '–',
    peer
      ? `${(peer.value / value).toFixed(1)} × (wanted ${(peer.value / target).toFixed(0)} ×)`
      : `at most ${figure(target, unit)}`,
    plainLoop === undefined ? '–' : figure(plainLoop, unit),
    isGood(row) ? 'met' : 'MISSED',
  ];
}

const HEAD = ['work', 'Catpace', 'peer', 'target', 'plain loop', ''] as const;

/** The table for a terminal. */
export function tableText(rows: readonly BenchRow[]): string {
  const lines = [[...HEAD], ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((cells) => cells[column]!.length)));
  return lines
    .map((cells, i) => {
      const line = cells.map((cell, column) => cell.padEnd(widths[column]!)).join('  ');
      return `${line}  ${i === 0 ? '' : rows[i - 1]!.note}`.trimEnd();
    })
    .join('\n');
}

/** The table for docs/performance.md. */
export function tableMarkdown(rows: readonly BenchRow[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line([...HEAD.slice(0, 5), 'verdict', 'how']),
    line(Array<string>(7).fill('---')),
    ...rows.map((row) => line([...cellsOf(row), row.note].map((cell) => cell.replaceAll('|', '\\|')))),
  ].join('\n');
}

/** The figures that miss their targets, as sentences. */
export function missed(rows: readonly BenchRow[]): string {
  const late = rows.filter((row) => !isGood(row));
  if (late.length === 0) return 'Every figure meets its target.';
  return [
    `${late.length} of ${rows.length} figures miss their targets:`,
    '',
    ...late.map((row) => {
      const [what, ours, peer, target] = cellsOf(row);
      return `- ${what}: ${ours}${row.peer ? `, ${peer}` : ''}: ${target}`;
    }),
  ].join('\n');
}

const FROM = '<!-- bench: from here on written by npm run bench -->';
const TO = '<!-- bench: until here -->';

/** A document with what the benchmark says between its two marks. @throws Error where it has no such marks */
export function withResults(document: string, results: string): string {
  const from = document.indexOf(FROM);
  const to = document.indexOf(TO);
  if (from < 0 || to < from)
    throw new Error('docs/performance.md has lost the marks between which the table stands');
  return `${document.slice(0, from + FROM.length)}\n\n${results}\n\n${document.slice(to)}`;
}
