import { describe, expect, it } from 'vitest';
import { activityFrom, detectActivity, finishActivity } from '../../../lib/events/activity';
import { type Behaviour, behaviourFrom } from '../../../lib/events/behaviour';
import type { ActivitySpan } from '../../../lib/events/event';
import { THRESHOLD_VALUES } from '../../../lib/events/thresholds';
import { motionFeature } from './features';

const at = THRESHOLD_VALUES;
const judged = (still: number): Behaviour => ({ known: true, still, moving: 1 - still, busy: 0, tMs: 0 });
const STILL = judged(at.activityStillChance + 0.05);
const MOVING = judged(at.activityStillChance - 0.05);
const UNKNOWN = behaviourFrom();

function spansOf(judgements: readonly Behaviour[], stepMs = 1_000): ActivitySpan[] {
  const state = activityFrom(0);
  const spans: ActivitySpan[] = [];
  judgements.forEach((behaviour, i) => {
    spans.push(
      ...detectActivity(state, motionFeature(i * stepMs, { afterGap: i === 0 }), behaviour, at).events,
    );
  });
  const end = (judgements.length - 1) * stepMs;
  return [...spans, ...finishActivity(state, end, end)];
}

describe('detectActivity', () => {
  it('unknown -> still -> moving, each from the moment it was known', () => {
    expect(spansOf([UNKNOWN, UNKNOWN, STILL, STILL, MOVING, MOVING])).toEqual([
      { state: 'unknown', startMs: 0, endMs: 2_000 },
      { state: 'still', startMs: 2_000, endMs: 4_000 },
      { state: 'moving', startMs: 4_000, endMs: 5_000 },
    ]);
  });

  it('still -> gap -> unknown from the last sample before the gap', () => {
    const state = activityFrom(0);
    const spans = [
      ...detectActivity(state, motionFeature(0, { afterGap: true }), UNKNOWN, at).events,
      ...detectActivity(state, motionFeature(1_000), STILL, at).events,
      ...detectActivity(state, motionFeature(2_000), STILL, at).events,
      ...detectActivity(state, motionFeature(9_000, { afterGap: true, previousMs: 2_000 }), UNKNOWN, at)
        .events,
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
