import type { Correction } from './correction';
import { acceptedEvents, ownersEvents } from './owners-events';
import { countEvents } from './summarise';
import type { Detections, WalkSummary } from './walk';

/**
 * A walk's detections as the owner sees them: corrected events, and the figures that rest on them. The raw ones stay as
 * they are, and are given back themselves where nothing was said.
 */
export function ownersDetections(detections: Detections, corrections: readonly Correction[]): Detections {
  if (!corrections.some(({ deletedAtMs }) => deletedAtMs === null)) return detections;
  const events = acceptedEvents(ownersEvents(detections.events, corrections));
  const { activity, summary } = detections;
  return {
    ...detections,
    events,
    summary: { ...summary, ...countEvents(events, activity, measuredMs(summary)) },
  };
}

/** Time in which the lead was measured, ms, from the figures that a summary keeps; 0 without a load cell. */
function measuredMs(summary: WalkSummary): number {
  const { slackShare, lightMs, pullMs, hardMs, durationMs } = summary;
  if (slackShare === null) return 0;
  // All slack: the summary does not tell how long it was measured. The walk's length comes nearest.
  return slackShare < 1 ? (lightMs + pullMs + hardMs) / (1 - slackShare) : durationMs;
}
