import type { Evidence } from './evidence';

/** Ground state of the cat's body. `unknown` is never counted as still. */
export type ActivityState = 'still' | 'moving' | 'unknown';

/** A stretch of one state. Stretches cover a recording without overlap. ms on the walk's timeline. */
export interface ActivitySpan {
  state: ActivityState;
  startMs: number;
  endMs: number;
}

/** How firm the lead is. Bounds in % of body weight: `thresholds.ts`. */
export type TensionLevel = 'slack' | 'light' | 'pull' | 'hard' | 'lunge';

interface EventBase {
  startMs: number;
  /** For an event that still goes on: the last moment it was seen to. */
  endMs: number;
  /** The moment the causal detector knew. */
  detectedMs: number;
  /**
   * How good the evidence is, 0–1: as good as its weakest part. Stillness is the model's own probability, the rest are
   * grades (`strengthOf`); each detector says which. As known when the event was last told of.
   */
  confidence: number;
  /** The figures that decided, the telling ones first. Never changed in place. */
  evidence: readonly Evidence[];
}

/** Stillness that broke off movement. The word on screen is "still": fear is the owner's to judge. */
export interface FreezeEvent extends EventBase {
  kind: 'freeze';
  /** Standard deviation of |a| over the stillness so far, g. */
  sdG: number;
  /** Movement within the window before, ms. */
  movedBeforeMs: number;
}

/** Stillness that lasted: a freeze turns into rest. */
export interface RestEvent extends EventBase {
  kind: 'rest';
  sdG: number;
}

export interface BoltEvent extends EventBase {
  kind: 'bolt';
  /** Highest standard deviation of |a| over the short window, g. */
  peakSdG: number;
  /** Highest |a|, g. */
  peakG: number;
  /** Level that had to be passed, g: fixed, or scaled to this cat's own walk. */
  thresholdG: number;
}

/** Who pulled: a graded judgement with its evidence. */
export interface Puller {
  who: 'cat' | 'hand' | 'cannot-tell';
  /** Chance of the likelier of the two, 0.5–1; 0 where data are missing. */
  confidence: number;
  /** When it was known, ms. */
  knownMs: number;
  evidence: readonly Evidence[];
}

export interface TensionEvent extends EventBase {
  kind: 'tension';
  /** Highest level reached. */
  level: Exclude<TensionLevel, 'slack'>;
  peakN: number;
  meanN: number;
  /** Peak as a share of body weight. */
  peakShareOfWeight: number;
  /** Who pulled; null or absent: not judged (yet), or nothing is known of the body. */
  puller?: Puller | null;
}

/** Tension while the cat is still: the hand pulls. */
export interface DragEvent extends EventBase {
  kind: 'drag';
  peakN: number;
  meanN: number;
}

export interface ShakeEvent extends EventBase {
  kind: 'shake';
  /** Oscillation rate, Hz. */
  rateHz: number;
  peakG: number;
}

/** Tension that fell away at once and stayed away, then a quieter tag than an animal: look at the cat. */
export interface SlipOutEvent extends EventBase {
  kind: 'slip-out';
  tensionBeforeN: number;
}

export type WalkEvent =
  FreezeEvent | RestEvent | BoltEvent | TensionEvent | DragEvent | ShakeEvent | SlipOutEvent;

/**
 * What a detector says as it goes. `begun` once, `changed` when the level rises, `settled` once with the final event.
 * `withdrawn` when what followed contradicts it. An event is identified by kind and startMs.
 */
export interface EventChange {
  phase: 'begun' | 'changed' | 'settled' | 'withdrawn';
  event: WalkEvent;
}
