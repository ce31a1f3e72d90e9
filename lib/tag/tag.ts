import type { Frame, StreamFormat } from './frame';
import type { Interval } from './interval-set';
import type { TagError } from './tag-error';

/** Kinds of tags that Catpace can talk to (`families.ts`), the demo, and a file of another program. */
export type TagFamily =
  'catpace' | 'progressor' | 'movesense' | 'polar' | 'microbit' | 'thingy' | 'demo' | 'file';

export interface TagCapabilities {
  accel: boolean;
  tension: boolean;
  gyro: boolean;
  /** Keeps a log that lost frames can be asked from. */
  log: boolean;
  button: boolean;
}

/** What a tag says of itself once it is connected. */
export interface TagInfo {
  family: TagFamily;
  /** The browser's id for the device: another one each time that the browser is started. For the demo, its seed. */
  id: string;
  name: string;
  maker: string | null;
  model: string | null;
  firmware: string | null;
  capabilities: TagCapabilities;
  /** Differs after each boot of the tag: device time and seq start over with it. */
  bootId: number;
  /** Streams in force. */
  streams: readonly StreamFormat[];
}

/** Life of the link, as the owner sees it. */
export type LinkState =
  | 'idle'
  | 'choosing'
  | 'connecting'
  | 'preparing'
  | 'live'
  | 'silent'
  | 'reconnecting'
  /** Live, while older frames come from the tag's log. */
  | 'backfilling'
  | 'lost'
  | 'ended';

/** Counters of what the radio brought. They only rise. */
export interface LinkCounts {
  notifications: number;
  bytes: number;
  frames: number;
  /** Frames that had arrived before, dropped. */
  duplicateFrames: number;
  /** Notifications that ended in a fault: truncated, unknown kind, wrong length. */
  faults: number;
  /** Frames known to be missing and not (yet) brought by a report. */
  missingFrames: number;
}

/** Frames that arrived together. `arrivalMs` is epoch ms at the host. Frames are new (never seen before). */
export interface FrameArrival {
  bootId: number;
  arrivalMs: number;
  frames: Frame[];
}

/** How far frames that were missed have been fetched from the tag's log. Both 0 when nothing is missing any more. */
export interface BackfillProgress {
  /** Wanted, not here, and the tag may still have them. */
  missing: number;
  /** Fetched since nothing was missing last. */
  fetched: number;
}

/** Frames that will never come: the tag has overwritten them, or lost them with a boot. Both ends inclusive. */
export interface GivenUpFrames {
  bootId: number;
  /** Unwrapped, as in a `FrameArrival`. */
  fromSeq: number;
  toSeq: number;
}

/** The first sight of a boot: device time and sequence numbers begin anew. Comes before its first frame. */
export interface BootSight {
  bootId: number;
  /** The first frame that is wanted of it. */
  firstSeq: number;
  /** The boot that has ended with it; null for the first one that this object sees. */
  formerBootId: number | null;
  /** The oldest frame that the log still has. */
  oldestSeq: number;
  /** Its device time now, ms, u32. What a log was made at is only known by it. */
  deviceMs: number;
}

/** Frames of one boot that are safe already, as intervals of unwrapped sequence numbers. */
export interface HeldFrames {
  bootId: number;
  ranges: readonly Readonly<Interval>[];
}

/**
 * Which frames of a tag with a log are wanted.
 * - `from-now`: those made after connecting;
 * - `whole-log`: all that the log still has: the tag walked alone;
 * - held frames: a walk goes on that has these already. Of their boots what is missing since the first one held, of any
 *   other boot all that the log has.
 */
export type WantedFrames = 'from-now' | 'whole-log' | readonly HeldFrames[];

/** A reason for each fault bit that a tag can report. */
export type TagFault = 'accelerometer' | 'load-cell' | 'log' | 'transmit-queue';

/** What went over the radio, as it was. */
export interface RawPacket {
  /** `in`: from the tag. */
  direction: 'in' | 'out';
  /** UUID of the characteristic. */
  characteristic: string;
  /** A copy. */
  bytes: Uint8Array;
}

export interface TagEvents {
  link: LinkState;
  frames: FrameArrival;
  /** Percent, null when the tag does not know. */
  battery: number | null;
  counts: LinkCounts;
  /** Only while something is missing, and once when nothing is any more. */
  backfill: BackfillProgress;
  /** An explicit gap of the walk. */
  gaveUp: GivenUpFrames;
  /** From tags with a log of their own numbering (Catpace profile). */
  boot: BootSight;
  faults: readonly TagFault[];
  /** Everything that was notified or written, before anybody reads it. The demo has no radio. */
  packet: RawPacket;
  /** Something went wrong that the owner may have to act on. The link state says whether it goes on. */
  error: TagError;
}

/** Take off a listener. */
export type Unsubscribe = () => void;

/**
 * What every tag offers, whatever radio or model is behind it.
 * All methods reject with `TagError`. One tag object lives for one choice of a device.
 */
export interface Tag {
  readonly family: TagFamily;
  /** Null until connected for the first time. */
  readonly info: TagInfo | null;
  readonly link: LinkState;
  on<K extends keyof TagEvents>(type: K, listener: (event: TagEvents[K]) => void): Unsubscribe;
  /**
   * Connect, read what the tag is, and set its streams up. Resolves with the link `preparing` done, streams not started.
   * @param wanted counts for the first connection of this object; `from-now` unless said. Tags without a log leave it alone.
   */
  connect(wanted?: WantedFrames): Promise<TagInfo>;
  /** Start the streams; resolves when the tag has confirmed. The link is `live` at the first frame. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Take the present pull as zero. Resolves with the offset that was removed, N. */
  tare(): Promise<number>;
  /**
   * One point of a calibration of the load cell, while this force hangs on it. Resolves with what the converter showed, counts.
   * @param forceN 0 for an unloaded cell
   */
  calibrationPoint?(forceN: number): Promise<number>;
  /** Keep the points that were taken, over switching off. Rejects when there are none, or when they cannot be right. */
  saveCalibration?(): Promise<void>;
  /**
   * The owner chose a device again: false when it is not this tag's, or its link has been ended. When true, this tag goes on
   * with it at the next `connect`, and knows all that has arrived.
   */
  adopt?(device: BluetoothDevice): boolean;
  /**
   * Fetch what is wanted and missing from the tag's log, whether its streams run or not: the walk that it made alone. Resolves
   * when nothing is missing any more. Goes on by itself after a break of the link; rejects with `link-lost` when the link is
   * lost for good, with `not-available` when the tag has no log.
   */
  fetchLog?(onProgress?: (progress: BackfillProgress) => void): Promise<void>;
  /** Frames up to here (per boot) are safe in the database: the tag may forget them. */
  release(bootId: number, uptoSeq: number): Promise<void>;
  /** End the link for good. Never rejects. */
  disconnect(): Promise<void>;
}
