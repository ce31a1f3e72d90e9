import type { StreamKind } from '../tag/frame';
import type { DataGap } from './walk';

/** Holes of single streams as stretches without overlap, in order; each names all streams missing within it. */
export function mergeGaps(gaps: readonly DataGap[]): DataGap[] {
  const merged: { startMs: number; endMs: number; streams: StreamKind[] }[] = [];
  for (const gap of [...gaps].sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs)) {
    const last = merged.at(-1);
    if (last && gap.startMs < last.endMs) {
      last.endMs = Math.max(last.endMs, gap.endMs);
      for (const stream of gap.streams) if (!last.streams.includes(stream)) last.streams.push(stream);
    } else merged.push({ startMs: gap.startMs, endMs: gap.endMs, streams: [...gap.streams] });
  }
  for (const gap of merged) gap.streams.sort();
  return merged;
}
