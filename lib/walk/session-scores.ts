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
}
