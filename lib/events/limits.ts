/** What was seen of a stream, as far as it limits what can be told. */
export interface StreamQuality {
  /** Samples with a value. */
  count: number;
  /** Time between samples, holes left out, ms. */
  measuredMs: number;
  /** The part of it in which they lie too far apart for short events, ms. */
  coarseMs: number;
}

/** Motion can go beyond what its sensor measures. */
export interface MotionQuality extends StreamQuality {
  /** Samples at the greatest value of any axis, and that value, g. */
  atCeiling: number;
  ceilingG: number;
}

/** How the load cell behaved: the longest stretch of each trouble, ms. */
export interface GaugeQuality {
  neverLooseMs: number;
  belowZeroMs: number;
  stuckPullMs: number;
  stuckPullN: number;
  stuckLooseMs: number;
  /** Samples at the greatest reading, and that reading, N. */
  atGreatest: number;
  greatestN: number;
}

/** How the tag sat on the walking cat. */
export interface SeatQuality {
  /** Times that it came to lie differently within 10 min, and the different places that it was in, at most. */
  turns: number;
  places: number;
  /** Share of a minute of walking, 0–1, in which it felt force along one line alone. */
  freeShare: number;
}

/**
 * What the data of a walk cannot tell, and why: figures are of what was measured, not of what a tag promises.
 * `no-…`: the stream never came. `coarse-…`: in this share of the time, 0–1, the samples lie too far apart for short events:
 * a shake, a lunge. `clipped-…`: so many samples lie at the end of the sensor's range: how strong it was is not known.
 */
export type Limit =
  | { kind: 'no-motion' | 'no-tension' }
  | { kind: 'coarse-motion' | 'coarse-tension'; share: number }
  | { kind: 'clipped-motion'; samples: number; ceilingG: number }
  | { kind: 'clipped-tension'; samples: number; ceilingN: number }
  /** For so long, ms: the load cell read one and the same; it read less than nothing; the lead never hung loose. */
  | { kind: 'stuck-tension' | 'below-zero' | 'never-loose'; longestMs: number }
  /** The tag seems to hang loose: so many times it came to lie differently; it swings. */
  | { kind: 'turning-tag'; turns: number }
  | { kind: 'swinging-tag' };

/** Coarse for less than this share of the time is a hiccup of the radio. Ours. */
const COARSE_SHARE = 0.1;
/** Nothing is said before this much was measured, ms. Ours. */
const SPEAKS_FROM_MS = 5_000;
/**
 * So many samples at one and the same extreme are the end of the range. Ours: in the recordings of sea lions, cows and the dog no body
 * comes near it, in the people's at ±2 g each jogger does.
 */
const CLIPPED_FROM = 8;

/** So many samples at one and the same extreme reading are the end of the gauge's range, where that is a pull at all, N. Ours. */
const CLIPPED_FROM_N = 2;
/** A live load cell's last digit moves all the time: under a pull within 10 s, loose and coarse within 3 min. Ours. */
const STUCK_PULL_MS = 10_000;
const STUCK_LOOSE_MS = 180_000;
/** Ours: a loose lead that swings is below zero for less. */
const BELOW_ZERO_MS = 2_000;
/** Ours: in a minute a lead that is held by hand hangs loose once. */
const NEVER_LOOSE_MS = 60_000;

/**
 * No fastened tag of the recordings came to lie differently more than twice, on land more than once. Three places, and not two by
 * turns: a cat that is taken up and put down has two. Ours.
 */
const TURNS_FROM = 3;
const PLACES_FROM = 3;
/** In the same recordings it is 0.03 at most; ours. */
const FREE_FROM = 0.5;

/** The bounds of sensor trouble, for people to read (docs/events.md). */
export const LIMIT_BOUNDS = {
  coarseShare: COARSE_SHARE,
  clippedFrom: CLIPPED_FROM,
  stuckPullMs: STUCK_PULL_MS,
  stuckLooseMs: STUCK_LOOSE_MS,
  belowZeroMs: BELOW_ZERO_MS,
  neverLooseMs: NEVER_LOOSE_MS,
  turnsFrom: TURNS_FROM,
  placesFrom: PLACES_FROM,
  freeFrom: FREE_FROM,
} as const;

/** What cannot be told, the widest first; empty while all can be, or too little was measured to say. */
export function limitsOf({
  accel,
  tension,
  gauge = null,
  seat = null,
}: {
  accel: MotionQuality;
  tension: StreamQuality;
  gauge?: GaugeQuality | null;
  seat?: SeatQuality | null;
}): Limit[] {
  const limits: Limit[] = [];
  if (Math.max(accel.measuredMs, tension.measuredMs) < SPEAKS_FROM_MS) return limits;
  if (accel.count === 0) limits.push({ kind: 'no-motion' });
  if (tension.count === 0) limits.push({ kind: 'no-tension' });
  const motionShare = coarseShare(accel);
  if (motionShare >= COARSE_SHARE) limits.push({ kind: 'coarse-motion', share: motionShare });
  const tensionShare = coarseShare(tension);
  if (tensionShare >= COARSE_SHARE) limits.push({ kind: 'coarse-tension', share: tensionShare });
  if (accel.atCeiling >= CLIPPED_FROM)
    limits.push({ kind: 'clipped-motion', samples: accel.atCeiling, ceilingG: accel.ceilingG });
  if (gauge) limits.push(...gaugeLimits(gauge));
  if (seat) limits.push(...seatLimits(seat));
  return limits;
}

/** One trouble explains the rest: the most telling alone is said. */
function gaugeLimits(gauge: GaugeQuality): Limit[] {
  const stuckMs = Math.max(
    gauge.stuckPullMs >= STUCK_PULL_MS ? gauge.stuckPullMs : 0,
    gauge.stuckLooseMs >= STUCK_LOOSE_MS ? gauge.stuckLooseMs : 0,
  );
  if (stuckMs > 0) return [{ kind: 'stuck-tension', longestMs: stuckMs }];
  const limits: Limit[] = [];
  if (gauge.belowZeroMs >= BELOW_ZERO_MS) limits.push({ kind: 'below-zero', longestMs: gauge.belowZeroMs });
  if (gauge.neverLooseMs >= NEVER_LOOSE_MS)
    limits.push({ kind: 'never-loose', longestMs: gauge.neverLooseMs });
  if (gauge.atGreatest >= CLIPPED_FROM && gauge.greatestN >= CLIPPED_FROM_N)
    limits.push({ kind: 'clipped-tension', samples: gauge.atGreatest, ceilingN: gauge.greatestN });
  return limits;
}

/** One of the two is reason enough to look at the tag. */
function seatLimits({ turns, places, freeShare }: SeatQuality): Limit[] {
  if (turns >= TURNS_FROM && places >= PLACES_FROM) return [{ kind: 'turning-tag', turns }];
  return freeShare >= FREE_FROM ? [{ kind: 'swinging-tag' }] : [];
}

function coarseShare({ measuredMs, coarseMs }: StreamQuality): number {
  return measuredMs < SPEAKS_FROM_MS ? 0 : coarseMs / measuredMs;
}
