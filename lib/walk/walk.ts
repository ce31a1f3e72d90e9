import type { ActivitySpan, WalkEvent } from '../events/event';
import type { Gait, GaitProfile } from '../events/gait';
import type { Limit } from '../events/limits';
import type { Sensitivity } from '../events/sensitivity';
import type { StreamKind } from '../tag/frame';
import type { TagInfo } from '../tag/tag';
import type { CatProfile } from './cat-profile';
import type { HalfStep } from './half-step';
import type { SessionScores } from './session-scores';

/** Version of the record's shape; raised with a migration in `store/`. */
export const WALK_SCHEMA = 1;

export interface Cat {
  /** UUIDv7. */
  id: string;
  name: string;
  /** Null: the owner has not said; `ASSUMED_BODY_KG` is used and named as assumed. */
  bodyKg: number | null;
  /** Step of the plan that the cat is on, 1–9; half steps lie between (7.5). */
  stepNumber: number;
  /** Half steps on this cat's way; absent: none. */
  halfSteps?: readonly HalfStep[];
  updatedAtMs: number;
  /** Absent in early records: `profileOfCat` fills in. */
  profile?: CatProfile;
  /** How readily each event is told of, from the next walk on; absent: as usual. */
  sensitivity?: Sensitivity;
  /** Soft deletion, epoch ms; null or absent when kept. Its walks stay. */
  deletedAtMs?: number | null;
}

/** A cat's picture, small and without the camera's notes (place, time, device). */
export interface CatPhoto {
  catId: string;
  /** JPEG. */
  bytes: ArrayBuffer;
  updatedAtMs: number;
}

/** `recording` without an owner page means: the browser went away in the middle. */
export type WalkStatus = 'recording' | 'ended' | 'recovered';

/** What the owner says of a session when it ends. Null: not said. */
export interface WalkReview {
  /** Fear, anxiety, stress: 0 relaxed … 5 terrified (tampabayvets.net). */
  stress: 0 | 1 | 2 | 3 | 4 | 5 | null;
  foodTaken: boolean | null;
  /** What good looks like on this step was seen, by the owner's word. Absent or null: not said, or not asked. */
  good?: boolean | null;
  /** Step 10: praise and a treat, indoors. Absent or null: not said. */
  endedWell?: boolean | null;
  note: string;
  /** Where it was, in the owner's words. Absent in early records, or empty: not said. */
  place?: string;
}

/** How loose the lead is to be in a session: slack, or a light touch where the step is about it. */
export type LeadAim = 'slack' | 'light';

/** What a session was to be when it began, by the plan in use then. */
export interface SessionTarget {
  /** Range of time, ms; null where the step names none. */
  minMs: number | null;
  maxMs: number | null;
  aim: LeadAim;
}

/**
 * What stood on the screen as advice, in columns: `ids[i]` from `atMs[i]` (walk time) on, empty where there was none.
 * Kept with the walk because it depends on what was known at that moment: nobody can work it out afterwards.
 */
export interface AdviceLog {
  atMs: readonly number[];
  ids: readonly string[];
}

/** The walk's opening and closing. Chunks, marks and detections are records of their own. */
export interface Walk {
  schema: typeof WALK_SCHEMA;
  /** UUIDv7. */
  id: string;
  catId: string;
  catName: string;
  /** Body mass that the thresholds were scaled with, kg. */
  bodyKg: number;
  bodyKgAssumed: boolean;
  /** What was known of the cat's own walk when this one began: bolts are judged by it. Null, or absent in early walks: uncalibrated. */
  gait?: GaitProfile | null;
  /** What the owner had chosen for the cat when this walk began; absent in early walks: as usual. */
  sensitivity?: Sensitivity;
  stepNumber: number;
  status: WalkStatus;
  /** Wall time of tMs 0, epoch ms. */
  startedAtMs: number;
  /** IANA name, e.g. "Europe/Berlin". */
  timeZone: string;
  /** Length on the walk's timeline, ms; null while recording. */
  durationMs: number | null;
  /**
   * The tags that the walk came from, in the order in which they joined: a motion tag on the harness, a force gauge at
   * the hand. Chunks name theirs by its place here. Where two have the same stream, the first one's counts, and after its
   * last sample the next one's.
   */
  tags: readonly TagInfo[];
  review: WalkReview | null;
  /** Absent in early walks, and in those that come from elsewhere. */
  target?: SessionTarget;
  advice?: AdviceLog;
  /** What the owner counted in a session without a tag: then `tags` is empty. Absent or null in walks with one. */
  session?: SessionScores | null;
  /**
   * When its samples were thinned out, epoch ms: its events, marks, figures and a `WalkOverview` are what is left. Absent or
   * null: all samples are here.
   */
  thinnedAtMs?: number | null;
  /** Soft deletion, epoch ms; null when kept. */
  deletedAtMs: number | null;
}

/** The frames of one stream in one chunk as columns: never rewritten. */
export interface FrameColumns {
  kind: StreamKind;
  /** Sequence number of each frame, unwrapped. */
  seq: Float64Array;
  /** Time of each frame's first sample on the walk's timeline, ms. */
  tMs: Float64Array;
  /** Samples in each frame. */
  n: Uint8Array;
  /** All counts of all frames, interleaved as on the wire. */
  counts: Int16Array;
}

/** What was committed in one transaction: 1–2 s of frames. Key: [walkId, index]. */
export interface WalkChunk {
  walkId: string;
  index: number;
  /** Place of the tag in the walk's `tags`. */
  tag: number;
  bootId: number;
  /** Bounds on the walk's timeline, ms. */
  fromMs: number;
  toMs: number;
  columns: FrameColumns[];
}

/** `sign`: body language that the owner saw; `stress`: how the cat seemed then. */
export type MarkKind = 'moment' | 'note' | 'button' | 'sign' | 'stress';

/** A moment that somebody marked. Never rewritten: a deletion is a tombstone. */
export interface Mark {
  id: string;
  walkId: string;
  tMs: number;
  kind: MarkKind;
  /** A note's words, a sign's name (`BodySign`), a level of stress as "0" … "5"; empty for the rest. */
  text: string;
  createdAtMs: number;
  deletedAtMs: number | null;
}

/** A stretch without data of one stream or more. Nothing is interpolated, nothing counts as stillness. */
export interface DataGap {
  startMs: number;
  endMs: number;
  /** Streams that are missing within it. */
  streams: readonly StreamKind[];
}

export interface WalkSummary {
  durationMs: number;
  movingMs: number;
  stillMs: number;
  unknownMs: number;
  /** Share of the measured time with a slack lead, 0–1; null without tension. */
  slackShare: number | null;
  lightMs: number;
  pullMs: number;
  hardMs: number;
  maxTensionN: number | null;
  meanTensionN: number | null;
  /** Tension events of level pull or above. */
  pulls: number;
  pullsPer10Min: number | null;
  freezes: number;
  longestFreezeMs: number;
  bolts: number;
  shakes: number;
  /** Median time from the start of a freeze or bolt to calm walking (2 s or more) after it, ms; null when none. */
  recoveryMs: number | null;
  samples: { accel: number; tension: number; gyro: number };
}

/** What a version of the detectors found in one walk. Key: [walkId, detectorVersion]. */
export interface Detections {
  walkId: string;
  detectorVersion: string;
  activity: ActivitySpan[];
  events: WalkEvent[];
  gaps: DataGap[];
  summary: WalkSummary;
  /** How the cat moved in this walk; absent in what early versions found. */
  gait?: Gait;
  /** What the walk's data cannot tell; absent in what early versions found. */
  limits?: Limit[];
}
