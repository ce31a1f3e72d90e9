import { withQuietStep, type Step } from './detector';
import type { ActivityState, DragEvent, EventChange } from './event';
import { evidence, strengthOf } from './evidence';
import type { ThresholdValues } from './thresholds';

/** A tenth of a second of the lead while it is under tension, and one when that ends. */
export interface LeadTick {
  tMs: number;
  /** A tension event goes on. */
  taut: boolean;
  sumN: number;
  /** Samples in the sum. */
  count: number;
  peakN: number;
}

export interface Drag {
  /** When the pull on a still body began, ms; NaN while there is none. */
  heldMs: number;
  /** When it was seen for the last time, ms. */
  lastMs: number;
  sumN: number;
  count: number;
  peakN: number;
  open: DragEvent | null;
  readonly quiet: Step<Drag>;
}

export function dragFrom(): Drag {
  const state: Omit<Drag, 'quiet'> = { heldMs: NaN, lastMs: NaN, sumN: 0, count: 0, peakN: 0, open: null };
  return withQuietStep(state);
}

/**
 * Tension while the body stands still: it does not pull, so the hand does. What it cannot tell: a cat that leans into
 * the lead without moving.
 * @param activity ground state at the tick's time.
 */
export function detectDrag(
  state: Drag,
  tick: Readonly<LeadTick>,
  activity: ActivityState,
  at: ThresholdValues,
): Step<Drag> {
  const { tMs } = tick;
  if (!tick.taut || activity !== 'still') {
    const over = !tick.taut || activity === 'unknown' || !(tMs - state.lastMs < at.dragLeaveMs);
    return over ? close(state, at) : state.quiet;
  }
  if (Number.isNaN(state.heldMs)) {
    state.heldMs = tMs;
    state.sumN = 0;
    state.count = 0;
    state.peakN = 0;
  }
  state.lastMs = tMs;
  state.sumN += tick.sumN;
  state.count += tick.count;
  state.peakN = Math.max(state.peakN, tick.peakN);
  if (state.open) {
    fill(state.open, state);
    return state.quiet;
  }
  if (tMs - state.heldMs < at.dragDwellMs) return state.quiet;
  const event: DragEvent = {
    kind: 'drag',
    startMs: state.heldMs,
    endMs: tMs,
    detectedMs: tMs,
    confidence: 0,
    evidence: [],
    peakN: 0,
    meanN: 0,
  };
  fill(event, state);
  grade(event, at);
  state.open = event;
  return { state, events: [{ phase: 'begun', event: { ...event } }] };
}

export function finishDrag(state: Drag, at: ThresholdValues): readonly EventChange[] {
  return close(state, at).events;
}

function fill(event: DragEvent, state: Drag): void {
  event.endMs = state.lastMs;
  event.peakN = state.peakN;
  event.meanN = state.count > 0 ? state.sumN / state.count : 0;
}

/** As long as it lasted against the dwell (may be off by half). */
function grade(event: DragEvent, at: ThresholdValues): void {
  const lastedMs = event.endMs - event.startMs;
  event.confidence = strengthOf(lastedMs, at.dragDwellMs, 1.5);
  event.evidence = [evidence('lastedMs', lastedMs, at.dragDwellMs)];
}

function close(state: Drag, at: ThresholdValues): Step<Drag> {
  const { open } = state;
  state.open = null;
  state.heldMs = NaN;
  state.lastMs = NaN;
  if (!open) return state.quiet;
  grade(open, at);
  return { state, events: [{ phase: 'settled', event: open }] };
}
