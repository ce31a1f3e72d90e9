import type { Analysis } from '../../lib/app/pipeline';
import type { ActivitySpan, WalkEvent } from '../../lib/events/event';
import { landTruth, type Truth } from './labels';
import type { Recording } from './recordings';

/** Counts of a yes-or-no question. They add up over recordings. */
export interface Counts {
  tp: number;
  fp: number;
  fn: number;
}

export function f1({ tp, fp, fn }: Counts): number {
  return tp + fp + fn === 0 ? NaN : (2 * tp) / (2 * tp + fp + fn);
}

/** Time in ms: stillness against movement, against everything labelled, and against that and `other` too. */
export interface TimeScore {
  againstMoving: Counts;
  againstAll: Counts;
  unmasked: Counts;
}

export interface Span {
  startMs: number;
  endMs: number;
}

/** Event counts with what is needed for rates and latencies. */
export interface EventScore extends Counts {
  latencyMs: number[];
  hours: number;
  /** False alarms when `other` is not left out. */
  fpUnmasked: number;
}

const noCounts = (): Counts => ({ tp: 0, fp: 0, fn: 0 });

/** State known at each sample: the span that holds it. */
function* statesAt(tMs: Float64Array, spans: readonly ActivitySpan[]): Generator<ActivitySpan['state']> {
  let at = 0;
  for (const t of tMs) {
    while (at < spans.length - 1 && t >= spans[at]!.endMs) at++;
    yield spans[at]?.state ?? 'unknown';
  }
}

export function scoreTime(recording: Recording, analysis: Analysis): TimeScore {
  const score: TimeScore = { againstMoving: noCounts(), againstAll: noCounts(), unmasked: noCounts() };
  const { tMs } = recording.block;
  let i = 0;
  for (const state of statesAt(tMs, analysis.activity)) {
    const truth = landTruth(recording.labels[i]!);
    const ms = i + 1 < tMs.length ? Math.min(500, tMs[i + 1]! - tMs[i]!) : 0;
    i++;
    if (truth === null) continue;
    const key = truth === 'still' ? (state === 'still' ? 'tp' : 'fn') : state === 'still' ? 'fp' : null;
    if (key === null) continue;
    score.unmasked[key] += ms;
    if (truth !== 'other') score.againstAll[key] += ms;
    if (truth === 'still' || truth === 'moving') score.againstMoving[key] += ms;
  }
  return score;
}

/** Runs of samples that a question says yes to. */
export function runsOf(recording: Recording, yes: (label: string) => boolean): Span[] {
  const { tMs } = recording.block;
  const runs: Span[] = [];
  let from = -1;
  for (let i = 0; i <= tMs.length; i++) {
    const is = i < tMs.length && yes(recording.labels[i]!);
    if (is && from < 0) from = i;
    if (!is && from >= 0) {
      runs.push({ startMs: tMs[from]!, endMs: i < tMs.length ? tMs[i]! : tMs[i - 1]! });
      from = -1;
    }
  }
  return runs;
}

/** Freezes in the truth: a still bout of ≥ 3 s that begins within 10 s after ≥ 2 s of labelled moving. */
export function trueFreezes(recording: Recording): Span[] {
  const moved = runsOf(recording, (label) => landTruth(label) === 'moving').filter(
    ({ startMs, endMs }) => endMs - startMs >= 2_000,
  );
  return runsOf(recording, (label) => landTruth(label) === 'still').filter(
    ({ startMs, endMs }) =>
      endMs - startMs >= 3_000 &&
      moved.some((bout) => bout.endMs <= startMs && startMs - bout.endMs <= 10_000),
  );
}

/** Share of a span that lies on samples a question says yes to. */
function shareOf(recording: Recording, { startMs, endMs }: Span, yes: (truth: Truth) => boolean): number {
  const { tMs } = recording.block;
  let n = 0;
  let hits = 0;
  for (let i = lowerBound(tMs, startMs); i < tMs.length && tMs[i]! < endMs; i++) {
    n++;
    if (yes(landTruth(recording.labels[i]!))) hits++;
  }
  return n === 0 ? 0 : hits / n;
}

function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** One-to-one: each truth takes the free detection that fits best; fit ≤ 0 is none. */
export function match(
  truths: readonly Span[],
  found: readonly WalkEvent[],
  fit: (truth: Span, event: WalkEvent) => number,
): { matched: Map<number, number>; missed: number } {
  const taken = new Map<number, number>();
  let missed = 0;
  for (const [ti, truth] of truths.entries()) {
    let best = -1;
    let bestFit = 0;
    for (const [di, event] of found.entries()) {
      if (taken.has(di)) continue;
      const value = fit(truth, event);
      if (value > bestFit) {
        best = di;
        bestFit = value;
      }
    }
    if (best < 0) missed++;
    else taken.set(best, ti);
  }
  return { matched: taken, missed };
}

export const overlap = (truth: Span, event: Span): number =>
  Math.min(truth.endMs, event.endMs) - Math.max(truth.startMs, event.startMs);

/** Positive when the onsets lie within the tolerance. */
export const onsetWithin =
  (toleranceMs: number) =>
  (truth: Span, event: Span): number =>
    toleranceMs + 1 - Math.abs(truth.startMs - event.startMs);

/** Freezes by overlap (or by onset): a false alarm lies at least half on labelled behaviour that is not stillness. */
export function scoreFreezes(
  recording: Recording,
  analysis: Analysis,
  fit: (truth: Span, event: WalkEvent) => number = overlap,
): EventScore {
  const found = analysis.events.filter(({ kind }) => kind === 'freeze');
  const truths = trueFreezes(recording);
  const { matched, missed } = match(truths, found, fit);
  const score: EventScore = {
    tp: matched.size,
    fn: missed,
    fp: 0,
    fpUnmasked: 0,
    latencyMs: [...matched].map(([di, ti]) => found[di]!.detectedMs - truths[ti]!.startMs),
    hours: landHours(recording),
  };
  for (const [di, event] of found.entries()) {
    if (matched.has(di)) continue;
    const busy = shareOf(recording, event, (truth) => truth === 'busy' || truth === 'moving');
    const other = shareOf(recording, event, (truth) => truth === 'other');
    if (busy >= 0.5) score.fp++;
    if (busy + other >= 0.5) score.fpUnmasked++;
  }
  return score;
}

/** Shakes on land by onset within half a second. Unmatched ones on other labelled rows are false alarms. */
export function scoreShakes(recording: Recording, analysis: Analysis, where: 'land' | 'all'): EventScore {
  const found = analysis.events.filter(({ kind }) => kind === 'shake');
  const isShake = (label: string): boolean =>
    label.endsWith('/shake') && (where === 'all' || label.startsWith('land/'));
  const truths = runsOf(recording, isShake);
  const { matched, missed } = match(truths, found, onsetWithin(500));
  const score: EventScore = {
    tp: matched.size,
    fn: missed,
    fp: 0,
    fpUnmasked: 0,
    latencyMs: [...matched].map(([di, ti]) => found[di]!.detectedMs - truths[ti]!.startMs),
    hours: landHours(recording),
  };
  for (const [di, event] of found.entries()) {
    if (matched.has(di)) continue;
    const labelled = labelShare(recording, event, (label) =>
      where === 'all' ? !label.endsWith('/other') : label.startsWith('land/') && label !== 'land/other',
    );
    const inPlace = labelShare(recording, event, (label) => where === 'all' || label.startsWith('land/'));
    if (labelled >= 0.5) score.fp++;
    if (inPlace >= 0.5) score.fpUnmasked++;
  }
  return score;
}

function labelShare(recording: Recording, { startMs, endMs }: Span, yes: (label: string) => boolean): number {
  const { tMs } = recording.block;
  let n = 0;
  let hits = 0;
  for (let i = lowerBound(tMs, startMs); i < tMs.length && tMs[i]! <= endMs; i++) {
    n++;
    if (yes(recording.labels[i]!)) hits++;
  }
  return n === 0 ? 0 : hits / n;
}

export function landHours(recording: Recording): number {
  const ms = runsOf(recording, (label) => label.startsWith('land/')).reduce(
    (sum, { startMs, endMs }) => sum + endMs - startMs,
    0,
  );
  return ms / 3_600_000;
}

export function addCounts<T extends Counts>(into: T, from: T): void {
  into.tp += from.tp;
  into.fp += from.fp;
  into.fn += from.fn;
}
