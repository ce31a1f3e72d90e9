/** One try at a step, as the owner saw it. */
export interface OwnerTrial {
  /** When it was scored, on the walk's timeline, ms. */
  tMs: number;
  good: boolean;
}

/**
 * What the owner counted in a session without a tag. It stands on the walk itself, and is written at each tap, so that a
 * session survives the page. Body language goes into marks, stress and food into the review, as for every walk.
 */
export interface SessionScores {
  /** Treats given, by time on the walk's timeline, ms: a treat taken back is gone. */
  treatsMs: readonly number[];
  /** By time. Empty where the step's unit is the session as a whole. */
  trials: readonly OwnerTrial[];
  /** The session has lasted at least so long, ms: what is known of its length when its page dies. Absent in early ones. */
  lastedMs?: number;
}

export const NO_SCORES: SessionScores = { treatsMs: [], trials: [] };

export function withTreat(scores: SessionScores, tMs: number): SessionScores {
  return { ...scores, treatsMs: [...scores.treatsMs, tMs] };
}

export function withTrial(scores: SessionScores, trial: OwnerTrial): SessionScores {
  return { ...scores, trials: [...scores.trials, trial] };
}

/** The newest tap, which is the one that can be taken back; of two at one moment the try. Null: none. */
export function lastTap({
  treatsMs,
  trials,
}: SessionScores): { kind: 'treat' | 'trial'; tMs: number } | null {
  const treatMs = treatsMs.at(-1) ?? -Infinity;
  const trialMs = trials.at(-1)?.tMs ?? -Infinity;
  if (treatMs === -Infinity && trialMs === -Infinity) return null;
  return treatMs > trialMs ? { kind: 'treat', tMs: treatMs } : { kind: 'trial', tMs: trialMs };
}

/** The same without its newest tap. */
export function withoutLastTap(scores: SessionScores): SessionScores {
  const last = lastTap(scores);
  if (!last) return scores;
  return last.kind === 'treat'
    ? { ...scores, treatsMs: scores.treatsMs.slice(0, -1) }
    : { ...scores, trials: scores.trials.slice(0, -1) };
}
