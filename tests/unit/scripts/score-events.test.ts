import { describe, expect, it } from 'vitest';
import type { WalkEvent } from '../../../lib/events/event';
import { ANYWHERE, onsetWithin, scoreEvents } from '../../../scripts/accuracy/score';
import { spread } from '../../../scripts/accuracy/spread';

/** 10 samples a second for 10 s. */
const recording = {
  block: {
    kind: 'accel' as const,
    tMs: Float64Array.from({ length: 101 }, (_, i) => 100 * i),
    values: new Float32Array(303),
    clipped: 0,
  },
};

function bolt(startMs: number, endMs: number): WalkEvent {
  return {
    kind: 'bolt',
    startMs,
    endMs,
    detectedMs: startMs + 400,
    confidence: 1,
    evidence: [],
    peakSdG: 1,
    peakG: 3,
    thresholdG: 0.75,
  };
}

describe('scoreEvents', () => {
  const question = {
    recording,
    truths: [
      { startMs: 1_000, endMs: 2_000 },
      { startMs: 5_000, endMs: 6_000 },
    ],
    fit: onsetWithin(500),
    wrong: ANYWHERE,
    hours: 1,
  };

  it('counts by onset, by overlap and by time', () => {
    // The first is on time; the second begins too late but overlaps; the third is nothing.
    const found = [bolt(1_200, 2_200), bolt(5_700, 6_200), bolt(8_000, 8_500)];
    expect(scoreEvents({ ...question, found })).toEqual({
      tp: 1,
      fp: 2,
      fn: 1,
      overlap: { tp: 2, fp: 1, fn: 0 },
      time: { tp: 1_100, fp: 900, fn: 900 },
      latencyMs: [600],
      hours: 1,
      fpUnmasked: 2,
    });
  });

  it('leaves out what is masked, and counts it unmasked', () => {
    const wrong = { masked: (i: number) => i < 78, unmasked: () => true };
    const score = scoreEvents({ ...question, found: [bolt(8_000, 8_500)], wrong });
    expect(score).toMatchObject({ tp: 0, fp: 0, fn: 2, fpUnmasked: 1, time: { tp: 0, fp: 0, fn: 2_000 } });
  });
});

describe('spread', () => {
  const mean = (some: readonly { value: number }[]): number =>
    some.reduce((sum, { value }) => sum + value, 0) / some.length;

  it('draws animals and not recordings', () => {
    const one = Array.from({ length: 50 }, () => ({ subject: 'a', value: 1 }));
    expect(spread(one, mean)).toEqual({ all: 1, lowest: 1, interval: [1, 1] });
    const two = [...one, { subject: 'b', value: 0 }];
    const over = spread(two, mean);
    expect(over).toMatchObject({ lowest: 0, interval: [0, 1] });
    expect(over.all).toBeCloseTo(50 / 51);
  });
});
