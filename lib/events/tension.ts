import type { TensionFeature } from '../signal/tension-features';
import { withQuietStep, type Step } from './detector';
import type { EventChange, TensionEvent, TensionLevel } from './event';
import type { ThresholdValues } from './thresholds';

const RANK: Readonly<Record<TensionLevel, number>> = { slack: 0, light: 1, pull: 2, hard: 3, lunge: 4 };

export interface Tension {
  readonly weightN: number;
  /** When the lead came under tension, ms; NaN while slack. */
  tautMs: number;
  /** When it passed the lunge level, ms; NaN while below. */
  lungeMs: number;
  /** Since when it has been slack again, ms; NaN while under tension. */
  slackMs: number;
  level: Exclude<TensionLevel, 'slack'>;
  peakN: number;
  sumN: number;
  count: number;
  open: TensionEvent | null;
  readonly quiet: Step<Tension>;
}

export function tensionFrom(weightN: number): Tension {
  const state: Omit<Tension, 'quiet'> = {
    weightN,
    tautMs: NaN,
    lungeMs: NaN,
    slackMs: NaN,
    level: 'light',
    peakN: 0,
    sumN: 0,
    count: 0,
    open: null,
  };
  return withQuietStep(state);
}

/** Level of a pull, by its share of body weight. */
export function tensionLevel(shareOfWeight: number, at: ThresholdValues): TensionLevel {
  if (!(shareOfWeight >= at.tensionEnterShare)) return 'slack';
  if (shareOfWeight < at.tensionPullShare) return 'light';
  if (shareOfWeight < at.tensionHardShare) return 'pull';
  return shareOfWeight < at.tensionLungeShare ? 'hard' : 'lunge';
}

/** A lead under tension: how firm, how long. The level is the highest reached; it only rises. */
export function detectTension(
  state: Tension,
  feature: Readonly<TensionFeature>,
  at: ThresholdValues,
): Step<Tension> {
  if (feature.afterGap) return close(state, feature.previousMs);
  const share = feature.smoothN / state.weightN;
  if (share < at.tensionEnterShare && Number.isNaN(state.tautMs)) return state.quiet;
  if (Number.isNaN(state.tautMs)) {
    state.tautMs = feature.tMs;
    state.slackMs = NaN;
    state.lungeMs = NaN;
    state.level = 'light';
    state.peakN = feature.smoothN;
    state.sumN = 0;
    state.count = 0;
  }
  const open = state.open;
  if (!open && share < at.tensionEnterShare) return close(state, feature.tMs);

  state.peakN = Math.max(state.peakN, feature.smoothN);
  if (share > at.tensionLeaveShare) {
    state.sumN += feature.tensionN;
    state.count++;
  }
  const rose = raise(state, share, feature, at);
  if (!open) return mayBegin(state, share, feature.tMs, at);
  update(open, state, feature.tMs);
  if (share > at.tensionLeaveShare) state.slackMs = NaN;
  else if (Number.isNaN(state.slackMs)) state.slackMs = feature.tMs;
  else if (feature.tMs - state.slackMs >= at.tensionLeaveMs) return close(state, state.slackMs);
  return rose ? { state, events: [{ phase: 'changed', event: { ...open } }] } : state.quiet;
}

export function finishTension(state: Tension, endMs: number): readonly EventChange[] {
  return close(state, endMs).events;
}

/** Raises the level when the pull asks for it; true when it rose. */
function raise(
  state: Tension,
  share: number,
  feature: Readonly<TensionFeature>,
  at: ThresholdValues,
): boolean {
  let level = tensionLevel(share, at);
  if (level === 'hard' && feature.riseN >= at.tensionRiseShare * state.weightN) level = 'lunge';
  if (level === 'slack' || RANK[level] <= RANK[state.level]) return false;
  state.level = level;
  return true;
}

function mayBegin(state: Tension, share: number, tMs: number, at: ThresholdValues): Step<Tension> {
  if (share < at.tensionLungeShare) state.lungeMs = NaN;
  else if (Number.isNaN(state.lungeMs)) state.lungeMs = tMs;
  const lunges = tMs - state.lungeMs >= at.tensionLungeAtOnceMs;
  if (!lunges && tMs - state.tautMs < at.tensionEnterMs) return state.quiet;
  const event: TensionEvent = {
    kind: 'tension',
    startMs: state.tautMs,
    endMs: tMs,
    detectedMs: tMs,
    level: state.level,
    peakN: 0,
    meanN: 0,
    peakShareOfWeight: 0,
  };
  update(event, state, tMs);
  state.open = event;
  return { state, events: [{ phase: 'begun', event: { ...event } }] };
}

function update(event: TensionEvent, state: Tension, tMs: number): void {
  event.endMs = tMs;
  event.level = state.level;
  event.peakN = state.peakN;
  event.meanN = state.sumN / state.count;
  event.peakShareOfWeight = state.peakN / state.weightN;
}

function close(state: Tension, endMs: number): Step<Tension> {
  const open = state.open;
  state.open = null;
  state.tautMs = NaN;
  state.slackMs = NaN;
  state.lungeMs = NaN;
  if (!open) return state.quiet;
  open.endMs = Math.max(open.startMs, endMs);
  return { state, events: [{ phase: 'settled', event: open }] };
}
