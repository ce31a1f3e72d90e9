/** One line of the table that `npm run bench` prints. */
export interface BenchRow {
  what: string;
  value: number;
  unit: 'ms' | 'KiB' | 'MB' | 'B' | '%' | '% of a core';
  /** Highest value that is good. Beside a peer: what it takes, divided by how many times faster this is to be. */
  target: number;
  /** Who does the same in the same run in the same browser, and what it takes. */
  peer?: { name: string; value: number };
  /** What a plain loop without anything around it takes: the limit. */
  plainLoop?: number;
  note: string;
}

/** @param timesFaster than the peer, or so many times less */
export function besidePeer(
  row: Omit<BenchRow, 'target' | 'peer'> & { peer: NonNullable<BenchRow['peer']> },
  timesFaster: number,
): BenchRow {
  return { ...row, target: row.peer.value / timesFaster };
}
