import type { Correction } from './correction';
import { measuredMs } from './measured-ms';
import { acceptedEvents, ownersEvents } from './owners-events';
import { countEvents } from './summarise';
import type { Detections } from './walk';

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
