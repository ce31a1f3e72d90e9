/** One line of the table that `npm run bench` prints. */
export interface BenchRow {
  what: string;
  value: number;
  unit: 'ms' | 'KiB' | 'MB' | 'B' | '%' | '% of a core';
  /** Highest value that is good. */
  target: number;
  note: string;
}
