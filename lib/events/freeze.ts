import type { MotionFeature } from '../signal/motion-features';
import type { Behaviour } from './behaviour';
import { withQuietStep, type Step } from './detector';
import type { EventChange, FreezeEvent, RestEvent } from './event';
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
  if (feature.afterGap) return lose(state, feature.previousMs);
  if (!behaviour.known) return state.quiet;
  remember(state, behaviour.moving >= at.freezeMovingChance, feature.tMs, at);
  if (Number.isNaN(state.stillMs)) {
    if (!(behaviour.still > at.freezeStillChance)) return state.quiet;
    state.stillMs = feature.tMs - at.freezeLagMs;
    state.sumSdG = 0;
    state.count = 0;
  } else if (!(behaviour.still > at.freezeLeaveChance) || behaviour.moving > at.freezeLeaveMovingChance)
    return lose(state, feature.tMs);
  if (!Number.isNaN(feature.sd05G)) {
    state.sumSdG += feature.sd05G;
    state.count++;
  }
  return hold(state, feature.tMs, behaviour, at);
}

export function finishFreeze(state: Freeze, endMs: number): readonly EventChange[] {
  return lose(state, endMs).events;
}

function hold(state: Freeze, tMs: number, behaviour: Readonly<Behaviour>, at: ThresholdValues): Step<Freeze> {
  const lasted = tMs - state.stillMs;
  const { open } = state;
  if (!open) {
    if (lasted >= at.restAfterMs) return begin(state, rest(state, state.stillMs, tMs));
    if (lasted < at.freezeDwellMs) return state.quiet;
    const movedBeforeMs = movedWithin(state.moved, state.stillMs, at.freezeWithinMs);
    if (movedBeforeMs < at.freezeMovedMs) return state.quiet;
    // A doubtful moment holds a freeze that goes on, but does not begin one: the body may be off again.
    if (!(behaviour.still > at.freezeBeginChance)) return state.quiet;
    return begin(state, {
      kind: 'freeze',
      startMs: state.stillMs,
      endMs: tMs,
      detectedMs: tMs,
      sdG: sdOf(state),
      movedBeforeMs,
    });
  }
  open.endMs = tMs;
  open.sdG = sdOf(state);
  if (open.kind === 'rest' || lasted < at.restAfterMs) return state.quiet;
  open.endMs = state.stillMs + at.restAfterMs;
  const resting = rest(state, open.endMs, tMs);
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

function rest(state: Freeze, startMs: number, tMs: number): RestEvent {
  return { kind: 'rest', startMs, endMs: tMs, detectedMs: tMs, sdG: sdOf(state) };
}

function begin(state: Freeze, event: FreezeEvent | RestEvent): Step<Freeze> {
  state.open = event;
  return { state, events: [{ phase: 'begun', event: { ...event } }] };
}

function lose(state: Freeze, endMs: number): Step<Freeze> {
  const { open } = state;
  state.open = null;
  state.stillMs = NaN;
  state.moving = false;
  if (!open) return state.quiet;
  open.endMs = Math.max(open.startMs, endMs);
  return { state, events: [{ phase: 'settled', event: open }] };
}

function remember(state: Freeze, moving: boolean, tMs: number, at: ThresholdValues): void {
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
