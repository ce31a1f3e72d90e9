import { describe, expect, it } from 'vitest';
import type { ActivitySpan, WalkEvent } from '../../../lib/events/event';
import { mergeGaps } from '../../../lib/walk/merge-gaps';
import { summarise, type SummaryInput } from '../../../lib/walk/summarise';
import { UNGRADED } from '../../support/example-detections';

const NO_TENSION = { slackMs: 0, lightMs: 0, pullMs: 0, hardMs: 0, maxN: -Infinity, sumN: 0, count: 0 };
const SAMPLES = { accel: 1, tension: 0, gyro: 0 };

function input(over: Partial<SummaryInput>): SummaryInput {
  return {
    startMs: 0,
    endMs: 60_000,
    activity: [],
    events: [],
    tension: NO_TENSION,
    samples: SAMPLES,
    ...over,
  };
}

function freeze(startMs: number, endMs: number): WalkEvent {
  return {
    kind: 'freeze',
    startMs,
    endMs,
    detectedMs: startMs + 3_000,
    ...UNGRADED,
    sdG: 0.01,
    movedBeforeMs: 4_000,
  };
}

function bolt(startMs: number, endMs: number): WalkEvent {
  return {
    kind: 'bolt',
    startMs,
    endMs,
    detectedMs: startMs + 300,
    ...UNGRADED,
    peakSdG: 1,
    peakG: 4,
    thresholdG: 0.7,
  };
}

function pull(startMs: number, level: 'light' | 'pull' | 'hard' | 'lunge'): WalkEvent {
  return {
    kind: 'tension',
    ...UNGRADED,
    startMs,
    endMs: startMs + 1_000,
    detectedMs: startMs + 500,
    level,
    peakN: 9,
    meanN: 5,
    peakShareOfWeight: 0.2,
  };
}

describe('summarise', () => {
  it('adds the states up', () => {
    const activity: ActivitySpan[] = [
      { state: 'unknown', startMs: 0, endMs: 1_000 },
      { state: 'moving', startMs: 1_000, endMs: 21_000 },
      { state: 'still', startMs: 21_000, endMs: 60_000 },
    ];
    expect(summarise(input({ activity }))).toMatchObject({
      durationMs: 60_000,
      unknownMs: 1_000,
      movingMs: 20_000,
      stillMs: 39_000,
    });
  });

  it('shares tension out over measured time alone', () => {
    const tension = {
      slackMs: 20_000,
      lightMs: 10_000,
      pullMs: 6_000,
      hardMs: 4_000,
      maxN: 21,
      sumN: 300,
      count: 100,
    };
    const events = [pull(0, 'light'), pull(5_000, 'pull'), pull(9_000, 'lunge')];
    expect(summarise(input({ tension, events }))).toMatchObject({
      slackShare: 0.5,
      lightMs: 10_000,
      pullMs: 6_000,
      hardMs: 4_000,
      maxTensionN: 21,
      meanTensionN: 3,
      pulls: 2,
      pullsPer10Min: 30,
    });
  });

  it('says nothing about tension that was not measured', () => {
    const summary = summarise(input({}));
    expect(summary).toMatchObject({
      slackShare: null,
      maxTensionN: null,
      meanTensionN: null,
      pullsPer10Min: null,
    });
  });

  it('takes recovery from the start of a freeze or bolt to two seconds of calm walking', () => {
    const activity: ActivitySpan[] = [
      { state: 'moving', startMs: 0, endMs: 10_000 },
      { state: 'still', startMs: 10_000, endMs: 18_000 },
      // Too short to be walking on.
      { state: 'moving', startMs: 18_000, endMs: 19_000 },
      { state: 'still', startMs: 19_000, endMs: 20_000 },
      { state: 'moving', startMs: 20_000, endMs: 40_000 },
    ];
    expect(summarise(input({ activity, events: [freeze(10_000, 18_000)] })).recoveryMs).toBe(10_000);
    // A bolt runs within movement: walking begins where the bolt ends.
    expect(summarise(input({ activity, events: [bolt(25_000, 28_000)] })).recoveryMs).toBe(3_000);
    // A bolt right after the freeze is no recovery.
    const both = [freeze(10_000, 20_000), bolt(20_500, 24_000)];
    expect(summarise(input({ activity, events: both })).recoveryMs).toBe((14_000 + 3_500) / 2);
  });

  it('has no recovery when the walk ended before', () => {
    const activity: ActivitySpan[] = [{ state: 'still', startMs: 0, endMs: 60_000 }];
    expect(summarise(input({ activity, events: [freeze(0, 60_000)] }))).toMatchObject({
      recoveryMs: null,
      freezes: 1,
      longestFreezeMs: 60_000,
    });
  });
});

describe('mergeGaps', () => {
  it('joins what overlaps and names the streams', () => {
    expect(
      mergeGaps([
        { startMs: 50, endMs: 60, streams: ['accel'] },
        { startMs: 0, endMs: 10, streams: ['tension'] },
        { startMs: 5, endMs: 20, streams: ['accel'] },
        { startMs: 18, endMs: 19, streams: ['tension'] },
      ]),
    ).toEqual([
      { startMs: 0, endMs: 20, streams: ['accel', 'tension'] },
      { startMs: 50, endMs: 60, streams: ['accel'] },
    ]);
  });

  it('keeps holes apart that only touch', () => {
    const gaps = [
      { startMs: 0, endMs: 10, streams: ['accel' as const] },
      { startMs: 10, endMs: 20, streams: ['accel' as const] },
    ];
    expect(mergeGaps(gaps)).toEqual(gaps);
  });
});
