import type { LiveTrace, LiveView } from '../../lib/app/live-view';
import type { WalkListItem } from '../../lib/app/page-views';
import type { ReplaySeries } from '../../lib/charts/replay-series';
import { buildPyramid } from '../../lib/charts/min-max-pyramid';
import type { BoltEvent, FreezeEvent, TensionEvent, WalkEvent } from '../../lib/events/event';
import type { AdviceWords } from '../../lib/charts/advice-words';
import type { VerdictWords } from '../../lib/charts/verdict-words';
import type { Cat, Detections, Walk, WalkSummary } from '../../lib/walk/walk';
import { UNGRADED } from '../support/example-detections';

/** Plain shapes for the component tests: round figures, nothing measured. */
export const BANDS = { lightN: 4, pullN: 6, hardN: 12, lungeN: 24 };

export const freeze = (startMs: number, endMs = startMs + 12_000): FreezeEvent => ({
  kind: 'freeze',
  startMs,
  endMs,
  detectedMs: startMs + 3000,
  ...UNGRADED,
  sdG: 0.02,
  movedBeforeMs: 5000,
});

export const bolt = (startMs: number): BoltEvent => ({
  kind: 'bolt',
  startMs,
  endMs: startMs + 2000,
  detectedMs: startMs + 300,
  ...UNGRADED,
  peakSdG: 1.1,
  peakG: 3.2,
  thresholdG: 0.7,
});

export const pull = (startMs: number, level: TensionEvent['level'] = 'pull'): TensionEvent => ({
  kind: 'tension',
  startMs,
  endMs: startMs + 3000,
  detectedMs: startMs + 500,
  ...UNGRADED,
  level,
  peakN: 9,
  meanN: 7,
  peakShareOfWeight: 0.2,
});

export const advice = (id: string, seen: string, todo = 'Wait.'): AdviceWords => ({
  id,
  seen,
  todo,
  tone: 'pull',
});

export const feedItem = (event: WalkEvent, seen: string, open = false) => ({
  event,
  open,
  withdrawn: false,
  advice: advice(`${event.kind}-${event.startMs}`, seen),
});

export function liveView(more: Partial<LiveView> = {}): LiveView {
  return {
    link: 'live',
    error: null,
    tag: null,
    batteryPercent: 80,
    faults: [],
    counts: { notifications: 10, bytes: 100, frames: 40, duplicateFrames: 0, faults: 0, missingFrames: 0 },
    joined: [],
    tensionN: 1,
    tensionLevel: 'slack',
    bandsN: BANDS,
    activity: 'moving',
    activityForMs: 4000,
    motionG: 0.2,
    limits: [],
    walkId: 'w1',
    recording: true,
    elapsedMs: 65_000,
    savedMs: 64_000,
    saveTrouble: null,
    catName: 'Mina',
    bodyKg: 4,
    bodyKgAssumed: false,
    pace: { isFitted: true, walkedMs: 600_000, neededMs: 300_000 },
    step: {
      number: 8,
      title: 'Quiet outdoor space',
      minMs: 300_000,
      maxMs: 600_000,
      aim: 'slack',
      good: 'The cat explores.',
    },
    advice: null,
    feed: [],
    marks: 0,
    lastMark: null,
    ...more,
  };
}

export const trace = (): LiveTrace => ({
  tMs: Float64Array.from([0, 100, 200]),
  tensionN: Float32Array.from([1, 2, 8.5]),
  length: 3,
});

export const cat: Cat = { id: 'c1', name: 'Mina', bodyKg: 4, stepNumber: 8, updatedAtMs: 0 };

export const summary: WalkSummary = {
  durationMs: 120_000,
  movingMs: 90_000,
  stillMs: 30_000,
  unknownMs: 0,
  slackShare: 0.8,
  lightMs: 5000,
  pullMs: 3000,
  hardMs: 0,
  maxTensionN: 9,
  meanTensionN: 1,
  pulls: 1,
  pullsPer10Min: 5,
  freezes: 1,
  longestFreezeMs: 12_000,
  bolts: 1,
  shakes: 0,
  recoveryMs: null,
  samples: { accel: 6000, tension: 9600, gyro: 0 },
};

export const walk: Walk = {
  schema: 1,
  id: 'w1',
  catId: 'c1',
  catName: 'Mina',
  bodyKg: 4,
  bodyKgAssumed: false,
  stepNumber: 8,
  status: 'ended',
  startedAtMs: Date.UTC(2026, 2, 14, 16, 5),
  timeZone: 'Europe/Berlin',
  durationMs: 120_000,
  tags: [
    {
      family: 'catpace',
      id: 't',
      name: 'Catpace 4F2A',
      maker: null,
      model: null,
      firmware: null,
      capabilities: { accel: true, tension: true, gyro: false, log: true, button: false },
      bootId: 1,
      streams: [],
    },
  ],
  review: null,
  deletedAtMs: null,
};

export const events: WalkEvent[] = [freeze(10_000), pull(40_000), bolt(70_000)];

export const detections: Detections = {
  walkId: 'w1',
  detectorVersion: 'test',
  activity: [],
  events,
  gaps: [{ startMs: 90_000, endMs: 95_000, streams: ['accel', 'tension'] }],
  summary,
};

export function series(): ReplaySeries {
  const tMs = Float64Array.from({ length: 1200 }, (_, i) => i * 100);
  return {
    durationMs: 120_000,
    tension: buildPyramid(tMs, new Float32Array(1200).fill(1), 500),
    motion: buildPyramid(tMs, new Float32Array(1200).fill(0.2), 500),
    bandsN: BANDS,
    bodyKg: 4,
    accel: null,
    gyro: null,
    link: null,
  };
}

export const listItem = (id: string, daysAgo: number, more: Partial<WalkListItem> = {}): WalkListItem => ({
  id,
  catId: 'c1',
  catName: 'Mina',
  bodyKg: 4,
  startedAtMs: walk.startedAtMs - daysAgo * 86_400_000,
  timeZone: 'Europe/Berlin',
  durationMs: 420_000,
  status: 'ended',
  cutOff: false,
  stepNumber: 8,
  stepTitle: 'Quiet outdoor space',
  demo: false,
  summary,
  review: null,
  ...more,
});

export const verdict: VerdictWords = {
  decision: 'hold',
  stepNumber: 8,
  nextStepNumber: 8,
  halfStepNumber: null,
  rule: 'Three of the last five were good.',
  source: { name: 'Catpace', ours: true },
  units: [
    {
      walkId: 'a',
      atMs: walk.startedAtMs - 86_400_000,
      good: true,
      green: true,
      reasons: ['Stress 1.'],
      red: null,
    },
    {
      walkId: 'b',
      atMs: walk.startedAtMs,
      good: false,
      green: false,
      reasons: ['Stress 4.'],
      red: 'Stress 4 ends it.',
    },
  ],
  toChange: 'Two more good sessions.',
  unjudged: [],
};
