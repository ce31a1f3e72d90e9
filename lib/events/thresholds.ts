import { bodyWeightN } from '../units';

/** A number that decides something: what it is, where it comes from, and why it is what it is. */
export interface Threshold {
  readonly value: number;
  readonly unit: 'g' | 'ms' | 'Hz' | 'share' | '1';
  /** A source, or "ours" for our own judgement; "provisional" where the data at hand cannot settle it. */
  readonly source: string;
  readonly why: string;
}

const REFERENCE = "starting definition of the reference, from animals' recordings";

function threshold(value: number, unit: Threshold['unit'], source: string, why: string): Threshold {
  return { value, unit, source, why };
}

/** All thresholds of all detectors. Names say the detector first. */
export const THRESHOLDS = {
  activityMovingG: threshold(
    0.12,
    'g',
    REFERENCE,
    'sd of |a| over 1 s: half of it lies above in walking animals',
  ),
  activityStillG: threshold(0.08, 'g', REFERENCE, 'leaves moving: above p95 of resting sea lions (.052)'),
  activityDwellMs: threshold(500, 'ms', REFERENCE, 'a state holds this long before it counts'),

  freezeQuietG: threshold(0.05, 'g', REFERENCE, 'sd of |a| over 1 s: p95 of resting animals'),
  freezeLeaveG: threshold(0.08, 'g', REFERENCE, 'hysteresis above freezeQuietG'),
  freezeDwellMs: threshold(3_000, 'ms', REFERENCE, 'shorter stillness is a pause'),
  freezeLeaveMs: threshold(300, 'ms', REFERENCE, 'one twitch does not end it'),
  freezeMovedMs: threshold(2_000, 'ms', REFERENCE, 'movement that the stillness broke off'),
  freezeWithinMs: threshold(10_000, 'ms', REFERENCE, 'how far back that movement may lie'),
  restAfterMs: threshold(60_000, 'ms', REFERENCE, 'longer stillness is rest'),

  boltG: threshold(0.7, 'g', REFERENCE, 'sd of |a| over .5 s: above human walking and stairs'),
  boltDwellMs: threshold(300, 'ms', REFERENCE, 'one jolt is no run'),
  boltLeaveShare: threshold(0.6, 'share', REFERENCE, 'ends below this share of the level'),
  boltLeaveMs: threshold(500, 'ms', REFERENCE, 'between strides it falls for a moment'),
  boltBeforeShare: threshold(0.4, 'share', REFERENCE, 'a bolt breaks out of calm: the second before'),

  shakeHz: threshold(5, 'Hz', 'Dickerson 2012 (a 4.5 kg cat: 6.5 Hz), less a margin', 'runs swing slower'),
  shakeG: threshold(1.2, 'g', REFERENCE, 'mean VeDBA over .4 s'),
  shakeLeaveG: threshold(0.7, 'g', REFERENCE, 'hysteresis'),
  shakeLeaveMs: threshold(300, 'ms', REFERENCE, 'between swings it falls for a moment'),
  shakeMinMs: threshold(200, 'ms', REFERENCE, 'shorter is a knock'),
  shakeMaxMs: threshold(2_500, 'ms', REFERENCE, 'longer is something else'),

  tensionEnterShare: threshold(0.1, 'share', REFERENCE, 'of body weight: a lead that is felt'),
  tensionLeaveShare: threshold(0.05, 'share', REFERENCE, 'hysteresis: half'),
  tensionEnterMs: threshold(500, 'ms', REFERENCE, 'a swinging lead tugs for less'),
  tensionLeaveMs: threshold(300, 'ms', REFERENCE, 'one slack swing does not end it'),
  tensionLungeAtOnceMs: threshold(
    100,
    'ms',
    'ours',
    'a lunge is over before the dwell is: it counts at once',
  ),
  tensionPullShare: threshold(
    0.2,
    'share',
    'ours',
    'each level twice to three times the one below: 10, 20, 30, 60 %',
  ),
  tensionHardShare: threshold(0.3, 'share', REFERENCE, 'provisional: no source gives a limit for cats'),
  tensionLungeShare: threshold(
    0.6,
    'share',
    REFERENCE,
    'provisional: half the peak of small dogs (Bailey 2025: 122 %)',
  ),
  tensionRiseShare: threshold(0.3, 'share', REFERENCE, 'within 0.1 s: a jerk is a lunge whatever its height'),
} as const satisfies Record<string, Threshold>;

/** The numbers alone, for the reducers. */
export type ThresholdValues = { readonly [Name in keyof typeof THRESHOLDS]: number };

export const THRESHOLD_VALUES = Object.fromEntries(
  Object.entries(THRESHOLDS).map(([name, { value }]) => [name, value]),
) as ThresholdValues;

/** Where each level of tension begins for a body of this mass, N. */
export function bandsFor(bodyKg: number): { lightN: number; pullN: number; hardN: number; lungeN: number } {
  const weightN = bodyWeightN(bodyKg);
  return {
    lightN: THRESHOLDS.tensionEnterShare.value * weightN,
    pullN: THRESHOLDS.tensionPullShare.value * weightN,
    hardN: THRESHOLDS.tensionHardShare.value * weightN,
    lungeN: THRESHOLDS.tensionLungeShare.value * weightN,
  };
}
