import type { WalkSummary } from './walk';

/** Time in which the lead was measured, ms, from the figures that a summary keeps; 0 without a load cell. */
export function measuredMs(summary: WalkSummary): number {
  const { slackShare, lightMs, pullMs, hardMs, durationMs } = summary;
  if (slackShare === null) return 0;
  // All slack: the summary does not tell how long it was measured. The walk's length comes nearest.
  return slackShare < 1 ? (lightMs + pullMs + hardMs) / (1 - slackShare) : durationMs;
}
