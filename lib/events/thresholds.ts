import { bodyWeightN } from '../units';

/** A number that decides something: what it is, where it comes from, and why it is what it is. */
export interface Threshold {
  readonly value: number;
  readonly unit: 'g' | 'ms' | 'Hz' | 'share' | '1' | '1/s' | '°';
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
  activityStillChance: threshold(
    0.095,
    'share',
    'ours',
    'probability of stillness that counts as still: chosen on sea lions, for still against moving and against all else together',
  ),

  freezeStillChance: threshold(
    0.44,
    'share',
    'ours',
    'more than for the mere state: a false freeze costs trust. Chosen on sea lions',
  ),
  freezeLeaveChance: threshold(0.014, 'share', 'ours', 'hysteresis: one twitch does not end it'),
  freezeLeaveMovingChance: threshold(
    0.85,
    'share',
    'ours',
    'a light gait never makes stillness as unlikely as freezeLeaveChance asks: then movement itself ends it',
  ),
  freezeBeginChance: threshold(
    0.05,
    'share',
    'ours',
    'a short stop to sniff has ended by the time it would count: costs .018 of F1 on sea lions, spares a walking cat false alarms (synthetic demo: 23 freezes to the 3 that are there)',
  ),
  freezeLagMs: threshold(
    480,
    'ms',
    'ours',
    'stillness began this much before the features say so: median on sea lions',
  ),
  freezeDwellMs: threshold(
    3_000,
    'ms',
    REFERENCE,
    'shorter stillness is a pause (3 s, and the lag of the features)',
  ),
  freezeMovingChance: threshold(0.3, 'share', 'ours', 'probability from which a moment counts as moving'),
  freezeMovedMs: threshold(
    1_500,
    'ms',
    REFERENCE,
    'movement that was broken off (2 s, of which .5 s may go unseen)',
  ),
  freezeWithinMs: threshold(10_000, 'ms', REFERENCE, 'how far back that movement may lie'),
  restAfterMs: threshold(60_000, 'ms', REFERENCE, 'longer stillness is rest'),

  boltG: threshold(0.75, 'g', REFERENCE, 'sd of |a| over .5 s: above human walking and stairs'),
  boltGaitShare: threshold(
    1.5,
    '1',
    REFERENCE,
    "times the 95th percentile of this cat's own walk: one level does not cross bodies",
  ),
  boltHighestG: threshold(
    2,
    'g',
    'ours',
    'no gait raises the level further: a dog in full run has 1.28 g at its 95th percentile',
  ),
  gaitLearnedMs: threshold(
    300_000,
    'ms',
    REFERENCE,
    'walking that makes a gait known; before it levels are the same for every cat',
  ),
  boltDwellMs: threshold(300, 'ms', REFERENCE, 'one jolt is no run'),
  boltLeaveShare: threshold(0.6, 'share', REFERENCE, 'ends below this share of the level'),
  boltLeaveMs: threshold(500, 'ms', REFERENCE, 'between strides it falls for a moment'),
  boltMinMs: threshold(
    800,
    'ms',
    'ours',
    'what is over sooner was a jolt or a shake: the features alone remember .5 s',
  ),
  boltCalmShare: threshold(0.5, 'share', REFERENCE, 'of the level: sd of |a| over 1 s below this is calm'),
  boltCalmWithinMs: threshold(
    2_000,
    'ms',
    'ours',
    'a bolt breaks out of calm: that was at most this long ago',
  ),

  shakeSwingG: threshold(
    0.8,
    'g',
    'ours',
    'change within 0.12 s over .5 s: the weakest labelled shake reaches 1.0',
  ),
  shakeHz: threshold(
    4,
    'Hz',
    'ours',
    'sea lions shake at 4.7 to 6.6 Hz; Dickerson 2012: a 4.5 kg cat at 6.5 Hz',
  ),
  shakeRhythm: threshold(0.4, '1', 'ours', 'labelled shakes .46 to .82, steps and jolts mostly below .4'),
  shakeContrast: threshold(5, '1', 'ours', 'times the swing of the 2 s before: a shake comes out of calm'),
  shakeLargeG: threshold(
    3,
    'g',
    'ours',
    'no walk or run on land swings this much: contrast is not asked for',
  ),
  shakeRiseG: threshold(0.5, 'g', 'ours', 'a swing above this over .24 s dates the start'),
  shakeLookBackMs: threshold(800, 'ms', 'ours', 'the start is never dated back further'),
  shakeLeaveShare: threshold(0.5, 'share', 'ours', 'of its own peak: over'),
  shakeMinMs: threshold(200, 'ms', REFERENCE, 'shorter is a knock'),
  shakeMaxMs: threshold(2_000, 'ms', REFERENCE, 'longer is something else'),

  looseMostShare: threshold(
    0.025,
    'share',
    'ours',
    'of body weight: a zero point that drifts further wants setting anew, not following',
  ),
  looseRisePerS: threshold(
    0.002,
    '1/s',
    'ours',
    'of body weight: a zero point drifts slowly, a hand that begins to pull does not',
  ),
  looseFallPerS: threshold(
    0.02,
    '1/s',
    'ours',
    'of body weight: nothing pulls below the loose lead but noise and a swing',
  ),

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

  slipFallMs: threshold(250, 'ms', REFERENCE, 'from tension to slack: nobody eases a lead that fast'),
  slipSlackMs: threshold(2_000, 'ms', REFERENCE, 'a cat on the lead is felt again before'),
  slipWithinMs: threshold(7_000, 'ms', 'ours', 'the tag has come to rest by then, or it is on a cat'),
  slipFreeFallG: threshold(0.4, 'g', 'ours', 'mean of 40 ms: nothing carries the tag'),
  slipFreeFallMs: threshold(80, 'ms', REFERENCE, 'from the height of a back it falls for .2 s'),
  slipTurnDeg: threshold(45, '°', REFERENCE, 'further than a back tilts with the lead'),
  slipQuietG: threshold(
    0.025,
    'g',
    REFERENCE,
    'an abandoned tag shows .008 to .022: quieter than most animals that rest, not than all',
  ),
  slipQuietMs: threshold(2_000, 'ms', REFERENCE, 'as long as that'),

  dragStandChance: threshold(
    0.8,
    'share',
    'ours',
    'chance that the cat stands from which a drag may begin: of those tried the best on tuning seeds of the synthetic lead',
  ),
  dragLeaveChance: threshold(0.3, 'share', 'ours', 'hysteresis: one glance does not end it'),
  dragDwellMs: threshold(
    960,
    'ms',
    'ours',
    'a cat that stops at the end of the lead takes a moment to give way (1 s, a slot less)',
  ),
  dragLeaveMs: threshold(500, 'ms', 'ours', 'one step does not end it'),
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
