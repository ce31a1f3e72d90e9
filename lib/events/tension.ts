import type { TensionFeature } from '../signal/tension-features';
import { withQuietStep, type Step } from './detector';
import type { EventChange, TensionEvent, TensionLevel } from './event';
import { evidence, strengthOf } from './evidence';
import type { ThresholdValues } from './thresholds';

const RANK: Readonly<Record<TensionLevel, number>> = { slack: 0, light: 1, pull: 2, hard: 3, lunge: 4 };

export interface Tension {
  readonly weightN: number;
  /** What the gauge reads while the lead hangs loose, N: its zero has moved, and the lead itself weighs something. */
  looseN: number;
  /** The present pull as a share of body weight. */
  share: number;
  /** When the lead came under tension, ms; NaN while slack. */
  tautMs: number;
  /** When it passed the lunge level, ms; NaN while below. */
  lungeMs: number;
  /** Since when it has been slack again, ms; NaN while under tension. */
  slackMs: number;
  level: Exclude<TensionLevel, 'slack'>;
  peakN: number;
  /** Steepest rise within 0.1 s, N; looked for only where it may matter. */
  riseN: number;
  sumN: number;
  count: number;
  open: TensionEvent | null;
  readonly quiet: Step<Tension>;
}

export function tensionFrom(weightN: number): Tension {
  const state: Omit<Tension, 'quiet'> = {
    weightN,
    looseN: 0,
    share: NaN,
    tautMs: NaN,
    lungeMs: NaN,
    slackMs: NaN,
    level: 'light',
    peakN: 0,
    riseN: 0,
    sumN: 0,
    count: 0,
    open: null,
  };
  return withQuietStep(state);
}

/** Level of a pull, by its share of body weight. */
export function tensionLevel(shareOfWeight: number, at: ThresholdValues): TensionLevel {
  return levelOf({ share: shareOfWeight }, at);
}

/** The same for each sample: a number that is handed to a call is put on the heap. */
export function levelOf({ share }: Pick<Tension, 'share'>, at: ThresholdValues): TensionLevel {
  if (!(share >= at.tensionEnterShare)) return 'slack';
  if (share < at.tensionPullShare) return 'light';
  if (share < at.tensionHardShare) return 'pull';
  return share < at.tensionLungeShare ? 'hard' : 'lunge';
}

/** A lead under tension: how firm, how long. The level is the highest reached; it only rises. */
export function detectTension(
  state: Tension,
  feature: Readonly<TensionFeature>,
  at: ThresholdValues,
): Step<Tension> {
  if (feature.afterGap) return close(state, feature.previousMs, at);
  const share = feature.smoothN / state.weightN;
  state.share = share;
  followLoose(state, feature, at);
  /** Taut or slack: by how far it lies above the loose lead. How firm: by what is measured. */
  const felt = share - state.looseN / state.weightN;
  if (felt < at.tensionEnterShare && Number.isNaN(state.tautMs)) return state.quiet;
  if (Number.isNaN(state.tautMs)) {
    state.tautMs = feature.tMs;
    state.slackMs = NaN;
    state.lungeMs = NaN;
    state.level = 'light';
    state.peakN = feature.smoothN;
    state.riseN = 0;
    state.sumN = 0;
    state.count = 0;
  }
  const open = state.open;
  if (!open && felt < at.tensionEnterShare) return close(state, feature.tMs, at);

  state.peakN = Math.max(state.peakN, feature.smoothN);
  if (felt > at.tensionLeaveShare) {
    state.sumN += feature.tensionN;
    state.count++;
  }
  const rose = raise(state, feature, at);
  if (!open) return mayBegin(state, feature, at);
  update(open, state, feature);
  if (rose) grade(open, state, at);
  if (felt > at.tensionLeaveShare) state.slackMs = NaN;
  else if (Number.isNaN(state.slackMs)) state.slackMs = feature.tMs;
  else if (feature.tMs - state.slackMs >= at.tensionLeaveMs) return close(state, state.slackMs, at);
  return rose ? { state, events: [{ phase: 'changed', event: { ...open } }] } : state.quiet;
}

export function finishTension(state: Tension, endMs: number, at: ThresholdValues): readonly EventChange[] {
  return close(state, endMs, at).events;
}

/** Keeps up with the gauge while the lead hangs loose, and never further than a zero point drifts. */
function followLoose(
  state: Tension,
  { smoothN, tMs, previousMs }: Readonly<TensionFeature>,
  at: ThresholdValues,
): void {
  const aboveN = smoothN - state.looseN;
  if (aboveN >= at.tensionLeaveShare * state.weightN) return;
  const rate = aboveN < 0 ? at.looseFallPerS : at.looseRisePerS;
  const stepN = ((tMs - previousMs) / 1_000) * rate * state.weightN;
  const most = at.looseMostShare * state.weightN;
  const moved = state.looseN + Math.max(-stepN, Math.min(stepN, aboveN));
  state.looseN = Math.max(-most, Math.min(most, moved));
}

/** Raises the level when the pull asks for it; true when it rose. */
function raise(state: Tension, feature: Readonly<TensionFeature>, at: ThresholdValues): boolean {
  let level = levelOf(state, at);
  if (level === 'hard') {
    feature.seekRise();
    state.riseN = Math.max(state.riseN, feature.riseN);
    if (state.riseN >= at.tensionRiseShare * state.weightN) level = 'lunge';
  }
  if (level === 'slack' || RANK[level] <= RANK[state.level]) return false;
  state.level = level;
  return true;
}

function mayBegin(state: Tension, feature: Readonly<TensionFeature>, at: ThresholdValues): Step<Tension> {
  const { tMs } = feature;
  if (state.share < at.tensionLungeShare) state.lungeMs = NaN;
  else if (Number.isNaN(state.lungeMs)) state.lungeMs = tMs;
  const lunges = tMs - state.lungeMs >= at.tensionLungeAtOnceMs;
  if (!lunges && tMs - state.tautMs < at.tensionEnterMs) return state.quiet;
  const event: TensionEvent = {
    kind: 'tension',
    startMs: state.tautMs,
    endMs: tMs,
    detectedMs: tMs,
    confidence: 0,
    evidence: [],
    level: state.level,
    peakN: 0,
    meanN: 0,
    peakShareOfWeight: 0,
  };
  update(event, state, feature);
  grade(event, state, at);
  state.open = event;
  return { state, events: [{ phase: 'begun', event: { ...event } }] };
}

function update(event: TensionEvent, state: Tension, { tMs }: Readonly<TensionFeature>): void {
  event.endMs = tMs;
  event.level = state.level;
  event.peakN = state.peakN;
  event.meanN = state.sumN / state.count;
  event.peakShareOfWeight = state.peakN / state.weightN;
}

/**
 * As its weakest part: the mean pull against the level that is felt (a zero point that drifted may be off by a third),
 * and its length against the dwell (by half). A lunge is short by nature: its height alone counts.
 */
function grade(event: TensionEvent, state: Tension, at: ThresholdValues): void {
  const { weightN } = state;
  const lastedMs = event.endMs - event.startMs;
  const meanShare = event.meanN / weightN;
  const height = strengthOf(meanShare, at.tensionEnterShare, 1.33);
  event.confidence =
    event.level === 'lunge' ? height : Math.min(height, strengthOf(lastedMs, at.tensionEnterMs, 1.5));
  // A lunge that was over before the dwell counted at once.
  const isBrief = event.level === 'lunge' && lastedMs < at.tensionEnterMs;
  event.evidence = [
    evidence('peakShareOfWeight', event.peakShareOfWeight),
    evidence('meanShareOfWeight', meanShare, at.tensionEnterShare),
    evidence('lastedMs', lastedMs, isBrief ? at.tensionLungeAtOnceMs : at.tensionEnterMs),
  ];
  if (event.level === 'lunge' && state.riseN > 0)
    event.evidence = [
      ...event.evidence,
      evidence('risePerTenthShareOfWeight', state.riseN / weightN, at.tensionRiseShare),
    ];
}

function close(state: Tension, endMs: number, at: ThresholdValues): Step<Tension> {
  const open = state.open;
  state.open = null;
  state.tautMs = NaN;
  state.slackMs = NaN;
  state.lungeMs = NaN;
  if (!open) return state.quiet;
  open.endMs = Math.max(open.startMs, endMs);
  grade(open, state, at);
  return { state, events: [{ phase: 'settled', event: open }] };
}
