import type { Analysis } from '../../lib/app/pipeline';
import type { ActivitySpan, WalkEvent } from '../../lib/events/event';
import { truthOf, type Truth } from './labels';
import type { Recording } from './recordings';

/** Answers to a yes-or-no question, in ms or in events. They add up over recordings. */
export interface Counts {
  tp: number;
  fp: number;
  fn: number;
}

export interface Span {
  startMs: number;
  endMs: number;
}

/** Stillness, in ms: against movement, against everything labelled, and against `other` too (unmasked). */
export interface TimeScore {
  againstMoving: Counts;
  againstAll: Counts;
  unmasked: Counts;
}

/** Events of one kind. Its own counts are of one-to-one matches, by onset or by overlap as the scorer was asked. */
export interface EventScore extends Counts {
  /** The same matched by overlap. */
  overlap: Counts;
  /** Time inside events, ms. */
  time: Counts;
  latencyMs: number[];
  hours: number;
  /** False alarms when `other` is not left out. */
  fpUnmasked: number;
}

export const noCounts = (): Counts => ({ tp: 0, fp: 0, fn: 0 });

export function sumCounts(counts: readonly Counts[]): Counts {
  return counts.reduce((a, b) => ({ tp: a.tp + b.tp, fp: a.fp + b.fp, fn: a.fn + b.fn }), noCounts());
}

export function sumEvents(scores: readonly EventScore[]): EventScore {
  return {
    ...sumCounts(scores),
    overlap: sumCounts(scores.map((one) => one.overlap)),
    time: sumCounts(scores.map((one) => one.time)),
    latencyMs: scores.flatMap(({ latencyMs }) => latencyMs),
    hours: scores.reduce((sum, { hours }) => sum + hours, 0),
    fpUnmasked: scores.reduce((sum, { fpUnmasked }) => sum + fpUnmasked, 0),
  };
}

/** NaN where there was nothing to find and nothing found. */
export function f1({ tp, fp, fn }: Counts): number {
  return (2 * tp) / (2 * tp + fp + fn);
}

/** Share of what was found that is right; share of what there was that was found. */
export const precision = ({ tp, fp }: Counts): number => tp / (tp + fp);
export const recall = ({ tp, fn }: Counts): number => tp / (tp + fn);

export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) return NaN;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

/** State known at each sample: that of the span which holds it. Spans say what was known when. */
export function scoreTime(recording: Recording, analysis: Analysis): TimeScore {
  const score: TimeScore = { againstMoving: noCounts(), againstAll: noCounts(), unmasked: noCounts() };
  const { tMs } = recording.block;
  const spans: readonly ActivitySpan[] = analysis.activity;
  let at = 0;
  for (let i = 0; i + 1 < tMs.length; i++) {
    while (at < spans.length - 1 && tMs[i]! >= spans[at]!.endMs) at++;
    const truth = truthOf(recording, i);
    if (truth === null) continue;
    const still = spans[at]?.state === 'still';
    const key = truth === 'still' ? (still ? 'tp' : 'fn') : still ? 'fp' : null;
    if (key === null) continue;
    const ms = Math.min(500, tMs[i + 1]! - tMs[i]!);
    score.unmasked[key] += ms;
    if (truth !== 'other') score.againstAll[key] += ms;
    if (truth === 'still' || truth === 'moving') score.againstMoving[key] += ms;
  }
  return score;
}

/** Runs of samples that a question says yes to. */
export function runsOf(recording: Recording, yes: (i: number) => boolean): Span[] {
  const { tMs } = recording.block;
  const runs: Span[] = [];
  let from = -1;
  for (let i = 0; i <= tMs.length; i++) {
    const is = i < tMs.length && yes(i);
    if (is && from < 0) from = i;
    if (!is && from >= 0) {
      runs.push({ startMs: tMs[from]!, endMs: tMs[Math.min(i, tMs.length - 1)]! });
      from = -1;
    }
  }
  return runs;
}

/** Freezes in the truth: a still bout of ≥ 3 s that begins within 10 s after a bout of ≥ 2 s of labelled moving. */
export function trueFreezes(recording: Recording): Span[] {
  const runs = (wanted: Truth): Span[] => runsOf(recording, (i) => truthOf(recording, i) === wanted);
  const moved = runs('moving').filter(({ startMs, endMs }) => endMs - startMs >= 2_000);
  return runs('still').filter(
    ({ startMs, endMs }) =>
      endMs - startMs >= 3_000 &&
      moved.some((bout) => bout.endMs <= startMs && startMs - bout.endMs <= 10_000),
  );
}

export type Fit = (truth: Span, event: Span) => number;

/** How long both last together. */
export const overlap: Fit = (truth, event) =>
  Math.min(truth.endMs, event.endMs) - Math.max(truth.startMs, event.startMs);

/** Positive when the onsets lie within the tolerance. */
export const onsetWithin =
  (toleranceMs: number): Fit =>
  (truth, event) =>
    toleranceMs + 1 - Math.abs(truth.startMs - event.startMs);

/** Samples on which a detection that nothing matches is a false alarm, `other` left out or not. */
export interface Wrong {
  masked: (i: number) => boolean;
  unmasked: (i: number) => boolean;
}

/** Where the truth is known throughout. */
export const ANYWHERE: Wrong = { masked: () => true, unmasked: () => true };

/** What one recording was scored with, by one way of matching. */
export interface EventQuestion {
  recording: Pick<Recording, 'block'>;
  found: readonly WalkEvent[];
  truths: readonly Span[];
  fit: Fit;
  wrong: Wrong;
  hours: number;
}

/** Answers about the events of one recording. */
export function scoreEvents(question: EventQuestion): EventScore {
  const { latencyMs, fpUnmasked, ...counts } = match(question);
  const { tp, fp, fn } = match({ ...question, fit: overlap });
  return {
    ...counts,
    overlap: { tp, fp, fn },
    time: timeInside(question),
    latencyMs,
    hours: question.hours,
    fpUnmasked,
  };
}

/**
 * One-to-one: each truth in turn takes the free detection that fits best. What is left over is a false alarm when at least
 * half of it lies where it is wrong.
 */
function match({
  recording,
  found,
  truths,
  fit,
  wrong,
}: EventQuestion): Counts & Pick<EventScore, 'latencyMs' | 'fpUnmasked'> {
  const taken = new Set<number>();
  const score = { ...noCounts(), latencyMs: [] as number[], fpUnmasked: 0 };
  for (const truth of truths) {
    let best = -1;
    let bestFit = 0;
    for (const [k, event] of found.entries()) {
      const value = taken.has(k) ? 0 : fit(truth, event);
      if (value > bestFit) {
        best = k;
        bestFit = value;
      }
    }
    if (best < 0) score.fn++;
    else {
      taken.add(best);
      score.tp++;
      score.latencyMs.push(found[best]!.detectedMs - truth.startMs);
    }
  }
  for (const [k, event] of found.entries()) {
    if (taken.has(k)) continue;
    if (shareOf(recording, event, wrong.masked) >= 0.5) score.fp++;
    if (shareOf(recording, event, wrong.unmasked) >= 0.5) score.fpUnmasked++;
  }
  return score;
}

/** Time that events and truth share, and that only one of them has, ms. */
function timeInside({ recording, found, truths, wrong }: EventQuestion): Counts {
  const { tMs } = recording.block;
  const isFound = inside(tMs, found);
  const isTrue = inside(tMs, truths);
  const time = noCounts();
  for (let i = 0; i + 1 < tMs.length; i++) {
    const ms = Math.min(500, tMs[i + 1]! - tMs[i]!);
    if (isTrue[i] === 1) time[isFound[i] === 1 ? 'tp' : 'fn'] += ms;
    else if (isFound[i] === 1 && wrong.masked(i)) time.fp += ms;
  }
  return time;
}

/** 1 for each sample inside any of the spans. */
function inside(tMs: Float64Array, spans: readonly Span[]): Uint8Array {
  const is = new Uint8Array(tMs.length);
  for (const { startMs, endMs } of spans)
    for (let i = firstFrom(tMs, startMs); i < tMs.length && tMs[i]! < endMs; i++) is[i] = 1;
  return is;
}

/** Share of an event's samples that a question says yes to. */
function shareOf(
  recording: Pick<Recording, 'block'>,
  { startMs, endMs }: Span,
  yes: (i: number) => boolean,
): number {
  const { tMs } = recording.block;
  let n = 0;
  let hits = 0;
  for (let i = firstFrom(tMs, startMs); i < tMs.length && tMs[i]! <= endMs; i++) {
    n++;
    if (yes(i)) hits++;
  }
  return n === 0 ? 0 : hits / n;
}

function firstFrom(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Freezes: a detected one is a false alarm when at least half of it lies on labelled behaviour that is not stillness. */
export function scoreFreezes(recording: Recording, analysis: Analysis, fit: Fit): EventScore {
  const isAwake = (i: number): boolean => ['moving', 'busy'].includes(truthOf(recording, i) ?? '');
  const isOther = (i: number): boolean => truthOf(recording, i) === 'other';
  return scoreEvents({
    recording,
    found: analysis.events.filter(({ kind }) => kind === 'freeze'),
    truths: trueFreezes(recording),
    fit,
    wrong: { masked: isAwake, unmasked: (i) => isAwake(i) || isOther(i) },
    hours: scoredHours(recording),
  });
}

/** Shakes by onset within half a second; on land, or wherever the animal was. */
export function scoreShakes(
  recording: Recording,
  analysis: Analysis,
  where: 'land' | 'anywhere',
): EventScore {
  const inPlace = (i: number): boolean => where === 'anywhere' || recording.labels[i]!.startsWith('land/');
  const isShake = (i: number): boolean => inPlace(i) && recording.labels[i]!.endsWith('/shake');
  const isClear = (i: number): boolean => inPlace(i) && !recording.labels[i]!.endsWith('/other');
  return scoreEvents({
    recording,
    found: analysis.events.filter(({ kind }) => kind === 'shake'),
    truths: runsOf(recording, isShake),
    fit: onsetWithin(500),
    wrong: { masked: isClear, unmasked: inPlace },
    hours: where === 'land' ? scoredHours(recording) : hoursOf(recording),
  });
}

/** Labelled shakes that a bolt overlaps. */
export function shakesCalledBolts(recording: Recording, analysis: Analysis): number {
  const shakes = runsOf(recording, (i) => recording.labels[i]!.endsWith('/shake'));
  return shakes.filter((shake) =>
    analysis.events.some((event) => event.kind === 'bolt' && overlap(shake, event) > 0),
  ).length;
}

/** Hours that carry a truth (for sea lions: on land, `other` included). */
export function scoredHours(recording: Recording): number {
  const ms = runsOf(recording, (i) => truthOf(recording, i) !== null).reduce(
    (sum, { startMs, endMs }) => sum + endMs - startMs,
    0,
  );
  return ms / 3_600_000;
}

export function hoursOf({ block: { tMs } }: Recording): number {
  return tMs.length === 0 ? 0 : (tMs.at(-1)! - tMs[0]!) / 3_600_000;
}
