import { isEventKind, type CorrectionSubject, type OwnersSaying } from './correction';
import type { Walk } from './walk';

export const SAYING_ERROR_CODES = [
  /** The walk was deleted: bring it back first. */
  'walk-deleted',
  /** No such kind of event. */
  'kind-unknown',
  /** A time that is no number. */
  'time-not-a-number',
  /** The end lies before the start. */
  'time-backwards',
  /** Before the walk's beginning or after its end. */
  'time-outside',
] as const;
export type SayingErrorCode = (typeof SAYING_ERROR_CODES)[number];

/** Why a word of the owner's cannot be kept; the message names the place. */
export class SayingError extends Error {
  override readonly name = 'SayingError';
  readonly code: SayingErrorCode;

  constructor(code: SayingErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Refuse a word that makes no sense for this walk.
 * @param saying may come from outside: nothing of it is taken on trust.
 * @throws SayingError
 */
export function checkSaying(
  saying: OwnersSaying,
  walk: Pick<Walk, 'id' | 'durationMs' | 'deletedAtMs'>,
): void {
  if (walk.deletedAtMs !== null) throw new SayingError('walk-deleted', `Walk ${walk.id} is deleted.`);
  if (saying.say === 'add') {
    checkKind(saying.kind, 'kind');
    checkWithin(saying.startMs, saying.endMs, walk.durationMs);
    return;
  }
  checkSubject(saying.subject);
  if (saying.say === 'relabel') checkKind(saying.toKind, 'toKind');
  if (saying.say === 'move') checkWithin(saying.startMs, saying.endMs, walk.durationMs);
}

function checkSubject(subject: CorrectionSubject): void {
  if (subject.by === 'owner') return;
  checkKind(subject.kind, 'subject.kind');
  checkOrder(subject.startMs, subject.endMs, 'subject.');
}

function checkKind(kind: unknown, place: string): void {
  if (!isEventKind(kind))
    throw new SayingError('kind-unknown', `${place}: no event is called ${String(kind)}.`);
}

function checkOrder(startMs: number, endMs: number, place = ''): void {
  for (const [name, value] of Object.entries({ startMs, endMs })) {
    if (!Number.isFinite(value))
      throw new SayingError('time-not-a-number', `${place}${name}: ${String(value)} is not a time.`);
  }
  if (endMs < startMs)
    throw new SayingError('time-backwards', `${place}endMs: ${endMs} lies before the start ${startMs}.`);
}

/** @param durationMs null while the walk runs: its end is not known yet. */
function checkWithin(startMs: number, endMs: number, durationMs: number | null): void {
  checkOrder(startMs, endMs);
  if (startMs < 0) throw new SayingError('time-outside', `startMs: ${startMs} lies before the walk.`);
  if (durationMs !== null && endMs > durationMs)
    throw new SayingError('time-outside', `endMs: ${endMs} lies after the walk's end ${durationMs}.`);
}
