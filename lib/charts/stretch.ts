/** A stretch of a walk, ms: [fromMs, toMs). */
export interface Stretch {
  fromMs: number;
  toMs: number;
}

/** The stretch of `spanMs` that begins at `fromMs`, moved and shortened until it lies within the walk. */
export function stretchWithin(fromMs: number, spanMs: number, durationMs: number): Stretch {
  const span = Math.min(spanMs, durationMs);
  const from = Math.max(0, Math.min(fromMs, durationMs - span));
  return { fromMs: from, toMs: from + span };
}

/** Zoomed to `spanMs` so that `aroundMs` stays where it is on the screen. */
export function zoomedAround(
  { fromMs, toMs }: Stretch,
  aroundMs: number,
  spanMs: number,
  { minSpanMs, durationMs }: { minSpanMs: number; durationMs: number },
): Stretch {
  const span = Math.max(Math.min(minSpanMs, durationMs), Math.min(durationMs, spanMs));
  const share = Math.max(0, Math.min(1, (aroundMs - fromMs) / (toMs - fromMs)));
  return stretchWithin(aroundMs - share * span, span, durationMs);
}
