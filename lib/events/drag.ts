import { withQuietStep, type Step } from './detector';
import type { DragEvent, EventChange } from './event';
import { evidence, strengthOf } from './evidence';
import type { ThresholdValues } from './thresholds';

/** One slot of a lead under tension, with what the body did then. */
export class PullSlot {
  /** Where the slot begins, and the moment at which all this is known, ms. */
  tMs = NaN;
  knownMs = NaN;
  /** Chance that the cat stood, 0–1; NaN: nothing is known of the body. */
  standChance = NaN;
  pullN = NaN;
}

export interface Drag {
  /** When the pull on a standing cat began, ms; NaN while there is none. */
  heldMs: number;
  /** Until when it stood, ms. */
  lastMs: number;
  sumN: number;
  sumChance: number;
  count: number;
  peakN: number;
  open: DragEvent | null;
  readonly quiet: Step<Drag>;
}

export function dragFrom(): Drag {
  const state: Omit<Drag, 'quiet'> = {
    heldMs: NaN,
    lastMs: NaN,
    sumN: 0,
    sumChance: 0,
    count: 0,
    peakN: 0,
    open: null,
  };
  return withQuietStep(state);
}

/**
 * Tension while the cat stands: it does not pull, so the hand does. What it cannot tell: a cat that leans into the lead
 * without a step.
 * @param slotMs length of the slot
 */
export function detectDrag(
  state: Drag,
  now: Readonly<PullSlot>,
  slotMs: number,
  at: ThresholdValues,
): Step<Drag> {
  const { tMs, standChance } = now;
  const stands = standChance > (Number.isNaN(state.heldMs) ? at.dragStandChance : at.dragLeaveChance);
  if (!stands) {
    const over = Number.isNaN(standChance) || !(tMs - state.lastMs < at.dragLeaveMs);
    return over ? endDrag(state, at) : state.quiet;
  }
  if (Number.isNaN(state.heldMs)) {
    state.heldMs = tMs;
    state.sumN = 0;
    state.sumChance = 0;
    state.count = 0;
    state.peakN = 0;
  }
  state.lastMs = tMs + slotMs;
  state.sumN += now.pullN;
  state.sumChance += standChance;
  state.count++;
  state.peakN = Math.max(state.peakN, now.pullN);
  if (state.open) {
    fill(state.open, state);
    return state.quiet;
  }
  if (state.lastMs - state.heldMs < at.dragDwellMs) return state.quiet;
  const event: DragEvent = {
    kind: 'drag',
    startMs: state.heldMs,
    endMs: state.lastMs,
    detectedMs: now.knownMs,
    confidence: 0,
    evidence: [],
    peakN: 0,
    meanN: 0,
  };
  fill(event, state);
  grade(event, state, at);
  state.open = event;
  return { state, events: [{ phase: 'begun', event: { ...event } }] };
}

/** The pull is over, or the data are. */
export function endDrag(state: Drag, at: ThresholdValues): Step<Drag> {
  const { open } = state;
  state.open = null;
  if (open) grade(open, state, at);
  state.heldMs = NaN;
  state.lastMs = NaN;
  if (!open) return state.quiet;
  return { state, events: [{ phase: 'settled', event: open }] satisfies EventChange[] };
}

function fill(event: DragEvent, state: Drag): void {
  event.endMs = state.lastMs;
  event.peakN = state.peakN;
  event.meanN = state.sumN / state.count;
}

/** As its weakest part: the mean chance that the cat stood, and how long it lasted against the dwell (may be off by half). */
function grade(event: DragEvent, state: Drag, at: ThresholdValues): void {
  const lastedMs = event.endMs - event.startMs;
  const standChance = state.sumChance / state.count;
  event.confidence = Math.min(standChance, strengthOf(lastedMs, at.dragDwellMs, 1.5));
  event.evidence = [
    evidence('standChance', standChance, at.dragStandChance),
    evidence('lastedMs', lastedMs, at.dragDwellMs),
  ];
}
