/** Where each level begins, N. Slack begins at 0. */
export interface LevelBounds {
  lightN: number;
  pullN: number;
  hardN: number;
  lungeN: number;
}

/**
 * Pull on the gauge's own scale: each level is one unit wide, so that a gauge gives every level the same room.
 * 0–1 slack, 1–2 light, 2–3 pull, 3–4 hard, 4–5 lunge (5 at twice the lunge's bound and above).
 */
export function strainOf(tensionN: number, bounds: LevelBounds): number {
  const edges = [0, bounds.lightN, bounds.pullN, bounds.hardN, bounds.lungeN, 2 * bounds.lungeN];
  if (!(tensionN > 0)) return 0;
  for (let level = 0; level < edges.length - 1; level++) {
    const from = edges[level]!;
    const to = edges[level + 1]!;
    if (tensionN < to) return to > from ? level + Math.max(0, tensionN - from) / (to - from) : level;
  }
  return edges.length - 1;
}

/** Upper end of a force axis that shows `peakN` and at least somewhat more than the bound of a hard pull, N. */
export function axisTopN(peakN: number, bounds: LevelBounds): number {
  return Math.max(bounds.hardN * 1.4, Number.isFinite(peakN) ? peakN * 1.1 : 0);
}

/**
 * Height of a force on an axis of 0–1: even up to about a light touch, then logarithmic (what d3 calls symlog with the
 * light bound as its constant). A lunge and a light touch stay legible in one picture, and noise about zero stays small.
 * Pictures that use it name the bounds in newtons beside it.
 */
export function forceHeight(tensionN: number, topN: number, bounds: LevelBounds): number {
  return forceAxis(topN, bounds)(tensionN);
}

/** `forceHeight` of many forces on one axis. */
export function forceAxis(topN: number, { lightN }: LevelBounds): (tensionN: number) => number {
  const whole = Math.log1p(topN / lightN);
  return (tensionN) => Math.log1p(Math.max(0, Math.min(topN, tensionN)) / lightN) / whole;
}
