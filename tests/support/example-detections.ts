import type { TensionEvent, WalkEvent } from '../../lib/events/event';
import type { Detections, WalkSummary } from '../../lib/walk/walk';

/** Detections of a walk of `durationMs` in which the cat moved all the time, unless said otherwise. */
export function exampleDetections(
  durationMs: number,
  over: Partial<Omit<Detections, 'summary'>> & { summary?: Partial<WalkSummary> } = {},
): Detections {
  const { summary, ...rest } = over;
  return {
    walkId: 'w',
    detectorVersion: 'test',
    activity: [{ state: 'moving', startMs: 0, endMs: durationMs }],
    events: [],
    gaps: [],
    ...rest,
    summary: {
      durationMs,
      movingMs: durationMs,
      stillMs: 0,
      unknownMs: 0,
      slackShare: 1,
      lightMs: 0,
      pullMs: 0,
      hardMs: 0,
      maxTensionN: 0,
      meanTensionN: 0,
      pulls: 0,
      pullsPer10Min: 0,
      freezes: 0,
      longestFreezeMs: 0,
      bolts: 0,
      shakes: 0,
      recoveryMs: null,
      samples: { accel: 1, tension: 1, gyro: 0 },
      ...summary,
    },
  };
}

/** What an event needs where a test does not look at its evidence. */
export const UNGRADED = { confidence: 0.9, evidence: [] } as const;

/** Events for tests, known half a second after they begin. */
const at = (startMs: number, endMs: number) => ({
  startMs,
  endMs,
  detectedMs: startMs + 500,
  ...UNGRADED,
});

export const tension = (
  startMs: number,
  endMs: number,
  level: TensionEvent['level'] = 'light',
): TensionEvent => ({
  kind: 'tension',
  ...at(startMs, endMs),
  level,
  peakN: 6.24,
  meanN: 5,
  peakShareOfWeight: 0.14,
});
export const freeze = (startMs: number, endMs: number): WalkEvent => ({
  kind: 'freeze',
  ...at(startMs, endMs),
  sdG: 0.01,
  movedBeforeMs: 3000,
});
export const rest = (startMs: number, endMs: number): WalkEvent => ({
  kind: 'rest',
  ...at(startMs, endMs),
  sdG: 0.01,
});
export const bolt = (startMs: number, endMs: number): WalkEvent => ({
  kind: 'bolt',
  ...at(startMs, endMs),
  peakSdG: 1,
  peakG: 3,
  thresholdG: 0.7,
});
export const drag = (startMs: number, endMs: number): WalkEvent => ({
  kind: 'drag',
  ...at(startMs, endMs),
  peakN: 8,
  meanN: 6,
});
export const shake = (startMs: number, endMs: number): WalkEvent => ({
  kind: 'shake',
  ...at(startMs, endMs),
  rateHz: 6.5,
  peakG: 3,
});
export const slipOut = (startMs: number, endMs: number): WalkEvent => ({
  kind: 'slip-out',
  ...at(startMs, endMs),
  tensionBeforeN: 9,
});
