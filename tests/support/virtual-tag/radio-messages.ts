import type { StreamKind } from '../../../lib/tag/frame';
import type { TagFault } from '../../../lib/tag/tag';
import type { BoardKind } from '../espruino-board';
import type { Felt, Notified } from '../families/family-firmware';
import type { FirmwareFamily } from '../families/open-firmware';
import type { FaultCounts, RadioFaults } from './radio-faults';
import type { BootRecord, FirmwareOptions } from './tag-firmware';

/** Where a virtual tag's samples come from. */
export type SourceChoice =
  | { from: 'ramp'; durationMs: number }
  | { from: 'walk'; seed: number; durationMs: number }
  | { from: 'walks'; seeds: number[]; eachMs: number }
  | { from: 'streams'; streams: Partial<Record<StreamKind, { rateHz: number; values: Float64Array }>> };

export interface TagChoice {
  /** By which tests name it. */
  id: string;
  /** What the chooser shows. */
  name: string;
  /** `bare`: advertises the Catpace service and has none of its characteristics. */
  kind: 'catpace' | 'bare';
  source: SourceChoice;
  /** What a notification may carry on this link, bytes. */
  linkPayload?: number;
  /** Where it differs from the usual tag. */
  firmware?: Partial<Omit<FirmwareOptions, 'source'>>;
}

/** A device of another family, as people can buy it. */
export interface FamilyTagChoice {
  id: string;
  name: string;
  kind: FirmwareFamily;
  source: SourceChoice;
}

/** An Espruino board in its delivered state: a console, nothing on it. */
export interface BoardChoice {
  id: string;
  name: string;
  kind: 'board';
  board: BoardKind;
}

export interface RadioChoice {
  tags: (TagChoice | FamilyTagChoice | BoardChoice)[];
  /** How fast the world runs; 0 holds it still. */
  speed: number;
  adapter: 'on' | 'off' | 'missing';
}

/** Trouble that comes by itself when the source has been played so far, ms. One at a time, in order. */
export type Trouble =
  /** Out of range for so long, ms of the source; the link breaks. */
  { atMs: number; trouble: 'away'; forMs: number } | { atMs: number; trouble: 'reboot' };

/** Trouble by what was sent and not by time: however quick a machine is, it comes in the middle. */
export interface PlannedBreak {
  atNotification: number;
  /** Out of range from then on, until a test brings it back. */
  leaves: boolean;
}

/** What became of the troubles, cheap to ask for. */
export interface TroubleProgress {
  sourceMs: number;
  /** Troubles that are over. */
  done: number;
  /** When the tag was back each time, epoch ms. */
  backAtMs: number[];
}

/** What really happened, whatever the browser saw. */
export interface TagTruth {
  connected: boolean;
  streaming: boolean;
  /** How far the source has been played, ms. */
  sourceMs: number;
  log: { firstSeq: number; nextSeq: number; overwritten: number };
  boots: BootRecord[];
  /** Data notifications handed to a browser that listened. */
  notified: number;
  /** Data notifications that nobody listened to. */
  unheard: number;
  /** Frames that went out in reports. */
  resentFrames: number;
  radio: FaultCounts;
  /** Links made so far. */
  connections: number;
}

/** What a test can do to one tag. */
export interface TagCommands {
  setAdvertising(on: boolean): void;
  setInRange(inRange: boolean): void;
  /** Whether it takes a call to connect; it advertises either way. */
  setAnswering(answering: boolean): void;
  /** The link breaks; the tag stays in range. */
  dropLink(): void;
  /** The link breaks by itself at these notifications on Data, counted from now and given in order. */
  planBreaks(breaks: PlannedBreak[]): void;
  /** At the next call to an attribute the link breaks, its attributes go, and only then it is refused: Chromium's Bluetooth hangs. */
  breakUnderCall(): void;
  /** The browser's machine forgets the tag. */
  forget(): void;
  reboot(): void;
  setBattery(percent: number | null): void;
  setFaults(faults: TagFault[]): void;
  pressButton(): void;
  setRadioFaults(faults: RadioFaults): void;
  /** From now on: troubles that come by themselves. */
  planTrouble(plan: Trouble[]): void;
  trouble(): TroubleProgress;
  /** Any bytes on Data. */
  sendData(bytes: Uint8Array): void;
  truth(): TagTruth;
}

/** What really happened to a device of another family. */
export interface FamilyTagTruth {
  connected: boolean;
  /** Every sample that it took while somebody wanted them, in order. */
  felt: Felt[];
  /** Everything that was written to it, in order. */
  written: Notified[];
  /** Notifications handed to a browser that listened. */
  notified: number;
  connections: number;
}

/** What a test can do to a device of another family. */
export interface FamilyTagCommands extends Pick<
  TagCommands,
  'setAdvertising' | 'setInRange' | 'dropLink' | 'forget'
> {
  truth(): FamilyTagTruth;
}

/** What really happened to a board. */
export interface BoardTruth {
  connected: boolean;
  /** The program in its Storage; null when there is none. */
  program: string | null;
  /** Raw counts of each sample that its motion sensor showed, in order. */
  shown: (readonly [x: number, y: number, z: number])[];
  /** What its program threw where nobody caught it. */
  errors: string[];
  /** Bytes that came over the console and did not fit. */
  lostBytes: number;
  connections: number;
}

/** What a test can do to a board. */
export interface BoardCommands extends Pick<
  TagCommands,
  'setAdvertising' | 'setInRange' | 'dropLink' | 'forget'
> {
  /** The link breaks at the host's n-th write to the console from now on. */
  breakAtWrite(nth: number): void;
  truth(): BoardTruth;
}

/** What a test can do to the adapter and the world. */
export interface RadioCommands {
  plug(powered: boolean): void;
  unplug(): void;
  setPower(on: boolean): void;
  setSpeed(speed: number): void;
  /** Discoveries begun so far. */
  discoveries(): number;
}

export interface Request {
  id: number;
  /** Null: the radio itself. */
  tag: string | null;
  command: string;
  values: unknown[];
}

export type Reply = { id: number; result: unknown } | { id: number; error: string };

/** The first message of the radio process. */
export interface Ready {
  busAddress: string;
}
