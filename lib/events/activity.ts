import type { MotionFeature } from '../signal/motion-features';
import type { Behaviour } from './behaviour';
import { withQuietStep, type Step } from './detector';
import type { ActivitySpan, ActivityState } from './event';
import type { ThresholdValues } from './thresholds';

/** Ground state of the body, one span after another. */
export interface Activity {
  now: ActivityState;
  sinceMs: number;
  readonly quiet: Step<Activity, ActivitySpan>;
}

export function activityFrom(startMs: number): Activity {
  const state = { now: 'unknown' as ActivityState, sinceMs: startMs };
  return withQuietStep<typeof state, ActivitySpan>(state);
}

/**
 * Still, moving or unknown. The state changes at the moment that the detector knows: nothing is dated back, except that
 * a hole in the data is unknown from its very beginning.
 * @param behaviour what the body does, as judged at this sample.
 */
export function detectActivity(
  state: Activity,
  feature: Readonly<MotionFeature>,
  behaviour: Readonly<Behaviour>,
  at: ThresholdValues,
): Step<Activity, ActivitySpan> {
  let now: ActivityState = 'unknown';
  if (behaviour.known && !feature.afterGap)
    now = behaviour.still >= at.activityStillChance ? 'still' : 'moving';
  // Mostly nothing changes. Here and not in `turn`: a number that is handed to a call is put on the heap.
  if (now === state.now) return state.quiet;
  if (!feature.afterGap) return turn(state, now, feature.tMs);
  return turn(state, now, Number.isNaN(feature.previousMs) ? state.sinceMs : feature.previousMs);
}

/** Closes the last span at the end of the recording; unknown from the last sample on when that is earlier. */
export function finishActivity(
  state: Activity,
  lastSampleMs: number,
  endMs: number,
): readonly ActivitySpan[] {
  const spans: ActivitySpan[] = [];
  if (state.now !== 'unknown' && lastSampleMs < endMs) {
    spans.push(...turn(state, 'unknown', lastSampleMs).events);
  }
  if (endMs > state.sinceMs) spans.push({ state: state.now, startMs: state.sinceMs, endMs });
  return spans;
}

function turn(state: Activity, to: ActivityState, atMs: number): Step<Activity, ActivitySpan> {
  const span: ActivitySpan = { state: state.now, startMs: state.sinceMs, endMs: atMs };
  state.now = to;
  state.sinceMs = atMs;
  return span.endMs > span.startMs ? { state, events: [span] } : state.quiet;
}
