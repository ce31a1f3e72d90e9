import type { MotionFeature } from '../signal/motion-features';
import { withQuietStep, type Step } from './detector';
import type { BoltEvent, EventChange } from './event';
import type { ThresholdValues } from './thresholds';

export interface Bolt {
  /** When the level was passed, ms; NaN while below. */
  aboveMs: number;
  /** When the last second was calm for the last time, ms; NaN before. */
  calmMs: number;
  /** Since when it has been below the leaving level, ms; NaN while above. */
  belowMs: number;
  peakSdG: number;
  peakG: number;
  open: BoltEvent | null;
  readonly quiet: Step<Bolt>;
}

export function boltFrom(): Bolt {
  const state: Omit<Bolt, 'quiet'> = {
    aboveMs: NaN,
    calmMs: NaN,
    belowMs: NaN,
    peakSdG: 0,
    peakG: 0,
    open: null,
  };
  return withQuietStep(state);
}

/**
 * A run that breaks out of calm.
 * @param shaking whether a shake goes on: its swings are no run.
 */
export function detectBolt(
  state: Bolt,
  feature: Readonly<MotionFeature>,
  shaking: boolean,
  at: ThresholdValues,
): Step<Bolt> {
  if (feature.afterGap) {
    state.calmMs = NaN;
    return close(state, feature.previousMs, 'settled');
  }
  if (shaking) return close(state, feature.tMs, 'withdrawn');
  const sd = feature.sd05G;
  if (Number.isNaN(sd)) return state.quiet;
  const open = state.open;
  if (open) {
    open.endMs = feature.tMs;
    if (sd > open.peakSdG) open.peakSdG = sd;
    if (feature.peakG > open.peakG) open.peakG = feature.peakG;
    if (sd > at.boltLeaveShare * open.thresholdG) state.belowMs = NaN;
    else if (Number.isNaN(state.belowMs)) state.belowMs = feature.tMs;
    else if (feature.tMs - state.belowMs >= at.boltLeaveMs) return end(state, state.belowMs, at);
    return state.quiet;
  }
  if (feature.sd1G <= at.boltCalmShare * at.boltG) state.calmMs = feature.tMs;
  if (sd < at.boltG) {
    state.aboveMs = NaN;
    return state.quiet;
  }
  if (Number.isNaN(state.aboveMs)) {
    state.aboveMs = feature.tMs;
    state.peakSdG = 0;
    state.peakG = 0;
  }
  state.peakSdG = Math.max(state.peakSdG, sd);
  state.peakG = Math.max(state.peakG, feature.peakG);
  if (feature.tMs - state.aboveMs < at.boltDwellMs) return state.quiet;
  if (!(state.aboveMs - state.calmMs <= at.boltCalmWithinMs)) return state.quiet;
  const event: BoltEvent = {
    kind: 'bolt',
    startMs: state.aboveMs,
    endMs: feature.tMs,
    detectedMs: feature.tMs,
    peakSdG: state.peakSdG,
    peakG: state.peakG,
    thresholdG: at.boltG,
  };
  state.open = event;
  state.belowMs = NaN;
  return { state, events: [{ phase: 'begun', event: { ...event } }] };
}

export function finishBolt(state: Bolt, endMs: number): readonly EventChange[] {
  return close(state, endMs, 'settled').events;
}

/** Ends an open bolt by itself: one that was too short for a run is taken back. */
function end(state: Bolt, endMs: number, at: ThresholdValues): Step<Bolt> {
  const brief = state.open !== null && endMs - state.open.startMs < at.boltMinMs;
  return close(state, endMs, brief ? 'withdrawn' : 'settled');
}

function close(state: Bolt, endMs: number, phase: 'settled' | 'withdrawn'): Step<Bolt> {
  const open = state.open;
  state.open = null;
  state.aboveMs = NaN;
  state.belowMs = NaN;
  if (!open) return state.quiet;
  open.endMs = Math.max(open.startMs, endMs);
  return { state, events: [{ phase, event: open }] };
}
