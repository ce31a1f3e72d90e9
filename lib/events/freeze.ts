import type { MotionFeature } from '../signal/motion-features';
import type { Behaviour } from './behaviour';
import { withQuietStep, type Step } from './detector';
import type { EventChange, FreezeEvent, RestEvent } from './event';
import { evidence, strengthOf } from './evidence';
import type { ThresholdValues } from './thresholds';

interface Stretch {
  startMs: number;
  endMs: number;
}

export interface Freeze {
  /** Movement of the last while, oldest first; the last one may still grow. */
  moved: Stretch[];
  moving: boolean;
  /** When the present stillness began, ms; NaN when there is none. */
  stillMs: number;
  sumSdG: number;
  sumStillChance: number;
  count: number;
  open: FreezeEvent | RestEvent | null;
  readonly quiet: Step<Freeze>;
}

export function freezeFrom(): Freeze {
  const state: Omit<Freeze, 'quiet'> = {
    moved: [],
    moving: false,
    stillMs: NaN,
    sumSdG: 0,
    sumStillChance: 0,
    count: 0,
    open: null,
  };
  return withQuietStep(state);
}

/** Stillness that breaks off movement; and rest, which any stillness turns into after a minute. */
export function detectFreeze(
  state: Freeze,
  feature: Readonly<MotionFeature>,
  behaviour: Readonly<Behaviour>,
  at: ThresholdValues,
): Step<Freeze> {
  if (feature.afterGap) return lose(state, feature.previousMs, at);
  if (!behaviour.known) return state.quiet;
  remember(state, behaviour.moving >= at.freezeMovingChance, feature, at);
  if (Number.isNaN(state.stillMs)) {
    if (!(behaviour.still > at.freezeStillChance)) return state.quiet;
    state.stillMs = feature.tMs - at.freezeLagMs;
    state.sumSdG = 0;
    state.sumStillChance = 0;
    state.count = 0;
  } else if (!(behaviour.still > at.freezeLeaveChance) || behaviour.moving > at.freezeLeaveMovingChance)
    return lose(state, feature.tMs, at);
  if (!Number.isNaN(feature.sd05G)) {
    state.sumSdG += feature.sd05G;
    state.sumStillChance += behaviour.still;
    state.count++;
  }
  return hold(state, feature, behaviour, at);
}

export function finishFreeze(state: Freeze, endMs: number, at: ThresholdValues): readonly EventChange[] {
  return lose(state, endMs, at).events;
}

function hold(
  state: Freeze,
  { tMs }: Readonly<MotionFeature>,
  behaviour: Readonly<Behaviour>,
  at: ThresholdValues,
): Step<Freeze> {
  const lasted = tMs - state.stillMs;
  const { open } = state;
  if (!open) {
    if (lasted >= at.restAfterMs) return begin(state, rest(state.stillMs, tMs), at);
    if (lasted < at.freezeDwellMs) return state.quiet;
    const movedBeforeMs = movedWithin(state.moved, state.stillMs, at.freezeWithinMs);
    if (movedBeforeMs < at.freezeMovedMs) return state.quiet;
    // A doubtful moment holds a freeze that goes on, but does not begin one: the body may be off again.
    if (!(behaviour.still > at.freezeBeginChance)) return state.quiet;
    const event: FreezeEvent = {
      kind: 'freeze',
      startMs: state.stillMs,
      endMs: tMs,
      detectedMs: tMs,
      confidence: 0,
      evidence: [],
      sdG: 0,
      movedBeforeMs,
    };
    return begin(state, event, at);
  }
  open.endMs = tMs;
  if (open.kind === 'rest' || lasted < at.restAfterMs) return state.quiet;
  open.endMs = state.stillMs + at.restAfterMs;
  grade(open, state, at);
  const resting = rest(open.endMs, tMs);
  grade(resting, state, at);
  state.open = resting;
  return {
    state,
    events: [
      { phase: 'settled', event: { ...open } },
      { phase: 'begun', event: { ...resting } },
    ],
  };
}

function sdOf(state: Freeze): number {
  return state.count > 0 ? state.sumSdG / state.count : 0;
}

function rest(startMs: number, tMs: number): RestEvent {
  return {
    kind: 'rest',
    startMs,
    endMs: tMs,
    detectedMs: tMs,
    confidence: 0,
    evidence: [],
    sdG: 0,
  };
}

/**
 * Stillness: the model's probability of it, on average since it began. A freeze also needs movement that it broke off:
 * what was seen of that may be off by half.
 */
function grade(event: FreezeEvent | RestEvent, state: Freeze, at: ThresholdValues): void {
  event.sdG = sdOf(state);
  const stillChance = state.count > 0 ? state.sumStillChance / state.count : 0;
  const lastedMs = event.endMs - event.startMs;
  const stillness = [
    evidence('stillChance', stillChance, at.freezeStillChance),
    evidence('motionSdG', event.sdG),
  ];
  if (event.kind === 'rest') {
    event.confidence = stillChance;
    event.evidence = [...stillness, evidence('lastedMs', lastedMs)];
    return;
  }
  event.confidence = Math.min(stillChance, strengthOf(event.movedBeforeMs, at.freezeMovedMs, 2));
  event.evidence = [
    ...stillness,
    evidence('lastedMs', lastedMs, at.freezeDwellMs),
    evidence('movedBeforeMs', event.movedBeforeMs, at.freezeMovedMs),
  ];
}

function begin(state: Freeze, event: FreezeEvent | RestEvent, at: ThresholdValues): Step<Freeze> {
  grade(event, state, at);
  state.open = event;
  return { state, events: [{ phase: 'begun', event: { ...event } }] };
}

function lose(state: Freeze, endMs: number, at: ThresholdValues): Step<Freeze> {
  const { open } = state;
  state.open = null;
  state.stillMs = NaN;
  state.moving = false;
  if (!open) return state.quiet;
  open.endMs = Math.max(open.startMs, endMs);
  grade(open, state, at);
  return { state, events: [{ phase: 'settled', event: open }] };
}

function remember(
  state: Freeze,
  moving: boolean,
  { tMs }: Readonly<MotionFeature>,
  at: ThresholdValues,
): void {
  if (!moving) {
    state.moving = false;
    return;
  }
  const last = state.moved.at(-1);
  if (state.moving && last) last.endMs = tMs;
  else {
    state.moving = true;
    while (state.moved.length > 0 && state.moved[0]!.endMs < tMs - 2 * at.freezeWithinMs) state.moved.shift();
    state.moved.push({ startMs: tMs, endMs: tMs });
  }
}

/** Movement within the time before a moment, ms. */
function movedWithin(moved: readonly Stretch[], beforeMs: number, withinMs: number): number {
  let sum = 0;
  for (const { startMs, endMs } of moved) {
    sum += Math.max(0, Math.min(endMs, beforeMs) - Math.max(startMs, beforeMs - withinMs));
  }
  return sum;
}
