import type { WalkStrip } from '../charts/walk-strip';
import type { ActivityState, TensionLevel } from '../events/event';
import type { SessionScores } from '../walk/session-scores';
import type { Detections, Walk, WalkReview, WalkStatus, WalkSummary } from '../walk/walk';
import type { Sentence } from './live-view';

/** What the machine can do for a tag, before one is chosen. */
export type BluetoothState = 'ready' | 'unsupported' | 'adapter-missing' | 'bluetooth-off' | 'unknown';

/** A sentence for something that went wrong: what is seen, what to do, and perhaps one button that does it. */
export interface Trouble extends Sentence {
  action?: { label: string; run: () => void };
}

/** A walk that was never closed: the browser went away in the middle. */
export interface RecoverableWalk {
  walkId: string;
  startedAtMs: number;
  /** IANA name. */
  timeZone: string;
  /** What of it is safe, ms. */
  durationMs: number;
  catName: string;
}

/** A part of the first start: the cat, whether it is ready, tag or no tag, the first step. */
export type StartPart = 'cat' | 'ready' | 'tag' | 'step';

/** What the owner typed of a cat, checked. */
export interface CatDraft {
  name: string;
  bodyKg: number | null;
}

/** A step of the plan as the page of a session without a tag shows it. */
export interface SessionStep {
  number: number;
  title: string;
  minMs: number | null;
  maxMs: number | null;
  /** One act a line. */
  how: readonly string[];
  /** What good looks like. */
  good: string;
  /** Each try is scored by a tap; else the session as a whole, once it is over. */
  inTrials: boolean;
}

/** One line of the list of walks. */
export interface WalkListItem {
  id: string;
  catId: string;
  catName: string;
  /** What the cat weighed, or was assumed to. */
  bodyKg: number;
  startedAtMs: number;
  /** IANA name. */
  timeZone: string;
  /** Null while it is being recorded. */
  durationMs: number | null;
  status: WalkStatus;
  /** True: recording, and no window is at it. The walk window offers to keep it. */
  cutOff: boolean;
  stepNumber: number;
  stepTitle: string;
  /** True for the tag of the demo. */
  demo: boolean;
  /** How it went, drawn small; null or absent: not analysed yet. */
  strip?: WalkStrip | null;
  /** Null: not analysed yet, or nothing was measured. */
  summary: WalkSummary | null;
  /** What the owner counted in a session without a tag; null or absent for a walk with one. */
  session?: SessionScores | null;
  review: WalkReview | null;
  /** What the owner wrote into its marks; absent: nothing. */
  markTexts?: readonly string[];
}

/** The lead's figure at the cursor. */
export interface ReplayMoment {
  tensionN: number | null;
  tensionLevel: TensionLevel | null;
  activity: ActivityState;
  /** How long the state has lasted at the cursor, ms. */
  activityForMs: number;
  bolting: boolean;
  shaking: boolean;
  /** The hand pulls: a drag goes on. */
  handPulls: boolean;
}

/** One of two walks that lie beside each other. */
export interface ComparedWalk {
  walk: Walk;
  detections: Detections;
}

/** Where two walks meet on one axis: at their start, or at an event of each (`eventKey`; null beside a median). */
export type Meeting = { at: 'start' } | { at: 'event'; first: string; second: string | null };

export interface StorageUse {
  usedBytes: number | null;
  quotaBytes: number | null;
  walks: number;
  /** True: the browser does not evict the data by itself. */
  persisted: boolean;
}

/** What the owner chose; `system` follows the machine. */
export type ThemeChoice = 'system' | 'light' | 'dark';

/** Something that was just deleted and can be brought back. */
export interface Undoable {
  message: string;
  undo: () => void;
}

/** What one walk can be saved as. */
export type ExportFormat = 'samples-csv' | 'events-csv' | 'json' | 'parquet' | 'boris';

/** What many walks can be saved as. */
export type ExportManyFormat = 'table-csv' | 'csv-zip' | 'parquet-zip' | 'json';

/** Something that takes a while: how far it is. */
export interface Progress {
  words: string;
  /** 0 to 1; null: nobody can say. */
  fraction: number | null;
}

export type PageName =
  'today' | 'walks' | 'progress' | 'cats' | 'data' | 'settings' | 'start' | 'help' | 'privacy' | 'problem';

/** What a file holds that is to be brought in. */
export interface ImportPreview {
  what: string;
  /** Null: whole walks, which say everything themselves. */
  recording: {
    durationMs: number;
    /** Told by the file, or guessed. */
    startedAtMs: number;
    isStartKnown: boolean;
  } | null;
}

/** What a recording does not say of itself. */
export interface ImportChoice {
  startedAtMs: number;
  stepNumber: number;
}

/** What a backup says of itself. */
export interface BackupPreview {
  madeAtMs: number;
  walks: number;
  cats: number;
}

/** A walk that waits to be cleared away. */
export interface DeletedWalk {
  id: string;
  startedAtMs: number;
  /** IANA name. */
  timeZone: string;
  /** Whole days until it goes, from 1. */
  daysLeft: number;
}
