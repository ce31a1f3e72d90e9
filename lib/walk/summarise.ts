import type { ActivitySpan, ActivityState, WalkEvent } from '../events/event';
import type { TensionTally } from '../events/tension-tally';
import { median } from './median';
import type { WalkSummary } from './walk';

/** Moving again for this long counts as walking on, ms. Ours: as long as the movement that a freeze breaks off. */
const WALKING_AGAIN_MS = 2_000;

export interface SummaryInput {
  startMs: number;
  endMs: number;
  activity: readonly ActivitySpan[];
  events: readonly WalkEvent[];
  tension: Readonly<TensionTally>;
  samples: WalkSummary['samples'];
}

/** The figures of one walk. Times in ms, forces in N; null where nothing was measured. */
export function summarise({ startMs, endMs, activity, events, tension, samples }: SummaryInput): WalkSummary {
  const durationMs = Math.max(0, endMs - startMs);
  const inState = (state: ActivityState): number =>
    activity.reduce((sum, span) => (span.state === state ? sum + span.endMs - span.startMs : sum), 0);
  const measuredMs = tension.slackMs + tension.lightMs + tension.pullMs + tension.hardMs;
  return {
    durationMs,
    movingMs: inState('moving'),
    stillMs: inState('still'),
    unknownMs: inState('unknown'),
    slackShare: measuredMs > 0 ? tension.slackMs / measuredMs : null,
    lightMs: tension.lightMs,
    pullMs: tension.pullMs,
    hardMs: tension.hardMs,
    maxTensionN: tension.count > 0 ? tension.maxN : null,
    meanTensionN: tension.count > 0 ? tension.sumN / tension.count : null,
    ...countEvents(events, activity, measuredMs),
    samples,
  };
}

/** The figures that rest on events. @param measuredMs time in which the lead was measured. */
export function countEvents(
  events: readonly WalkEvent[],
  activity: readonly ActivitySpan[],
  measuredMs: number,
): Pick<
  WalkSummary,
  'pulls' | 'pullsPer10Min' | 'freezes' | 'longestFreezeMs' | 'bolts' | 'shakes' | 'recoveryMs'
> {
  const pulls = events.filter((event) => event.kind === 'tension' && event.level !== 'light').length;
  const freezes = events.filter((event) => event.kind === 'freeze');
  return {
    pulls,
    pullsPer10Min: measuredMs > 0 ? (pulls * 600_000) / measuredMs : null,
    freezes: freezes.length,
    longestFreezeMs: freezes.reduce((longest, { startMs, endMs }) => Math.max(longest, endMs - startMs), 0),
    bolts: events.filter((event) => event.kind === 'bolt').length,
    shakes: events.filter((event) => event.kind === 'shake').length,
    recoveryMs: median(events.flatMap((event) => recoveryOf(event, activity, events))),
  };
}

/** Time from the start of a freeze or bolt to the next calm walking; empty when the walk ended before. */
function recoveryOf(
  event: WalkEvent,
  activity: readonly ActivitySpan[],
  events: readonly WalkEvent[],
): number[] {
  if (event.kind !== 'freeze' && event.kind !== 'bolt') return [];
  const bolts = events.filter((other) => other.kind === 'bolt');
  for (const span of activity) {
    if (span.state !== 'moving') continue;
    // Walking begins where this event, and any bolt that runs on within the span, is over.
    let startMs = Math.max(span.startMs, event.endMs);
    for (const bolt of bolts) {
      if (bolt.startMs < startMs + WALKING_AGAIN_MS && bolt.endMs > startMs) startMs = bolt.endMs;
    }
    if (span.endMs - startMs >= WALKING_AGAIN_MS) return [startMs - event.startMs];
  }
  return [];
}
