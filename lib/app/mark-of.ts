import { newId } from '../store/uuid-v7';
import type { NewMark } from '../walk/body-sign';
import type { Mark } from '../walk/walk';

/** What a person marks, as a record of a walk's timeline. */
export function markOf(walkId: string, what: NewMark, tMs: number, createdAtMs: number): Mark {
  const text = 'text' in what ? what.text : '';
  return { id: newId(), walkId, tMs, kind: what.kind, text, createdAtMs, deletedAtMs: null };
}
