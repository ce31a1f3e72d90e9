import type { MotionFeature } from '../signal/motion-features';
import { withQuietStep, type Step } from './detector';
import type { ActivityState, EventChange, FreezeEvent, RestEvent } from './event';
import type { ThresholdValues } from './thresholds';

/** Features look back over this, so stillness began that much before they say so, ms. */
const LOOK_BACK_MS = 1_000;

interface Stretch {
  startMs: number;
  endMs: number;
}

export interface Freeze {
  /** Movement of the last while, oldest first; the last one may still grow. */
  moved: Stretch[];
  moving: boolean;
  /** When the present quiet began, ms; NaN when it is not quiet. */
  quietMs: number;
  /** Since when it has not been quiet, ms; NaN while it is. */
  loudMs: number;
  sumSd: number;
  count: number;
  open: FreezeEvent | RestEvent | null;
  readonly quiet: Step<Freeze>;
}

export function freezeFrom(): Freeze {
  const state: Omit<Freeze, 'quiet'> = {
    moved: [],
    moving: false,
    quietMs: NaN,
    loudMs: NaN,
    sumSd: 0,
    count: 0,
    open: null,
  };
  return withQuietStep(state) as Freeze;
}

/**
 * Stillness that breaks off movement, and rest, which it turns into after a minute.
 * @param activity ground state at this sample.
 */
export function detectFreeze(
  state: Freeze,
  feature: Readonly<MotionFeature>,
  activity: ActivityState,
  at: ThresholdValues,
): Step<Freeze> {
  if (feature.afterGap) return lose(state, feature.previousMs);
  remember(state, activity, feature.tMs, at);
  const sd = feature.sd1G;
  if (Number.isNaN(sd)) return state.quiet;
  if (Number.isNaN(state.quietMs)) {
    if (sd > at.freezeQuietG) return state.quiet;
    state.quietMs = feature.tMs - LOOK_BACK_MS;
    state.loudMs = NaN;
    state.sumSd = 0;
    state.count = 0;
  }
  state.sumSd += sd;
  state.count++;
  if (sd >= (state.open ? at.freezeLeaveG : at.freezeQuietG)) {
    if (Number.isNaN(state.loudMs)) state.loudMs = feature.tMs;
    if (feature.tMs - state.loudMs >= at.freezeLeaveMs) return lose(state, state.loudMs);
  } else state.loudMs = NaN;
  return hold(state, feature.tMs, at);
}

export function finishFreeze(state: Freeze, endMs: number): readonly EventChange[] {
  return lose(state, endMs).events;
}

function hold(state: Freeze, tMs: number, at: ThresholdValues): Step<Freeze> {
  const lasted = tMs - state.quietMs;
  const open = state.open;
  if (!open) {
    if (lasted >= at.restAfterMs) return begin(state, rest(state, state.quietMs, tMs));
    if (lasted < at.freezeDwellMs) return state.quiet;
    const movedBeforeMs = movedWithin(state.moved, state.quietMs, at.freezeWithinMs);
    if (movedBeforeMs < at.freezeMovedMs) return state.quiet;
    return begin(state, {
      kind: 'freeze',
      startMs: state.quietMs,
      endMs: tMs,
      detectedMs: tMs,
      sdG: state.sumSd / state.count,
      movedBeforeMs,
    });
  }
  open.endMs = tMs;
  open.sdG = state.sumSd / state.count;
  if (open.kind === 'rest' || lasted < at.restAfterMs) return state.quiet;
  const freeze = open;
  freeze.endMs = state.quietMs + at.restAfterMs;
  const resting = rest(state, freeze.endMs, tMs);
  state.open = resting;
  return {
    state,
    events: [
      { phase: 'settled', event: { ...freeze } },
      { phase: 'begun', event: { ...resting } },
    ],
  };
}

function rest(state: Freeze, startMs: number, tMs: number): RestEvent {
  return { kind: 'rest', startMs, endMs: tMs, detectedMs: tMs, sdG: state.sumSd / state.count };
}

function begin(state: Freeze, event: FreezeEvent | RestEvent): Step<Freeze> {
  state.open = event;
  return { state, events: [{ phase: 'begun', event: { ...event } }] };
}

function lose(state: Freeze, endMs: number): Step<Freeze> {
  const open = state.open;
  state.open = null;
  state.quietMs = NaN;
  state.loudMs = NaN;
  state.moving = false;
  if (!open) return state.quiet;
  open.endMs = Math.max(open.startMs, endMs);
  return { state, events: [{ phase: 'settled', event: open }] };
}

function remember(state: Freeze, activity: ActivityState, tMs: number, at: ThresholdValues): void {
  if (activity !== 'moving') {
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
