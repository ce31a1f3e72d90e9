import { SLOT_MASK, SLOT_MS, type SlotRing } from './slot-ring';
import { withQuietStep, type Step } from './detector';
import type { EventChange, SlipOutEvent } from './event';
import { evidence, strengthOf } from './evidence';
import type { ThresholdValues } from './thresholds';

/** Posture before is the mean of 1 s that ended this long before the lead fell slack: a pull tilts the harness. */
const POSTURE_SLOTS = 25;
/** A free fall is looked for from this long before the lead fell slack to this long after. */
const FALL_BEFORE_SLOTS = 6;
const FALL_AFTER_SLOTS = 25;
const DEGREES = 180 / Math.PI;

export interface SlipOut {
  readonly weightN: number;
  readonly ring: SlotRing;
  /** Last slot under tension, and its pull as a share of body weight. */
  tautSlot: number;
  tautShare: number;
  /** Since when the lead has been slack after it fell so at once; NaN: it has not. */
  slackSlot: number;
  /** How much the tag has moved since, as it was last looked at, g. */
  restG: number;
  readonly quiet: Step<SlipOut>;
}

export function slipOutFrom(weightN: number, ring: SlotRing): SlipOut {
  const state: Omit<SlipOut, 'quiet'> = {
    weightN,
    ring,
    tautSlot: NaN,
    tautShare: 0,
    slackSlot: NaN,
    restG: NaN,
  };
  return withQuietStep(state);
}

/**
 * A lead that falls slack at once out of tension and stays so, a tag that falls or turns over, and then lies more quietly
 * than an animal: the harness may be empty. No recording of one exists; that the cat lay down beside a slack lead looks
 * much the same.
 * To be called once for each slot that the ring has taken in.
 */
export function detectSlipOut(state: SlipOut, at: ThresholdValues): Step<SlipOut> {
  const { ring } = state;
  const { slot } = ring;
  const share = ring.share[slot & SLOT_MASK]!;
  if (ring.run === 1) {
    state.tautSlot = NaN;
    state.slackSlot = NaN;
  }
  if (share >= at.tensionEnterShare) {
    state.tautSlot = slot;
    state.tautShare = share;
    state.slackSlot = NaN;
    return state.quiet;
  }
  if (Number.isNaN(state.slackSlot)) {
    const fell = share <= at.tensionLeaveShare && (slot - state.tautSlot) * SLOT_MS <= at.slipFallMs;
    if (fell) state.slackSlot = slot;
    return state.quiet;
  }
  const slackMs = (slot - state.slackSlot) * SLOT_MS;
  if (slackMs < at.slipSlackMs) return state.quiet;
  if (slackMs > at.slipWithinMs) {
    state.slackSlot = NaN;
    state.tautSlot = NaN;
    return state.quiet;
  }
  const quietSlots = Math.round(at.slipQuietMs / SLOT_MS);
  if (slot - quietSlots < state.slackSlot) return state.quiet;
  measureRest(state, slot - quietSlots + 1, quietSlots);
  if (state.restG > at.slipQuietG) return state.quiet;
  const fallMs = longestFallMs(state, at);
  const turnedDeg = turnedBy(state, quietSlots);
  if (!(fallMs >= at.slipFreeFallMs) && !(turnedDeg > at.slipTurnDeg)) return state.quiet;
  return tell(state, { fallMs, turnedDeg, slackMs }, at);
}

function tell(
  state: SlipOut,
  seen: { fallMs: number; turnedDeg: number; slackMs: number },
  at: ThresholdValues,
): Step<SlipOut> {
  const startMs = state.slackSlot * SLOT_MS;
  const endMs = (state.ring.slot + 1) * SLOT_MS;
  // Either sign will do, both are better; how still it lies may be off by a half, as an animal asleep shows.
  const signs = Math.max(
    strengthOf(seen.turnedDeg, at.slipTurnDeg, 1.5),
    strengthOf(seen.fallMs, at.slipFreeFallMs, 1.5),
  );
  const event: SlipOutEvent = {
    kind: 'slip-out',
    startMs,
    endMs,
    detectedMs: endMs,
    confidence: Math.min(signs, strengthOf(at.slipQuietG, state.restG, 1.5)),
    evidence: [
      evidence('tautBeforeShareOfWeight', state.tautShare, at.tensionEnterShare),
      evidence('slackForMs', seen.slackMs, at.slipSlackMs),
      evidence('freeFallMs', seen.fallMs, at.slipFreeFallMs),
      evidence('turnedDeg', seen.turnedDeg, at.slipTurnDeg),
      evidence('restSdG', state.restG, at.slipQuietG),
    ],
    tensionBeforeN: state.tautShare * state.weightN,
  };
  state.slackSlot = NaN;
  state.tautSlot = NaN;
  return {
    state,
    events: [
      { phase: 'begun', event: { ...event } },
      { phase: 'settled', event },
    ] satisfies EventChange[],
  };
}

/** Standard deviation of the vector over so many slots, g, into the state: a number that a call gives back is put on the heap. */
function measureRest(state: SlipOut, from: number, count: number): void {
  const { x, y, z } = state.ring;
  let sumX = 0;
  let sumY = 0;
  let sumZ = 0;
  let squares = 0;
  for (let k = from; k < from + count; k++) {
    const at = k & SLOT_MASK;
    sumX += x[at]!;
    sumY += y[at]!;
    sumZ += z[at]!;
    squares += x[at]! * x[at]! + y[at]! * y[at]! + z[at]! * z[at]!;
  }
  const variance = squares / count - (sumX * sumX + sumY * sumY + sumZ * sumZ) / (count * count);
  state.restG = Math.sqrt(Math.max(0, variance));
}

/** Longest time nearly without weight around the moment when the lead fell slack, ms. */
function longestFallMs({ ring, slackSlot }: SlipOut, at: ThresholdValues): number {
  const { x, y, z, slot, run } = ring;
  let longest = 0;
  let now = 0;
  const from = Math.max(slackSlot - FALL_BEFORE_SLOTS, slot - run + 1);
  for (let k = from; k <= Math.min(slot, slackSlot + FALL_AFTER_SLOTS); k++) {
    const i = k & SLOT_MASK;
    now = Math.hypot(x[i]!, y[i]!, z[i]!) < at.slipFreeFallG ? now + SLOT_MS : 0;
    longest = Math.max(longest, now);
  }
  return longest;
}

/** Angle between gravity before the lead fell slack and gravity now, degrees; 0 where nothing is known of before. */
function turnedBy({ ring, slackSlot }: SlipOut, quietSlots: number): number {
  const before = slackSlot - FALL_BEFORE_SLOTS - POSTURE_SLOTS;
  if (before < ring.slot - ring.run + 1) return 0;
  const mean = (axis: Float64Array, from: number, count: number): number => {
    let sum = 0;
    for (let k = from; k < from + count; k++) sum += axis[k & SLOT_MASK]!;
    return sum / count;
  };
  let dot = 0;
  let a = 0;
  let b = 0;
  for (const axis of [ring.x, ring.y, ring.z]) {
    const then = mean(axis, before, POSTURE_SLOTS);
    const now = mean(axis, ring.slot - quietSlots + 1, quietSlots);
    dot += then * now;
    a += then * then;
    b += now * now;
  }
  return a > 0 && b > 0 ? Math.acos(Math.max(-1, Math.min(1, dot / Math.sqrt(a * b)))) * DEGREES : 0;
}
