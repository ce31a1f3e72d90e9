import type { MotionFeature } from '../signal/motion-features';
import { withQuietStep, type Step } from './detector';
import type { ActivitySpan, ActivityState } from './event';
import type { ThresholdValues } from './thresholds';

/** Ground state of the body, one span after another. */
export interface Activity {
  now: ActivityState;
  sinceMs: number;
  /** Since when the features have spoken for the other state, ms; NaN while they do not. */
  otherSinceMs: number;
  readonly quiet: Step<Activity, ActivitySpan>;
}

export function activityFrom(startMs: number): Activity {
  const state = { now: 'unknown' as ActivityState, sinceMs: startMs, otherSinceMs: NaN };
  return withQuietStep<typeof state, ActivitySpan>(state) as Activity;
}

/**
 * Still, moving or unknown. The state changes at the moment that the detector knows: nothing is dated back, except that
 * a hole in the data is unknown from its very beginning.
 */
export function detectActivity(
  state: Activity,
  feature: Readonly<MotionFeature>,
  at: ThresholdValues,
): Step<Activity, ActivitySpan> {
  if (feature.afterGap) {
    state.otherSinceMs = NaN;
    return turn(state, 'unknown', Number.isNaN(feature.previousMs) ? state.sinceMs : feature.previousMs);
  }
  const sd = feature.sd1G;
  if (Number.isNaN(sd)) return turn(state, 'unknown', feature.tMs);
  if (state.now === 'unknown') {
    const middle = (at.activityMovingG + at.activityStillG) / 2;
    state.otherSinceMs = NaN;
    return turn(state, sd >= middle ? 'moving' : 'still', feature.tMs);
  }
  const other = state.now === 'moving' ? sd <= at.activityStillG : sd >= at.activityMovingG;
  if (!other) {
    state.otherSinceMs = NaN;
    return state.quiet;
  }
  if (Number.isNaN(state.otherSinceMs)) state.otherSinceMs = feature.tMs;
  if (feature.tMs - state.otherSinceMs < at.activityDwellMs) return state.quiet;
  state.otherSinceMs = NaN;
  return turn(state, state.now === 'moving' ? 'still' : 'moving', feature.tMs);
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
  if (state.now === to) return state.quiet;
  const span: ActivitySpan = { state: state.now, startMs: state.sinceMs, endMs: atMs };
  state.now = to;
  state.sinceMs = atMs;
  return span.endMs > span.startMs ? { state, events: [span] } : state.quiet;
}
