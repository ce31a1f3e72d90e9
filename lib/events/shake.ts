import type { MotionFeature } from '../signal/motion-features';
import { withQuietStep, type Step } from './detector';
import type { EventChange, ShakeEvent } from './event';
import { evidence, strengthOf } from './evidence';
import type { ThresholdValues } from './thresholds';

export interface Shake {
  open: ShakeEvent | null;
  /** When the present large swing began, ms; NaN while there is none. */
  riseMs: number;
  peakSwingG: number;
  /** How well the swing repeated itself, −1…1, when it was told. */
  rhythm: number;
  readonly quiet: Step<Shake>;
}

export function shakeFrom(): Shake {
  const state: Omit<Shake, 'quiet'> = { open: null, riseMs: NaN, peakSwingG: 0, rhythm: 0 };
  return withQuietStep(state);
}

/**
 * A shake of the body: a large, fast swing that repeats itself, out of calm, over within seconds. A run is slower and
 * lasts; a jolt does not repeat itself.
 */
export function detectShake(
  state: Shake,
  feature: Readonly<MotionFeature>,
  at: ThresholdValues,
): Step<Shake> {
  if (feature.afterGap) return close(state, feature.previousMs, at);
  const { tMs, swingG } = feature;
  if (!(feature.swingShortG >= at.shakeRiseG)) state.riseMs = NaN;
  else if (Number.isNaN(state.riseMs)) state.riseMs = tMs;
  const { open } = state;
  if (!open) return isShake(feature, at) ? begin(state, feature, at) : state.quiet;

  open.endMs = tMs;
  if (feature.peakG > open.peakG) open.peakG = feature.peakG;
  if (swingG > state.peakSwingG) {
    state.peakSwingG = swingG;
    if (feature.oscillationHz > 0) open.rateHz = feature.oscillationHz;
  }
  if (!(swingG >= at.shakeLeaveShare * state.peakSwingG)) return close(state, tMs, at);
  return tMs - open.startMs > at.shakeMaxMs ? close(state, tMs, at) : state.quiet;
}

export function finishShake(state: Shake, endMs: number, at: ThresholdValues): readonly EventChange[] {
  return close(state, endMs, at).events;
}

function isShake(feature: Readonly<MotionFeature>, at: ThresholdValues): boolean {
  if (!(feature.swingG >= at.shakeSwingG && feature.oscillationHz >= at.shakeHz)) return false;
  if (!(feature.rhythm >= at.shakeRhythm)) return false;
  // What came before is unknown at the start of a recording: then only a large swing counts.
  return feature.swingG >= at.shakeContrast * feature.swingBeforeG || feature.swingG >= at.shakeLargeG;
}

function begin(state: Shake, feature: Readonly<MotionFeature>, at: ThresholdValues): Step<Shake> {
  const { tMs } = feature;
  const riseMs = Number.isNaN(state.riseMs) ? tMs : state.riseMs;
  const event: ShakeEvent = {
    kind: 'shake',
    startMs: Math.max(riseMs, tMs - at.shakeLookBackMs),
    endMs: tMs,
    detectedMs: tMs,
    confidence: 0,
    evidence: [],
    rateHz: feature.oscillationHz,
    peakG: feature.peakG,
  };
  state.open = event;
  state.peakSwingG = feature.swingG;
  state.rhythm = feature.rhythm;
  grade(event, state, at);
  return { state, events: [{ phase: 'begun', event: { ...event } }] };
}

/**
 * As its weakest sign: the size of the swing (may be off by half), its rate (by a fifth: the cycles of half a second are
 * few) and how well it repeats itself (by a third).
 */
function grade(event: ShakeEvent, state: Shake, at: ThresholdValues): void {
  event.confidence = Math.min(
    strengthOf(state.peakSwingG, at.shakeSwingG, 1.5),
    strengthOf(event.rateHz, at.shakeHz, 1.2),
    strengthOf(state.rhythm, at.shakeRhythm, 1.33),
  );
  event.evidence = [
    evidence('oscillationHz', event.rateHz, at.shakeHz),
    evidence('swingG', state.peakSwingG, at.shakeSwingG),
    evidence('rhythm', state.rhythm, at.shakeRhythm),
    evidence('peakAccelG', event.peakG),
  ];
}

function close(state: Shake, endMs: number, at: ThresholdValues): Step<Shake> {
  const { open } = state;
  state.open = null;
  if (!open) return state.quiet;
  open.endMs = Math.max(open.startMs, endMs);
  grade(open, state, at);
  const lasted = open.endMs - open.startMs;
  const phase = lasted >= at.shakeMinMs && lasted <= at.shakeMaxMs ? 'settled' : 'withdrawn';
  return { state, events: [{ phase, event: open }] };
}

/** What the shake detector says: a shake goes on, has just ended as one, or has just turned out to be none. */
export type ShakeNow = 'none' | 'shaking' | 'shaken' | 'no-shake';

/** What detectShake has just said, for the bolt detector. */
export function shakeNow(shake: Shake, said: readonly EventChange[]): ShakeNow {
  if (shake.open) return 'shaking';
  if (said.length === 0) return 'none';
  for (const { phase } of said) {
    if (phase === 'settled') return 'shaken';
    if (phase === 'withdrawn') return 'no-shake';
  }
  return 'none';
}
