import type { MotionFeature } from '../signal/motion-features';
import { withQuietStep, type Step } from './detector';
import type { BoltEvent, EventChange } from './event';
import { evidence, strengthOf } from './evidence';
import type { ShakeNow } from './shake';
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
  /** A run within what looks like a shake: told if the shake turns out to be none. */
  held: BoltEvent | null;
  /** Since when samples too far apart show what may be a shake or a run, ms; NaN while they do not. And since when it has been calmer. */
  doubtMs: number;
  doubtBelowMs: number;
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
    held: null,
    doubtMs: NaN,
    doubtBelowMs: NaN,
  };
  return withQuietStep(state);
}

/**
 * A run that breaks out of calm. The swings of a shake are no run; what lasts longer than any shake was a run from its
 * beginning.
 */
export function detectBolt(
  state: Bolt,
  feature: Readonly<MotionFeature>,
  seen: ShakeNow,
  at: ThresholdValues,
): Step<Bolt> {
  if (feature.afterGap) {
    state.calmMs = NaN;
    state.held = null;
    state.doubtMs = NaN;
    return close(state, feature.previousMs, 'settled', at);
  }
  const sd = feature.sd05G;
  if (Number.isNaN(sd)) return state.quiet;
  const doubt = doubtShake(state, feature, at);
  const shake = seen === 'none' ? doubt : seen;
  const open = state.open;
  // A run that has lasted longer than any shake is a run, whatever swings in it.
  const established = open !== null && feature.tMs - open.startMs > at.shakeMaxMs;
  if (shake === 'shaken' && !established) {
    state.held = null;
    state.calmMs = NaN;
    return close(state, feature.tMs, 'withdrawn', at);
  }
  if (open && shake === 'shaking' && !established) {
    state.held = open;
    state.open = null;
    return { state, events: [{ phase: 'withdrawn', event: { ...open } }] };
  }
  if (shake === 'no-shake' && state.held) {
    state.open = state.held;
    state.held = null;
    state.open.detectedMs = feature.tMs;
    grade(state.open, at);
    return { state, events: [{ phase: 'begun', event: { ...state.open } }] };
  }
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
    confidence: 0,
    evidence: [],
    peakSdG: state.peakSdG,
    peakG: state.peakG,
    thresholdG: at.boltG,
  };
  state.belowMs = NaN;
  if (shake === 'shaking') {
    state.held ??= event;
    state.held.endMs = feature.tMs;
    state.held.peakSdG = state.peakSdG;
    state.held.peakG = state.peakG;
    return state.quiet;
  }
  state.open = event;
  grade(event, at);
  return { state, events: [{ phase: 'begun', event: { ...event } }] };
}

/**
 * Samples too far apart cannot carry the swings of a shake: what is as large and breaks out of calm as suddenly may be one, or a
 * run. It is taken for a shake until it has lasted longer than any.
 */
function doubtShake(state: Bolt, feature: Readonly<MotionFeature>, at: ThresholdValues): ShakeNow {
  const { tMs } = feature;
  if (Number.isNaN(state.doubtMs)) {
    if (!feature.isCoarse) return 'none';
    // A swing near half the sampling rate can hide from its changes, but not from the spread.
    const sizeG = Math.max(feature.swingG, feature.sd05G);
    if (!(sizeG >= at.shakeSwingG && sizeG >= at.shakeContrast * feature.swingBeforeG)) return 'none';
    state.doubtMs = tMs;
    state.doubtBelowMs = NaN;
    return 'shaking';
  }
  if (tMs - state.doubtMs > at.shakeMaxMs) {
    state.doubtMs = NaN;
    return 'no-shake';
  }
  if (feature.sd05G > at.boltLeaveShare * at.boltG) state.doubtBelowMs = NaN;
  else if (Number.isNaN(state.doubtBelowMs)) state.doubtBelowMs = tMs;
  else if (tMs - state.doubtBelowMs >= at.boltLeaveMs) {
    state.doubtMs = NaN;
    return 'shaken';
  }
  return 'shaking';
}

export function finishBolt(state: Bolt, endMs: number, at: ThresholdValues): readonly EventChange[] {
  return close(state, endMs, 'settled', at).events;
}

/** As far as its motion lies above the level (which suits one body better than another: a ratio of 1.5), and its length above the least. */
function grade(event: BoltEvent, at: ThresholdValues): void {
  const lastedMs = event.endMs - event.startMs;
  event.confidence = Math.min(
    strengthOf(event.peakSdG, event.thresholdG, 1.5),
    // While it goes on its length is open.
    lastedMs < at.boltMinMs ? 0.5 : strengthOf(lastedMs, at.boltMinMs, 1.5),
  );
  event.evidence = [
    evidence('motionSdG', event.peakSdG, event.thresholdG),
    evidence('peakAccelG', event.peakG),
    evidence('lastedMs', lastedMs, at.boltMinMs),
  ];
}

/** Ends an open bolt by itself: one that was too short for a run is taken back. */
function end(state: Bolt, endMs: number, at: ThresholdValues): Step<Bolt> {
  const brief = state.open !== null && endMs - state.open.startMs < at.boltMinMs;
  return close(state, endMs, brief ? 'withdrawn' : 'settled', at);
}

function close(state: Bolt, endMs: number, phase: 'settled' | 'withdrawn', at: ThresholdValues): Step<Bolt> {
  const open = state.open;
  state.open = null;
  state.aboveMs = NaN;
  state.belowMs = NaN;
  if (!open) return state.quiet;
  open.endMs = Math.max(open.startMs, endMs);
  grade(open, at);
  return { state, events: [{ phase, event: open }] };
}
