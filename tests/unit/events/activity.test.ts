import { describe, expect, it } from 'vitest';
import { activityFrom, detectActivity, finishActivity } from '../../../lib/events/activity';
import type { ActivitySpan } from '../../../lib/events/event';
import { THRESHOLD_VALUES } from '../../../lib/events/thresholds';
import { motionFeature } from './features';

const at = THRESHOLD_VALUES;
const STILL = at.activityStillOdds + 1;
const MOVING = at.activityStillOdds - 1;

function spansOf(odds: readonly number[], stepMs = 1_000): ActivitySpan[] {
  const state = activityFrom(0);
  const spans: ActivitySpan[] = [];
  odds.forEach((stillOdds, i) => {
    spans.push(
      ...detectActivity(state, motionFeature(i * stepMs, { afterGap: i === 0 }), stillOdds, at).events,
    );
  });
  const end = (odds.length - 1) * stepMs;
  return [...spans, ...finishActivity(state, end, end)];
}

describe('detectActivity', () => {
  it('unknown -> still -> moving, each from the moment it was known', () => {
    expect(spansOf([NaN, NaN, STILL, STILL, MOVING, MOVING])).toEqual([
      { state: 'unknown', startMs: 0, endMs: 2_000 },
      { state: 'still', startMs: 2_000, endMs: 4_000 },
      { state: 'moving', startMs: 4_000, endMs: 5_000 },
    ]);
  });

  it('still -> gap -> unknown from the last sample before the gap', () => {
    const state = activityFrom(0);
    const spans = [
      ...detectActivity(state, motionFeature(0, { afterGap: true }), NaN, at).events,
      ...detectActivity(state, motionFeature(1_000), STILL, at).events,
      ...detectActivity(state, motionFeature(2_000), STILL, at).events,
      ...detectActivity(state, motionFeature(9_000, { afterGap: true, previousMs: 2_000 }), NaN, at).events,
      ...finishActivity(state, 9_000, 9_000),
    ];
    expect(spans.at(-1)).toEqual({ state: 'unknown', startMs: 2_000, endMs: 9_000 });
    expect(spans.at(-2)).toEqual({ state: 'still', startMs: 1_000, endMs: 2_000 });
  });

  it('is unknown after the last motion sample when the recording goes on', () => {
    const state = activityFrom(0);
    detectActivity(state, motionFeature(0), MOVING, at);
    expect(finishActivity(state, 3_000, 8_000)).toEqual([
      { state: 'moving', startMs: 0, endMs: 3_000 },
      { state: 'unknown', startMs: 3_000, endMs: 8_000 },
    ]);
  });
});
