import type { MotionFeature } from '../signal/motion-features';
import { withQuietStep, type Step } from './detector';
import type { EventChange, ShakeEvent } from './event';
import type { ThresholdValues } from './thresholds';

/** Features look back over about this: a shake began that much before it was seen, ms. */
const LOOK_BACK_MS = 300;

export interface Shake {
  open: ShakeEvent | null;
  /** Since when it has been calm, ms; NaN while it is not. */
  calmMs: number;
  readonly quiet: Step<Shake>;
}

export function shakeFrom(): Shake {
  const state: Omit<Shake, 'quiet'> = { open: null, calmMs: NaN };
  return withQuietStep(state) as Shake;
}

/** A shake of the body: fast swings of large amplitude, over within seconds. */
export function detectShake(
  state: Shake,
  feature: Readonly<MotionFeature>,
  at: ThresholdValues,
): Step<Shake> {
  if (feature.afterGap) return close(state, feature.previousMs, at);
  const open = state.open;
  if (!open) {
    if (!(feature.vedba04G >= at.shakeG && feature.oscillationHz >= at.shakeHz)) return state.quiet;
    const event: ShakeEvent = {
      kind: 'shake',
      startMs: feature.tMs - LOOK_BACK_MS,
      endMs: feature.tMs,
      detectedMs: feature.tMs,
      rateHz: feature.oscillationHz,
      peakG: feature.magnitudeG,
    };
    state.open = event;
    state.calmMs = NaN;
    return { state, events: [{ phase: 'begun', event: { ...event } }] };
  }
  open.endMs = feature.tMs;
  if (feature.magnitudeG > open.peakG) open.peakG = feature.magnitudeG;
  if (feature.oscillationHz > open.rateHz) open.rateHz = feature.oscillationHz;
  if (feature.vedba04G > at.shakeLeaveG) state.calmMs = NaN;
  else if (Number.isNaN(state.calmMs)) state.calmMs = feature.tMs;
  else if (feature.tMs - state.calmMs >= at.shakeLeaveMs) return close(state, state.calmMs, at);
  return state.quiet;
}

export function finishShake(state: Shake, endMs: number, at: ThresholdValues): readonly EventChange[] {
  return close(state, endMs, at).events;
}

function close(state: Shake, endMs: number, at: ThresholdValues): Step<Shake> {
  const open = state.open;
  state.open = null;
  state.calmMs = NaN;
  if (!open) return state.quiet;
  open.endMs = Math.max(open.startMs, endMs);
  const lasted = open.endMs - open.startMs;
  const phase = lasted >= at.shakeMinMs && lasted <= at.shakeMaxMs ? 'settled' : 'withdrawn';
  return { state, events: [{ phase, event: open }] };
}
