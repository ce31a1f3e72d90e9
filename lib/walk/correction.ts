import type { WalkEvent } from '../events/event';

export type EventKind = WalkEvent['kind'];

/** The happening that a correction speaks of. */
export type CorrectionSubject =
  /** As the detector said it at that time, ms on the walk's timeline. Found again by kind and overlap. */
  | { by: 'detector'; kind: EventKind; startMs: number; endMs: number }
  /** One that the owner added: the id of that correction. */
  | { by: 'owner'; correctionId: string };

/** What the owner says of a happening. Times in ms on the walk's timeline. */
export type OwnersSaying =
  | { say: 'confirm'; subject: CorrectionSubject }
  | { say: 'reject'; subject: CorrectionSubject }
  | { say: 'relabel'; subject: CorrectionSubject; toKind: EventKind }
  | { say: 'move'; subject: CorrectionSubject; startMs: number; endMs: number }
  | { say: 'add'; kind: EventKind; startMs: number; endMs: number };

/**
 * One word of the owner's on a walk's events. Never rewritten: undo is a tombstone. It lies on top of the detections,
 * which stay as they are; the words of two machines merge by union of ids.
 */
export type Correction = OwnersSaying & {
  /** UUIDv7. */
  id: string;
  walkId: string;
  createdAtMs: number;
  /** Taken back, epoch ms; null while it stands. */
  deletedAtMs: number | null;
};

/** Every kind, so that a new one is not forgotten here. */
const KINDS: Readonly<Record<EventKind, true>> = {
  freeze: true,
  rest: true,
  bolt: true,
  tension: true,
  drag: true,
  shake: true,
  'slip-out': true,
};

/** The kinds that an owner can name, in the order in which a menu shows them. */
export const EVENT_KINDS = Object.keys(KINDS) as readonly EventKind[];

export function isEventKind(kind: unknown): kind is EventKind {
  return typeof kind === 'string' && Object.hasOwn(KINDS, kind);
}
