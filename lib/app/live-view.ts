import type { AdviceWords } from '../charts/advice-words';
import type { ActivityState, TensionLevel, WalkEvent } from '../events/event';
import type { Limit } from '../events/limits';
import type { LinkCounts, LinkState, TagFault, TagInfo } from '../tag/tag';
import type { TagErrorCode } from '../tag/tag-error';
import type { OwnersEvent } from '../walk/owners-events';
import type { LeadAim, Mark } from '../walk/walk';
import type { HelpTopicId } from './help-topic-id';

/** What a person is told: what is seen, then what to do next. */
export interface Sentence {
  title: string;
  todo: string;
  /** Where the help page says more. */
  help?: HelpTopicId;
}

/** An event in the feed with what to do about it. */
export interface FeedItem {
  event: WalkEvent;
  /** Still going on. */
  open: boolean;
  /** Taken back: data that came later show that it was not so. */
  withdrawn: boolean;
  advice: AdviceWords;
  /** What the owner says of it. Absent where nobody is asked. */
  word?: OwnersWordOn;
}

/** The owner's word on one event. */
export type OwnersWordOn = Pick<OwnersEvent, 'provenance' | 'subject' | 'wordId'>;

/** One tag of the walk as it stands. */
export interface WalkingTag {
  link: LinkState;
  error: TagErrorCode | null;
  tag: TagInfo | null;
  batteryPercent: number | null;
  faults: readonly TagFault[];
  counts: LinkCounts;
}

/**
 * Everything that the walk window shows and the popup follows: plain data, cloned over the channel.
 * The walk window alone makes it.
 */
export interface LiveView extends WalkingTag {
  /** Tags that joined the walk beside the one above, e.g. a force gauge at the hand. */
  joined: readonly WalkingTag[];
  /** Present pull, N; null without a load cell or without data. */
  tensionN: number | null;
  tensionLevel: TensionLevel | null;
  /** Bounds of the levels for this cat, N. */
  bandsN: TensionBands;
  activity: ActivityState;
  /** How long the state has lasted, ms. */
  activityForMs: number;
  /** Body motion now: standard deviation of |a| over 1 s, g. */
  motionG: number | null;
  /** What the data so far cannot tell, beyond what the tag does not measure at all. */
  limits: readonly Limit[];
  walkId: string | null;
  recording: boolean;
  /** Time of this session on the tag's clock, ms. */
  elapsedMs: number;
  /** Safe in the database up to here, ms. */
  savedMs: number;
  /** Saving fails: the walk goes on in memory. */
  saveTrouble: Sentence | null;
  catName: string;
  bodyKg: number;
  bodyKgAssumed: boolean;
  pace: PaceView;
  step: LiveTarget;
  advice: AdviceWords | null;
  /** Newest first, at most 20. */
  feed: FeedItem[];
  marks: number;
  /** The newest mark that stands, to be taken back. */
  lastMark: Mark | null;
}

/** How far Catpace knows this cat's own walk. */
export interface PaceView {
  /** This walk is judged by it. False: uncalibrated. */
  isFitted: boolean;
  /** Walking that was seen so far, in this walk too, ms. */
  walkedMs: number;
  neededMs: number;
}

/** Where each level begins, N. */
export interface TensionBands {
  lightN: number;
  pullN: number;
  hardN: number;
  lungeN: number;
}

/** The session's target: what the step asks for. */
export interface StepTarget {
  number: number;
  title: string;
  /** Range of time asked for, ms; null where the step names none. */
  minMs: number | null;
  maxMs: number | null;
}

/** The target of a walk that goes on: it stays in view. */
export interface LiveTarget extends StepTarget {
  /** How loose the lead is to be. */
  aim: LeadAim;
  /** What good looks like. */
  good: string;
}

/** The last 30 seconds for the thin trace, oldest first. */
export interface LiveTrace {
  tMs: Float64Array;
  tensionN: Float32Array;
  /** Filled entries. */
  length: number;
}
